#include "parser/auth/signature_field.h"

#include <algorithm>
#include <utility>

#include "core/json_writer.h"
#include "core/pseudonym.h"
#include "parser/auth/base64_value.h"

namespace constat::parser::auth {
namespace {

constexpr std::uint32_t kMostInstances = 50;  // RFC 8617 section 4.2.1

// Is `domain` the other one or below it?
bool is_within(std::string_view domain, std::string_view other) {
  if (domain.size() < other.size()) return false;
  const std::string_view tail = domain.substr(domain.size() - other.size());
  return equals_ignoring_case(tail, other) &&
         (tail.size() == domain.size() || domain[domain.size() - tail.size() - 1] == '.');
}

std::optional<Form> form_named(std::string_view name) {
  if (equals_ignoring_case(name, "simple")) return Form::kSimple;
  if (equals_ignoring_case(name, "relaxed")) return Form::kRelaxed;
  return std::nullopt;
}

// Names of h=, in lower case; false when one of them is empty.
bool read_names(std::string_view list, std::vector<std::string>& names) {
  std::size_t begin = 0;
  while (begin <= list.size()) {
    const std::size_t end = std::min(list.find(':', begin), list.size());
    const std::string_view name = trim_fws(list.substr(begin, end - begin));
    if (name.empty()) return false;
    names.push_back(to_lower_ascii(name));
    begin = end + 1;
  }
  return true;
}

// Takes one field apart; each step gives the reason why it cannot be evaluated, or kNone.
class Reading {
 public:
  Reading(SignatureField& out, const TagList& tags) : out_(out), told_(out.told), tags_(tags) {}

  // All steps run, so that as much as can be read is told; the first reason stands.
  Reason read() {
    const bool seal = told_.kind == SignatureKind::kArcSeal;
    Reason reason = Reason::kNone;
    const auto keep = [&reason](Reason found) {
      if (reason == Reason::kNone) reason = found;
    };
    keep(read_version());
    keep(read_origin());
    keep(read_times());
    if (!seal) keep(read_scope());
    keep(told_.kind == SignatureKind::kDkim ? read_identity() : read_instance());
    keep(read_algorithm());
    if (!seal) keep(read_canonicalization());
    keep(read_query());
    keep(read_values());
    if (!seal) keep(check_from());
    return reason;
  }

 private:
  // "" and kMalformed when the tag is absent or empty.
  Reason required(std::string_view name, std::string& out) const {
    out = to_valid_utf8(without_fws(tags_.value(name)));
    return out.empty() ? Reason::kMalformed : Reason::kNone;
  }

  Reason read_version() const {
    const Tag* version = tags_.find("v");
    if (told_.kind != SignatureKind::kDkim) return Reason::kNone;
    if (version == nullptr) return Reason::kMalformed;
    return version->value == "1" ? Reason::kNone : Reason::kVersionUnknown;
  }

  Reason read_origin() {
    const Reason domain = required("d", told_.domain);
    const Reason selector = required("s", told_.selector);
    return domain != Reason::kNone ? domain : selector;
  }

  Reason read_number(std::string_view name, std::optional<std::uint64_t>& out) const {
    const Tag* tag = tags_.find(name);
    if (tag == nullptr) return Reason::kNone;
    out = saturated_number(tag->value);
    return out ? Reason::kNone : Reason::kMalformed;
  }

  Reason read_times() {
    const Reason signed_at = read_number("t", told_.signed_at);
    const Reason expires_at = read_number("x", told_.expires_at);
    const bool reversed =
        told_.signed_at && told_.expires_at && *told_.expires_at <= *told_.signed_at;
    return signed_at != Reason::kNone || expires_at != Reason::kNone || reversed
               ? Reason::kMalformed
               : Reason::kNone;
  }

  Reason read_scope() {
    const Reason length = read_number("l", told_.body_length);
    return read_names(tags_.value("h"), out_.headers) ? length : Reason::kMalformed;
  }

  Reason read_identity() {
    const Tag* tag = tags_.find("i");
    if (tag == nullptr) return Reason::kNone;
    told_.identity = to_valid_utf8(without_fws(tag->value));
    const std::size_t at = told_.identity.rfind('@');
    if (at == std::string::npos) return Reason::kMalformed;
    out_.identity_domain = told_.identity.substr(at + 1);
    return is_within(out_.identity_domain, told_.domain) ? Reason::kNone
                                                         : Reason::kIdentityOutsideDomain;
  }

