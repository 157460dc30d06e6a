#include "parser/auth/dns_row.h"

#include <algorithm>
#include <boost/json.hpp>
#include <iterator>
#include <utility>

#include "core/ip_address.h"
#include "core/pseudonym.h"

namespace constat::parser::auth {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestName = 253;     // RFC 1035 section 2.3.4
constexpr std::size_t kLongestText = 65'535;  // of the data of one record
constexpr std::pair<std::string_view, std::string RowTexts::*> kColumns[] = {
    {"name", &RowTexts::name},     {"type", &RowTexts::type},
    {"status", &RowTexts::status}, {"data", &RowTexts::data},
    {"ttl", &RowTexts::ttl},       {"observed_at", &RowTexts::observed_at},
    {"server", &RowTexts::server}, {"dnssec", &RowTexts::dnssec}};

std::optional<DnsType> type_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(DnsType::kCname); ++i) {
    const auto type = static_cast<DnsType>(i);
    if (equals_ignoring_case(name, name_of(type))) return type;
  }
  return std::nullopt;
}

// Names as DNS tools print them are understood too.
std::optional<DnsStatus> status_named(std::string_view name) {
  constexpr std::pair<std::string_view, DnsStatus> kStatuses[] = {
      {"", DnsStatus::kRecords},
      {"records", DnsStatus::kRecords},
      {"noerror", DnsStatus::kRecords},
      {"no_data", DnsStatus::kNoData},
      {"nodata", DnsStatus::kNoData},
      {"absent", DnsStatus::kNoData},
      {"nxdomain", DnsStatus::kNxdomain},
      {"server_failure", DnsStatus::kServerFailure},
      {"servfail", DnsStatus::kServerFailure},
      {"timeout", DnsStatus::kServerFailure}};
  for (const auto& [known, status] : kStatuses) {
    if (equals_ignoring_case(name, known)) return status;
  }
  return std::nullopt;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName &&
         std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// "" when the data is not of the type.
std::string checked_data(DnsType type, const std::string& data) {
  if (type == DnsType::kTxt) {
    const auto text = joined_strings(data);
    return text && text->size() <= kLongestText ? *text : std::string();
  }
  if (type == DnsType::kA || type == DnsType::kAaaa) {
    const IpAddress address = ip_address_from(data);
    return address.version == (type == DnsType::kA ? 4 : 6) ? to_string(address) : std::string();
  }
  if (type == DnsType::kMx) {
    const std::size_t space = std::min(data.find(' '), data.size());
    const std::string_view preference = std::string_view(data).substr(0, space);
    const std::string name =
        dns_name(std::string_view(data).substr(std::min(space + 1, data.size())));
    const bool number = !preference.empty() && preference.size() <= 5 &&
                        preference.find_first_not_of("0123456789") == std::string_view::npos;
    // A null MX (RFC 7505) is the root.
    return number && (name.empty() || is_name(name)) ? std::string(preference) + ' ' + name
                                                     : std::string();
  }
  const std::string name = dns_name(data);
  return is_name(name) ? name : std::string();
}

bool is_number(std::string_view text) {
  return text.size() <= 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// A text, a number as its digits, a list of texts as its strings in turn; false for anything else.
bool member_text(const json::value& value, std::string& out) {
  if (const auto* text = value.if_string()) {
    out.assign(text->data(), text->size());
  } else if (const auto* flag = value.if_bool()) {
    out = *flag ? "true" : "false";
  } else if (value.is_int64() || value.is_uint64()) {
    out = json::serialize(value);
  } else {
    return value.is_null();
  }
  return true;
}

// Quoted, so that joined_strings() takes the list for what it is.
bool data_text(const json::value& value, std::string& out) {
  const json::array* strings = value.if_array();
  if (strings == nullptr) return member_text(value, out);
  out = "\"";
  for (const json::value& string : *strings) {
    if (!string.is_string()) return false;
    for (const char c : string.get_string()) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  out += '"';
  return true;
}

// Fields of one line of CSV; false when a quote is not closed.
bool split_csv(std::string_view line, std::vector<std::string>& fields) {
  fields.assign(1, {});
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted) {
      const bool doubled = c == '"' && i + 1 < line.size() && line[i + 1] == '"';
      if (c != '"') {
        fields.back() += c;
      } else if (doubled) {
        fields.back() += line[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && fields.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return !quoted;
}

}  // namespace

std::optional<std::string> joined_strings(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      inside = !inside;
    } else if (!inside) {
      if (c != ' ' && c != '\t') return std::nullopt;
    } else if (c != '\\') {
      out += c;
    } else {
      const std::string_view digits = text.substr(std::min(i + 1, text.size()), 3);
      if (digits.size() == 3 && digits.find_first_not_of("0123456789") == std::string_view::npos) {
        const int value = (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
        if (value > 255) return std::nullopt;
        out += static_cast<char>(value);
        i += 3;
      } else if (++i < text.size()) {
        out += text[i];
      }
    }
  }
  if (inside) return std::nullopt;
  return out;
}

RowReading row_from(const RowTexts& texts) {
  DnsRow row;
  row.name = dns_name(texts.name);
  if (!is_name(row.name)) return {std::nullopt, "name is not a domain name"};
  if (texts.type.empty()) return {std::nullopt, "no type"};
  const auto status = status_named(texts.status);
  if (!status) return {std::nullopt, "status is none of the known ones"};
  if (!is_number(texts.ttl)) return {std::nullopt, "ttl is not a number of seconds"};
  row.time = capture_time_from_rfc3339(texts.observed_at);
  if (!texts.observed_at.empty() && !row.time.known()) {
    return {std::nullopt, "observed_at is not a time as 2026-03-01T08:00:00Z"};
  }
  row.status = *status;
  row.observed_at = texts.observed_at;
  row.server = texts.server;
  row.dnssec = texts.dnssec;
  const auto type = type_named(texts.type);
  if (!type && *status != DnsStatus::kNxdomain) return {};
  row.type = type.value_or(DnsType::kTxt);
  if (row.status == DnsStatus::kRecords) {
    row.data = checked_data(row.type, texts.data);
    if (row.data.empty()) return {std::nullopt, "data is not of the type of the record"};
  }
  return {std::move(row), {}};
}

RowReading row_from_json(std::string_view line) {
  json::error_code error;
  const json::value value = json::parse(line, error);
  const json::object* object = error ? nullptr : value.if_object();
  if (object == nullptr) return {std::nullopt, "not a JSON object"};
  RowTexts texts;
  for (const auto& [column, member] : kColumns) {
    const json::value* found = object->if_contains(column);
    if (found == nullptr) continue;
    const bool read =
        column == "data" ? data_text(*found, texts.*member) : member_text(*found, texts.*member);
    if (!read) return {std::nullopt, "a member is neither text nor number"};
  }
  return row_from(texts);
}

bool CsvColumns::read(std::string_view header) {
  std::vector<std::string> names;
  if (!split_csv(header, names)) return false;
  columns_.clear();
  for (const std::string& name : names) {
    const auto* found = std::ranges::find_if(
        kColumns, [&name](const auto& column) { return equals_ignoring_case(column.first, name); });
    columns_.push_back(found == std::end(kColumns) ? nullptr : found->second);
  }
  const auto has = [this](std::string RowTexts::*member) {
    return std::ranges::find(columns_, member) != columns_.end();
  };
  return has(&RowTexts::name) && has(&RowTexts::type);
}

RowReading CsvColumns::row(std::string_view line) const {
  std::vector<std::string> fields;
  if (!split_csv(line, fields)) return {std::nullopt, "a quote is not closed"};
  if (fields.size() > columns_.size()) return {std::nullopt, "more fields than columns"};
  RowTexts texts;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (columns_[i] != nullptr) texts.*columns_[i] = std::move(fields[i]);
  }
  return row_from(texts);
}

}  // namespace constat::parser::auth
