// The parameters of MAIL and RCPT: RFC 5321 section 4.1.2 (form), RFC 1870 (SIZE), RFC 6152 and
// RFC 3030 (BODY), RFC 6531 (SMTPUTF8), RFC 3461 (RET, ENVID, NOTIFY, ORCPT), RFC 4954 (AUTH).
//
// Views point into the text that was read.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace constat::parser::smtp {

struct Parameter {
  std::string_view keyword;
  std::optional<std::string_view> value;  // none: no "=" follows the keyword
};

// Of "<a@b> SIZE=100 BODY=8BITMIME", what stands behind the path. Every word is one, well-formed or
// not, in order; at most `cap` of them.
std::vector<Parameter> parse_parameters(std::string_view argument, std::size_t cap);

struct MailParameters {
  // None: not said, or not a number below 2^64 (`size_unreadable`).
  std::optional<std::uint64_t> size;
  bool size_unreadable = false;
  bool smtputf8 = false;
  std::optional<std::string_view> body;   // as said
  std::optional<std::string_view> ret;    // as said
  std::optional<std::string_view> envid;  // xtext
  std::optional<std::string_view> auth;   // xtext
};
MailParameters read_mail_parameters(const std::vector<Parameter>& parameters);

struct RcptParameters {
  std::optional<std::string_view> notify;              // "SUCCESS,FAILURE"
  std::optional<std::string_view> original_type;       // of ORCPT: "rfc822"
  std::optional<std::string_view> original_recipient;  // of ORCPT, behind the ";", xtext
};
RcptParameters read_rcpt_parameters(const std::vector<Parameter>& parameters);

}  // namespace constat::parser::smtp
