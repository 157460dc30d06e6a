// Numbers and texts as bytes and back, for what the second phase keeps in temporary files of one
// run.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace constat::classifier {

class Packer {
 public:
  explicit Packer(std::string& out) : out_(out) {}
  // Seven bits a byte, the lowest first.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  void numbers(const std::vector<std::uint64_t>& values) {
    number(values.size());
    for (const std::uint64_t value : values) number(value);
  }
  // Small when near zero, on either side.
  void signed_number(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    number(bits << 1 ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }

 private:
  std::string& out_;
};

// Requires bytes that a Packer wrote, read in the same order.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
  bool at_end() const { return bytes_.empty(); }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      assert(!bytes_.empty() && shift < 64);
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
  }
  std::string_view text() {
    const std::uint64_t length = number();
    assert(bytes_.size() >= length);
    const std::string_view value = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return value;
  }
  std::vector<std::string> texts() {
    std::vector<std::string> values(number());
    for (std::string& value : values) value = text();
    return values;
  }
  std::vector<std::uint64_t> numbers() {
    std::vector<std::uint64_t> values(number());
    for (std::uint64_t& value : values) value = number();
    return values;
  }
  std::int64_t signed_number() {
    const std::uint64_t bits = number();
    return static_cast<std::int64_t>(bits >> 1 ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
  }

 private:
  std::string_view bytes_;
};

}  // namespace constat::classifier
