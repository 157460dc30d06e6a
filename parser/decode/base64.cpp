#include "parser/decode/base64.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "parser/decode/ascii.h"

namespace constat::parser {
namespace {

constexpr std::uint8_t kNotInAlphabet = 0xff;
constexpr std::size_t kQuadsPerChunk = 1024;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNotInAlphabet);
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t value = 0; value < alphabet.size(); ++value) {
    values[static_cast<unsigned char>(alphabet[value])] = static_cast<std::uint8_t>(value);
  }
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

constexpr std::uint32_t kBadQuad = 0x01000000;

// One table a place in the quad, already shifted, so that a quad is three ORs; a character outside
// the alphabet sets kBadQuad.
constexpr std::array<std::array<std::uint32_t, 256>, 4> make_shifted() {
  std::array<std::array<std::uint32_t, 256>, 4> shifted{};
  for (std::size_t place = 0; place < 4; ++place) {
    for (std::size_t c = 0; c < 256; ++c) {
      shifted[place][c] = kValues[c] == kNotInAlphabet
                              ? kBadQuad
                              : static_cast<std::uint32_t>(kValues[c]) << (18 - 6 * place);
    }
  }
  return shifted;
}

constexpr auto kShifted = make_shifted();

class Base64Decoder {
 public:
  Base64Decoder(std::string_view encoded, CappedBytes& out) : encoded_(encoded), out_(out) {}

  void run() {
    while (at_ < encoded_.size()) {
      if (filled_ == 0 && clean_quads()) continue;
      take(encoded_[at_]);
      ++at_;
    }
    if (filled_ > 0) {
      malformed(at_);
      flush(at_);
    } else if (pads_due_ > 0) {
      malformed(at_);
    }
  }

 private:
  // Reads as many quads as stand here without anything between them; false when not even one.
  bool clean_quads() {
    const std::size_t most = std::min((encoded_.size() - at_) / 4, kQuadsPerChunk);
    const auto* in = reinterpret_cast<const unsigned char*>(encoded_.data() + at_);
    std::size_t quads = 0;
    for (; quads < most; ++quads, in += 4) {
      const std::uint32_t bits =
          kShifted[0][in[0]] | kShifted[1][in[1]] | kShifted[2][in[2]] | kShifted[3][in[3]];
      if ((bits & kBadQuad) != 0) break;
      chunk_[3 * quads] = static_cast<char>(bits >> 16 & 0xff);
      chunk_[3 * quads + 1] = static_cast<char>(bits >> 8 & 0xff);
      chunk_[3 * quads + 2] = static_cast<char>(bits & 0xff);
    }
    if (quads == 0) return false;
    if (padded_ > 0) malformed(at_);
    padded_ = pads_due_ = 0;
    out_.units({chunk_.data(), 3 * quads}, 3, at_, 4);
    at_ += 4 * quads;
    return true;
  }

  void take(char c) {
    const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
    if (value != kNotInAlphabet) {
      take_value(value);
    } else if (c == '=') {
      take_padding();
    } else if (!is_mail_space(c)) {
      malformed(at_);
    }
  }

  void take_value(std::uint8_t value) {
    if (padded_ > 0) malformed(at_);
    padded_ = pads_due_ = 0;
    if (filled_ == 0) first_ = at_;
    bits_ = bits_ << 6 | value;
    if (++filled_ == 4) flush(at_ + 1);
  }

  void take_padding() {
    ++padded_;
    if (filled_ >= 2) {
      pads_due_ = 3 - filled_;
      flush(at_ + 1);
      out_.may_end_here();
    } else if (filled_ == 0 && pads_due_ > 0) {
      --pads_due_;
    } else {
      malformed(at_);
      filled_ = 0;
      out_.may_end_here();
    }
  }

  // Hands out the whole bytes of the characters held; fewer than 8 bits are dropped.
  void flush(std::size_t end) {
    bits_ <<= 6 * (4 - filled_);
    const char bytes[3] = {static_cast<char>(bits_ >> 16 & 0xff),
                           static_cast<char>(bits_ >> 8 & 0xff), static_cast<char>(bits_ & 0xff)};
    if (filled_ >= 2) out_.block({bytes, filled_ - 1u}, {first_, end - first_});
    filled_ = 0;
    bits_ = 0;
  }

  void malformed(std::size_t at) {
    out_.note_once(DefectKind::kBase64Malformed, {at, at < encoded_.size() ? 1u : 0u});
  }

  std::string_view encoded_;
  CappedBytes& out_;
  std::size_t at_ = 0;
  std::size_t first_ = 0;  // where the characters held begin
  std::uint32_t bits_ = 0;
  std::uint32_t filled_ = 0;    // characters held, 0 to 3
  std::uint32_t pads_due_ = 0;  // '=' that must still come
  std::uint64_t padded_ = 0;    // '=' since the last character
  std::array<char, 3 * kQuadsPerChunk> chunk_;
};

}  // namespace

void decode_base64(std::string_view encoded, CappedBytes& out) {
  Base64Decoder(encoded, out).run();
}

}  // namespace constat::parser
