#include "tools/second_reading.h"

#include <cstring>

namespace constat::tools {
namespace {

void put(std::uint32_t number, std::string& out) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  out.append(bytes, sizeof number);
}

void put(std::string_view text, std::string& out) {
  put(static_cast<std::uint32_t>(text.size()), out);
  out += text;
}

// Reads from the front; once something is missing, everything is.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}

  std::uint32_t number() {
    std::uint32_t value = 0;
    const std::string_view raw = take(sizeof value);
    if (!raw.empty()) std::memcpy(&value, raw.data(), sizeof value);
    return value;
  }
  std::string_view text() { return take(number()); }
  // A count of items of at least `least` bytes each: none when there is no room for them.
  std::uint32_t count(std::size_t least) {
    const std::uint32_t items = number();
    if (items > bytes_.size() / least) intact_ = false;
    return intact_ ? items : 0;
  }
  void take_digest(Digest& digest) {
    const std::string_view raw = take(digest.bytes.size());
    if (!raw.empty()) std::memcpy(digest.bytes.data(), raw.data(), raw.size());
  }
  bool intact() const { return intact_; }
  bool at_end() const { return bytes_.empty(); }

 private:
  std::string_view take(std::size_t length) {
    if (length > bytes_.size()) intact_ = false;
    if (!intact_) return {};
    const std::string_view taken = bytes_.substr(0, length);
    bytes_.remove_prefix(length);
    return taken;
  }

  std::string_view bytes_;
  bool intact_ = true;
};

constexpr std::size_t kLeastEntity = 5 * sizeof(std::uint32_t) + sizeof(Digest::bytes);

}  // namespace

void write(const SecondReading& reading, std::string& out) {
  put(static_cast<std::uint32_t>(reading.entities.size()), out);
  for (const SecondEntity& entity : reading.entities) {
    put(entity.depth, out);
    put(entity.type, out);
    put(entity.encoding, out);
    put(entity.leaf ? 1u : 0u, out);
    put(entity.bytes, out);
    out.append(reinterpret_cast<const char*>(entity.sha256.bytes.data()),
               entity.sha256.bytes.size());
  }
  for (const auto& addresses : reading.addresses) {
    put(static_cast<std::uint32_t>(addresses.size()), out);
    for (const std::string& address : addresses) put(address, out);
  }
}

std::optional<SecondReading> read_second_reading(std::string_view bytes) {
  Taker taker(bytes);
  SecondReading reading;
  reading.entities.resize(taker.count(kLeastEntity));
  for (SecondEntity& entity : reading.entities) {
    entity.depth = taker.number();
    entity.type = taker.text();
    entity.encoding = taker.text();
    entity.leaf = taker.number() != 0;
    entity.bytes = taker.number();
    taker.take_digest(entity.sha256);
  }
  for (auto& addresses : reading.addresses) {
    addresses.resize(taker.count(sizeof(std::uint32_t)));
    for (std::string& address : addresses) address = taker.text();
  }
  if (!taker.intact() || !taker.at_end()) return std::nullopt;
  return reading;
}

void leave_out_line_ends(std::string& text) {
  std::erase_if(text, [](char byte) { return byte == '\r' || byte == '\n'; });
}

}  // namespace constat::tools
