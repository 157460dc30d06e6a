// Fuzz target: any bytes as a tag list, a header field and a body of DKIM (RFC 6376 sections 3.2
// and 3.4). The first byte chooses the length of l=.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "parser/auth/base64_value.h"
#include "parser/auth/canonical.h"
#include "parser/auth/tag_list.h"
#include "tests/fuzz/check.h"

namespace {

using namespace constat;
using namespace constat::parser::auth;
using fuzz::check;

void check_tags(std::string_view text) {
  TagList list;
  const bool read = list.read(text);
  if (!read) return;
  check(!list.tags().empty());
  for (const Tag& tag : list.tags()) {
    check(list.find(tag.name) != nullptr && list.find(tag.name)->name.data() == tag.name.data());
    check(tag.raw.end() <= text.size());
    check(trim_fws(text.substr(tag.raw.offset, tag.raw.length)) == tag.value);
    const auto bytes = base64_value(tag.value);
    check(!bytes || bytes->size() <= tag.value.size());
  }
}

std::string canonical_field(std::string_view field, Form form, LineEnds ends, ByteRange left_out) {
  std::string out;
  append_canonical_field(field, left_out, form, ends, out);
  check(out.ends_with("\r\n"));
  return out;
}

void check_field(std::string_view field) {
  const std::string once = canonical_field(field, Form::kRelaxed, LineEnds::kCrlf, {});
  // Unfolding may bring a CR and an LF together that stood apart.
  const bool folds_anew = once.find("\r\n") + 2 < once.size();
  check(folds_anew || canonical_field(once, Form::kRelaxed, LineEnds::kCrlf, {}) == once);
  // The name and its colon are the most that is added.
  check(once.size() <= field.size() + 3);
  const std::string simple = canonical_field(field, Form::kSimple, LineEnds::kCrlf, {});
  check(canonical_field(simple, Form::kSimple, LineEnds::kCrlf, {}) == simple);
  canonical_field(field, Form::kSimple, LineEnds::kLf, {field.size() / 2, field.size()});
}

// The body with all carriage returns taken out, under both line ends, is the same canonical body.
void check_body(std::string_view body, std::uint64_t length) {
  std::string lf, crlf;
  for (const char c : body) {
    if (c == '\r') continue;
    lf += c;
    if (c == '\n') crlf += '\r';
    crlf += c;
  }
  for (const Form form : {Form::kSimple, Form::kRelaxed}) {
    const BodyDigest whole = digest_of_body(crlf, form, LineEnds::kCrlf, std::nullopt);
    const BodyDigest file = digest_of_body(lf, form, LineEnds::kLf, std::nullopt);
    check(whole.sha256 == file.sha256 && whole.bytes == file.bytes && whole.complete);
    const BodyDigest same = digest_of_body(crlf, form, LineEnds::kCrlf, whole.bytes);
    check(same.sha256 == whole.sha256 && same.complete);
    const BodyDigest part = digest_of_body(crlf, form, LineEnds::kCrlf, length);
    check(part.bytes == whole.bytes && part.complete == (length <= whole.bytes));
    // More empty lines change nothing.
    check(digest_of_body(crlf + (crlf.ends_with('\n') ? "\r\n\r\n" : ""), form, LineEnds::kCrlf,
                         std::nullopt)
              .sha256 == whole.sha256);
    digest_of_body(body, form, LineEnds::kCrlf, length);
    digest_of_body(body, form, LineEnds::kLf, length);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  check_tags(text);
  check_field(text);
  check_body(text, data[0]);
  return 0;
}
