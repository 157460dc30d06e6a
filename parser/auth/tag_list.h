// Tag lists: "v=1; a=rsa-sha256; …" (RFC 6376 section 3.2), of signatures, key records and DMARC
// records.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::parser::auth {

// Folding white space of a raw field value: line ends included.
inline bool is_fws(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
std::string_view trim_fws(std::string_view text);
std::string without_fws(std::string_view text);

struct Tag {
  std::string_view name;
  std::string_view value;  // without white space at its ends
  ByteRange raw;           // in the text: from after '=' to the ';' or the end
};

class TagList {
 public:
  // False when the text is no tag list, or a name stands twice: then all of it is invalid. The text
  // must outlive the list. O(n log n).
  bool read(std::string_view text);

  const Tag* find(std::string_view name) const;  // names are case-sensitive
  // "" when absent.
  std::string_view value(std::string_view name) const;
  const std::vector<Tag>& tags() const { return tags_; }  // in order

 private:
  bool add(std::string_view text, std::size_t begin, std::size_t end);
  bool index();

  std::vector<Tag> tags_;
  std::vector<std::size_t> by_name_;
};

}  // namespace constat::parser::auth
