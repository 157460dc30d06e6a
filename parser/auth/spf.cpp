#include "parser/auth/spf.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/auth/spf_lookup.h"
#include "parser/auth/spf_macro.h"
#include "parser/auth/spf_record.h"

namespace constat::parser::auth {
namespace {

constexpr std::size_t kMostNames = 10;  // of one MX or PTR answer (section 4.6.4)

// Labels of 1 to 63 bytes, at least two of them (section 4.3).
bool is_queryable(std::string_view domain) {
  if (domain.empty() || domain.size() > 253) return false;
  std::size_t begin = 0, labels = 0;
  while (begin <= domain.size()) {
    const std::size_t end = std::min(domain.find('.', begin), domain.size());
    if (end == begin || end - begin > 63) return false;
    ++labels;
    begin = end + 1;
  }
  return labels >= 2;
}

// An IPv4 address in the dress of IPv6 (RFC 4291 section 2.5.5.2) is one (section 5).
IpAddress unmapped(const IpAddress& address) {
  constexpr std::string_view kMapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
  const std::string_view bytes = address.network_bytes();
  return bytes.starts_with(kMapped) ? IpAddress::v4(bytes.substr(12)) : address;
}

bool shares_prefix(const IpAddress& a, const IpAddress& b, int prefix) {
  if (a.version != b.version) return false;
  for (int bit = 0; bit < prefix; bit += 8) {
    const auto index = static_cast<std::size_t>(bit / 8);
    const int used = std::min(8, prefix - bit);
    const auto mask = static_cast<unsigned>(0xff << (8 - used)) & 0xffU;
    if (((a.bytes[index] ^ b.bytes[index]) & mask) != 0) return false;
  }
  return true;
}

std::string reverse_name(const IpAddress& address) {
  const std::string forward = dotted(address);
  std::string out;
  std::size_t end = forward.size();
  while (true) {
    const std::size_t dot = end == 0 ? std::string::npos : forward.rfind('.', end - 1);
    out += forward.substr(dot == std::string::npos ? 0 : dot + 1,
                          end - (dot == std::string::npos ? 0 : dot + 1));
    out += '.';
    if (dot == std::string::npos) break;
    end = dot;
  }
  return out + (address.version == 4 ? "in-addr.arpa" : "ip6.arpa");
}

bool is_or_is_below(std::string_view name, const std::string& domain) {
  return name == domain || (name.size() > domain.size() && name.ends_with(domain) &&
                            name[name.size() - domain.size() - 1] == '.');
}

// Records that include each other stand on a stack of our own; the limit of lookups bounds it.
class Evaluation {
 public:
  Evaluation(const DnsSnapshot& dns, const SpfQuestion& question, const Limits& limits,
             SpfStatement& out)
      : question_(question),
        client_(unmapped(question.client)),
        out_(out),
        lookup_(dns, question.time, limits, out) {
    const std::string_view sender =
        question.identity == SpfIdentity::kMailFrom ? question.sender : std::string_view();
    const std::size_t at = sender.rfind('@');
    const std::string_view local = at == std::string_view::npos ? "" : sender.substr(0, at);
    local_part_ = local.empty() ? "postmaster" : std::string(local);
    sender_domain_ = out.domain;
  }

  SpfResult run() {
    if (!is_queryable(out_.domain)) return SpfResult::kNoRecord;
    std::optional<SpfResult> result = enter(dns_name(out_.domain));
    while (!result) result = step();
    return *result;
  }

 private:
  struct Level {
    std::string domain;
    SpfRecord record;
    std::size_t next = 0;
  };

  // Looks up the record of a domain and makes it the one at hand; a result when there is none.
  std::optional<SpfResult> enter(std::string domain) {
    if (!is_queryable(domain)) return SpfResult::kNoRecord;
    const DnsAnswer* answer = lookup_.ask(domain, DnsType::kTxt);
    if (answer == nullptr) return SpfResult::kNotEvaluated;
    if (answer->status == DnsStatus::kServerFailure) return SpfResult::kServerFailure;
    std::optional<std::string_view> found;
    for (const std::string_view text : answer->data) {
      if (!is_spf_record(text)) continue;
      if (found) return SpfResult::kRecordMalformed;  // section 4.5
      found = text;
    }
    if (!found) return SpfResult::kNoRecord;
    auto record = read_spf_record(*found);
    if (!record) return SpfResult::kRecordMalformed;
    levels_.push_back({std::move(domain), std::move(*record), 0});
    return std::nullopt;
  }

  // One term. A result ends the evaluation.
  std::optional<SpfResult> step() {
    Level& level = levels_.back();
    if (level.next == level.record.terms.size()) return leave_at_end(level);
    const SpfTerm& term = level.record.terms[level.next];
    const bool asks = term.mechanism != SpfMechanism::kAll &&
                      term.mechanism != SpfMechanism::kIp4 && term.mechanism != SpfMechanism::kIp6;
    if (asks && !lookup_.count_term()) return SpfResult::kRecordMalformed;
    if (term.mechanism == SpfMechanism::kInclude) {
      std::string target = target_of(term);
      if (const auto error = lookup_.error()) return error;
      const auto result = enter(std::move(target));
      return result == SpfResult::kNoRecord ? SpfResult::kRecordMalformed : result;
    }
    const bool matches = term_matches(term);
    if (const auto error = lookup_.error()) return error;
    if (matches) return leave(term.result);
    ++level.next;
    return std::nullopt;
  }

