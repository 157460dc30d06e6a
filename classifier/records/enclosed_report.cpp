// Reads the machine-readable part of a report: groups of "Name: value" lines, an empty line between
// groups (RFC 3464 section 2.1, RFC 5965 section 3).

#include "classifier/records/enclosed_report.h"

#include <map>

#include "parser/decode/decode.h"

namespace constat::classifier {
namespace {

// Enough for a report over thousands of recipients.
constexpr std::uint64_t kReportBytes = 1024 * 1024;

using Group = std::map<std::string, std::string>;  // name in lower case -> first value

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<Group> groups_of(std::string_view text) {
  std::vector<Group> groups(1);
  std::string* unfinished = nullptr;  // the value that a folded line continues
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    const std::string_view content = trim(line);
    if (content.empty()) {
      if (!groups.back().empty()) groups.emplace_back();
      unfinished = nullptr;
      continue;
    }
    if (line.front() == ' ' || line.front() == '\t') {
      if (unfinished != nullptr) unfinished->append(" ").append(content);
      continue;
    }
    const std::size_t colon = content.find(':');
    unfinished = nullptr;
    if (colon == std::string_view::npos) continue;
    const auto [place, is_new] = groups.back().try_emplace(
        to_lower_ascii(trim(content.substr(0, colon))), trim(content.substr(colon + 1)));
    if (is_new) unfinished = &place->second;
  }
  return groups;
}

std::string_view value(const Group& group, const std::string& name) {
  const auto found = group.find(name);
  return found == group.end() ? std::string_view() : std::string_view(found->second);
}

// "rfc822; user@domain" -> "user@domain".
std::string_view after_type(std::string_view text) {
  const std::size_t semicolon = text.find(';');
  return semicolon == std::string_view::npos ? text : trim(text.substr(semicolon + 1));
}

std::string address_in(std::string_view text) {
  text = after_type(text);
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  return std::string(text);
}

// The addresses a report names are those of recipients, whatever the mail itself is.
std::vector<std::string> named_addresses(const std::vector<Group>& groups) {
  std::vector<std::string> addresses;
  for (const Group& group : groups) {
    for (const char* name : {"final-recipient", "original-recipient", "original-rcpt-to"}) {
      if (std::string address = address_in(value(group, name)); !address.empty()) {
        addresses.push_back(std::move(address));
      }
    }
  }
  return addresses;
}

EnclosedReport feedback(const std::vector<Group>& groups, Telling& telling) {
  Group all;
  for (const Group& group : groups) all.insert(group.begin(), group.end());
  EnclosedReport report;
  report.kind = "feedback";
  report.feedback_type = telling.word("report", value(all, "feedback-type"));
  report.user_agent = telling.word("report", value(all, "user-agent"));
  report.arrival_date = telling.word("report", value(all, "arrival-date"));
  report.source_ip = telling.word("report", value(all, "source-ip"));
  report.reported_domain = telling.word("report", value(all, "reported-domain"));
  report.reporting_mta = telling.word("report", after_type(value(all, "reporting-mta")));
  return report;
}

EnclosedReport delivery_status(const std::vector<Group>& groups, const Pseudonymiser& pseudonyms,
                               Telling& telling) {
  EnclosedReport report;
  report.kind = "delivery_status";
  for (const Group& group : groups) {
    if (report.reporting_mta.empty()) {
      report.reporting_mta = telling.word("report", after_type(value(group, "reporting-mta")));
    }
    if (report.arrival_date.empty()) {
      report.arrival_date = telling.word("report", value(group, "arrival-date"));
    }
    if (!group.contains("final-recipient") && !group.contains("action")) continue;
    DeliveryStatus& status = report.recipients.emplace_back();
    status.recipient_id = pseudonyms.of_address(address_in(value(group, "final-recipient")));
    status.action = telling.word("report", value(group, "action"));
    status.status = telling.word("report", value(group, "status"));
    status.diagnostic = telling.text_if_any("report", value(group, "diagnostic-code"));
  }
  return report;
}

}  // namespace

std::optional<EnclosedReport> enclosed_report(const parser::ParsedMail& mail, const Limits& limits,
                                              const Pseudonymiser& pseudonyms, Telling& telling) {
  for (const parser::Part& part : mail.parts) {
    const bool is_feedback = part.subtype == "feedback-report";
    const bool is_status =
        part.subtype == "delivery-status" || part.subtype == "global-delivery-status";
    if (part.type != "message" || part.inside_attached_message) continue;
    if (!is_feedback && !is_status) continue;
    std::string text;
    SourceMap map;
    Defects defects;
    parser::decode_transfer(
        mail.bytes_of(part.body), parser::transfer_encoding_named(part.encoding), part.body.offset,
        std::min<std::uint64_t>(kReportBytes, limits.text_bytes_per_mail), text, map, defects);
    const std::vector<Group> groups = groups_of(text);
    telling.hide(named_addresses(groups), pseudonyms);
    return is_feedback ? feedback(groups, telling) : delivery_status(groups, pseudonyms, telling);
  }
  return std::nullopt;
}

}  // namespace constat::classifier