  Reason read_instance() {
    const auto instance = saturated_number(tags_.value("i"));
    if (!instance || *instance == 0 || *instance > kMostInstances) return Reason::kMalformed;
    told_.instance = static_cast<std::uint32_t>(*instance);
    if (told_.kind != SignatureKind::kArcSeal) return Reason::kNone;
    out_.chain_claim = to_valid_utf8(to_lower_ascii(tags_.value("cv")));
    const bool known =
        out_.chain_claim == "none" || out_.chain_claim == "pass" || out_.chain_claim == "fail";
    // h= and bh= have no place in a seal (section 4.1.3).
    return known && tags_.find("h") == nullptr ? Reason::kNone : Reason::kMalformed;
  }

  Reason read_algorithm() {
    if (required("a", told_.algorithm) != Reason::kNone) return Reason::kMalformed;
    told_.algorithm = to_lower_ascii(told_.algorithm);
    if (told_.algorithm == "rsa-sha1") return Reason::kAlgorithmObsolete;
    if (told_.algorithm == "rsa-sha256") {
      out_.key_type = "rsa";
    } else if (told_.algorithm == "ed25519-sha256") {
      out_.key_type = "ed25519";
    } else {
      return Reason::kAlgorithmUnknown;
    }
    return Reason::kNone;
  }

  Reason read_canonicalization() {
    const Tag* tag = tags_.find("c");
    const std::string_view text = tag == nullptr ? "simple/simple" : tag->value;
    const std::size_t slash = text.find('/');
    told_.header_canonicalization = to_valid_utf8(to_lower_ascii(trim_fws(text.substr(0, slash))));
    told_.body_canonicalization =
        slash == std::string_view::npos
            ? std::string("simple")
            : to_valid_utf8(to_lower_ascii(trim_fws(text.substr(slash + 1))));
    const auto header = form_named(told_.header_canonicalization);
    const auto body = form_named(told_.body_canonicalization);
    if (!header || !body) return Reason::kCanonicalizationUnknown;
    out_.header_form = *header;
    out_.body_form = *body;
    return Reason::kNone;
  }

  Reason read_query() const {
    const Tag* tag = tags_.find("q");
    if (tag == nullptr) return Reason::kNone;
    std::vector<std::string> methods;
    if (!read_names(tag->value, methods)) return Reason::kMalformed;
    return std::ranges::count(methods, "dns/txt") > 0 ? Reason::kNone : Reason::kQueryMethodUnknown;
  }

  Reason read_values() {
    const auto signature = base64_value(tags_.value("b"));
    if (!signature || signature->empty()) return Reason::kMalformed;
    out_.signature = *signature;
    if (told_.kind == SignatureKind::kArcSeal) return Reason::kNone;
    const auto hash = base64_value(tags_.value("bh"));
    if (!hash || hash->empty()) return Reason::kMalformed;
    out_.body_hash = *hash;
    return Reason::kNone;
  }

  Reason check_from() const {
    return std::ranges::count(out_.headers, "from") > 0 ? Reason::kNone : Reason::kFromNotNamed;
  }

  SignatureField& out_;
  Signature& told_;
  const TagList& tags_;
};

}  // namespace

std::optional<std::uint64_t> saturated_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t number = 0;
  bool full = false;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    full = full || number > (UINT64_MAX - digit) / 10;
    number = full ? UINT64_MAX : number * 10 + digit;
  }
  return number;
}

std::optional<SignatureKind> signature_kind_of(std::string_view field_name) {
  if (equals_ignoring_case(field_name, "DKIM-Signature")) return SignatureKind::kDkim;
  if (equals_ignoring_case(field_name, "ARC-Message-Signature")) return SignatureKind::kArcMessage;
  if (equals_ignoring_case(field_name, "ARC-Seal")) return SignatureKind::kArcSeal;
  return std::nullopt;
}

SignatureField read_signature(const ParsedMail& mail, const HeaderField& field, SignatureKind kind,
                              const Limits& limits) {
  SignatureField read;
  read.told.kind = kind;
  read.told.where = field.where;
  read.field = mail.bytes_of(field.where);
  const std::size_t colon = std::min(read.field.find(':'), read.field.size());
  const std::string_view value = read.field.substr(std::min(colon + 1, read.field.size()));
  TagList tags;
  if (value.size() > limits.header_field_bytes) {
    read.told.reason = Reason::kBeyondCap;
    return read;
  }
  if (!tags.read(value)) {
    read.told.reason = Reason::kMalformed;
    return read;
  }
  read.told.reason = Reading(read, tags).read();
  if (const Tag* b = tags.find("b")) {
    read.value_of_b = {b->raw.offset + colon + 1, b->raw.length};
  }
  return read;
}

}  // namespace constat::parser::auth