  // A record that ends without a match: redirect=, or no statement (sections 4.7 and 6.1).
  std::optional<SpfResult> leave_at_end(Level& level) {
    if (!level.record.redirect) return leave(SpfResult::kNoStatement);
    if (!lookup_.count_term()) return SpfResult::kRecordMalformed;
    std::string target = expand_domain(*level.record.redirect, values());
    if (const auto error = lookup_.error()) return error;
    levels_.pop_back();
    const auto result = enter(std::move(target));
    return result == SpfResult::kNoRecord ? SpfResult::kRecordMalformed : result;
  }

  // The record at hand gave `result`: the whole one, or what an include sees (section 5.2).
  std::optional<SpfResult> leave(SpfResult result) {
    while (true) {
      if (levels_.size() == 1) {
        const Level& level = levels_.back();
        if (level.next < level.record.terms.size()) {
          out_.mechanism = to_valid_utf8(level.record.terms[level.next].text);
        }
        return result;
      }
      levels_.pop_back();
      Level& parent = levels_.back();
      if (result != SpfResult::kPermitted) {
        ++parent.next;
        return std::nullopt;
      }
      result = parent.record.terms[parent.next].result;
    }
  }

  SpfMacroValues values() {
    return {local_part_,    sender_domain_, levels_.back().domain,
            question_.helo, client_,        [this] { return validated_name(); }};
  }

  std::string target_of(const SpfTerm& term) {
    return term.domain.empty() ? levels_.back().domain
                               : dns_name(expand_domain(term.domain, values()));
  }

  bool term_matches(const SpfTerm& term) {
    switch (term.mechanism) {
      case SpfMechanism::kAll:
        return true;
      case SpfMechanism::kIp4:
        return shares_prefix(client_, term.network, term.prefix4);
      case SpfMechanism::kIp6:
        return shares_prefix(client_, term.network, term.prefix6);
      case SpfMechanism::kA:
        return holds_client(target_of(term), term, SpfLookup::Void::kCounts);
      case SpfMechanism::kMx:
        return matches_mx(term);
      case SpfMechanism::kPtr:
        return matches_ptr(target_of(term));
      case SpfMechanism::kExists: {
        const std::string target = target_of(term);
        if (lookup_.error() || !is_queryable(target)) return false;
        return !lookup_.records(target, DnsType::kA, SpfLookup::Void::kCounts).empty();
      }
      case SpfMechanism::kInclude:
        break;
    }
    return false;
  }

  // Does the name have the client's address?
  bool holds_client(const std::string& name, const SpfTerm& term, SpfLookup::Void counting) {
    if (lookup_.error() || !is_queryable(name)) return false;
    const bool v4 = client_.version == 4;
    const auto addresses = lookup_.records(name, v4 ? DnsType::kA : DnsType::kAaaa, counting);
    return std::ranges::any_of(addresses, [&](std::string_view address) {
      return shares_prefix(client_, ip_address_from(address), v4 ? term.prefix4 : term.prefix6);
    });
  }

  bool matches_mx(const SpfTerm& term) {
    const std::string target = target_of(term);
    if (lookup_.error() || !is_queryable(target)) return false;
    const std::vector<std::string_view> servers =
        lookup_.records(target, DnsType::kMx, SpfLookup::Void::kCounts);
    if (servers.size() > kMostNames) lookup_.fail(SpfResult::kRecordMalformed);
    for (const std::string_view server : servers) {
      if (lookup_.error()) return false;
      const std::string name(server.substr(server.find(' ') + 1));
      if (holds_client(name, term, SpfLookup::Void::kIsFree)) return true;
    }
    return false;
  }

  // Names of the client that have its address (section 5.5), at most ten of them looked at. A
  // failure of a server is no match here.
  std::vector<std::string> validated_names(SpfLookup::Void counting) {
    std::vector<std::string> names;
    const auto found = lookup_.records_or_none(reverse_name(client_), DnsType::kPtr, counting);
    for (const std::string_view name : found) {
      if (names.size() == kMostNames) break;
      names.emplace_back(name);
    }
    std::erase_if(names, [this](const std::string& name) {
      const bool v4 = client_.version == 4;
      const auto addresses = lookup_.records_or_none(name, v4 ? DnsType::kA : DnsType::kAaaa,
                                                     SpfLookup::Void::kIsFree);
      return std::ranges::none_of(addresses, [this](std::string_view address) {
        return ip_address_from(address) == client_;
      });
    });
    return names;
  }

  bool matches_ptr(const std::string& target) {
    if (lookup_.error()) return false;
    const auto names = validated_names(SpfLookup::Void::kCounts);
    return std::ranges::any_of(
        names, [&](const std::string& name) { return is_or_is_below(name, target); });
  }

  // %{p} (section 7.3).
  std::string validated_name() {
    const std::string domain = levels_.back().domain;
    const auto names = validated_names(SpfLookup::Void::kIsFree);
    if (std::ranges::find(names, domain) != names.end()) return domain;
    for (const std::string& name : names) {
      if (is_or_is_below(name, domain)) return name;
    }
    return names.empty() ? "unknown" : names.front();
  }

  const SpfQuestion& question_;
  IpAddress client_;
  SpfStatement& out_;
  SpfLookup lookup_;
  std::string local_part_, sender_domain_;
  std::vector<Level> levels_;
};

}  // namespace

std::string spf_domain(const SpfQuestion& question) {
  const std::size_t at = question.sender.rfind('@');
  const bool by_helo = question.identity == SpfIdentity::kHelo || at == std::string_view::npos;
  return std::string(by_helo ? question.helo : question.sender.substr(at + 1));
}

SpfStatement evaluate_spf(const DnsSnapshot& dns, const SpfQuestion& question,
                          const Limits& limits) {
  SpfStatement out;
  out.identity = question.identity;
  out.domain = to_valid_utf8(spf_domain(question));
  out.result = Evaluation(dns, question, limits, out).run();
  return out;
}

}  // namespace constat::parser::auth
