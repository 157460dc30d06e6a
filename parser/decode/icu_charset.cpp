#include "parser/decode/icu_charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <memory>
#include <string>

#include "core/utf8.h"

namespace constat::parser {
namespace {

constexpr std::size_t kChunk = 4096;
// A byte gives at most two UTF-16 units, a sequence held back from the chunk before a few more.
constexpr std::size_t kUnits = 2 * kChunk + 64;

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

const char* icu_name(Charset charset) {
  switch (charset) {
    case Charset::kGb18030:
      return "gb18030";
    case Charset::kBig5:
      return "windows-950-2000";
    case Charset::kBig5Hkscs:
      return "Big5-HKSCS";
    case Charset::kEucJp:
      return "EUC-JP";
    case Charset::kShiftJis:
      return "ibm-943_P15A-2003";
    case Charset::kIso2022Jp:
      return "ISO-2022-JP-2";
    case Charset::kEucKr:
      return "windows-949-2000";
    case Charset::kIso2022Kr:
      return "ISO-2022-KR";
    default:
      assert(false);
      return "gb18030";
  }
}

// U+FFFD for every sequence the set does not contain, and a count of them.
void replace_invalid(const void* context, UConverterToUnicodeArgs* arguments, const char*, int32_t,
                     UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
  const UChar replacement = static_cast<UChar>(kReplacement);
  *error = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, error);
}

class IcuDecoder {
 public:
  IcuDecoder(std::string_view bytes, Charset charset, MappedText& text)
      : bytes_(bytes), text_(text) {
    UErrorCode error = U_ZERO_ERROR;
    converter_.reset(ucnv_open(icu_name(charset), &error));
    if (U_FAILURE(error)) converter_.reset();
    if (converter_) {
      ucnv_setToUCallBack(converter_.get(), replace_invalid, &invalid_, nullptr, nullptr, &error);
    }
  }

  void run() {
    if (!converter_) return ascii_only();  // an ICU without its data: ASCII at least
    while (at_ < bytes_.size() && !text_.cut()) convert_chunk();
  }

 private:
  void convert_chunk() {
    const std::size_t begin = at_;
    const std::size_t end = std::min(begin + kChunk, bytes_.size());
    const std::size_t held = held_from_;  // where a character cut by the last chunk begins
    const std::size_t invalid_before = invalid_;
    const char* source = bytes_.data() + begin;
    UChar* target = units_.data();
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source,
                   bytes_.data() + end, offsets_.data(), static_cast<UBool>(end == bytes_.size()),
                   &error);
    at_ = static_cast<std::size_t>(source - bytes_.data());
    if (at_ == begin && target == units_.data()) at_ = end;  // never wait for a stuck converter
    const auto pending = ucnv_toUCountPending(converter_.get(), &error);
    held_from_ = at_ - std::min(at_, static_cast<std::size_t>(std::max(pending, 0)));
    fix_offsets(begin, held, static_cast<std::size_t>(target - units_.data()));
    hand_on(static_cast<std::size_t>(target - units_.data()),
            invalid_ > invalid_before ? Look::kForInvalid : Look::kNot);
  }

  // From offsets in the chunk, -1 for what began before it, to rising positions in all bytes.
  void fix_offsets(std::size_t begin, std::size_t held, std::size_t count) {
    std::size_t last = std::max(held, done_);
    for (std::size_t index = 0; index < count; ++index) {
      const std::int32_t offset = offsets_[index];
      if (offset >= 0) last = std::max(last, begin + static_cast<std::size_t>(offset));
      positions_[index] = last;
    }
    positions_[count] = std::max(last, held_from_);
  }

  enum class Look : std::uint8_t { kNot, kForInvalid };

  // Units of equal position come from the same bytes.
  void hand_on(std::size_t count, Look look) {
    for (std::size_t index = 0; index < count;) {
      std::size_t next = index + 1;
      while (next < count && positions_[next] == positions_[index]) ++next;
      const ByteRange source{positions_[index], positions_[next] - positions_[index]};
      emit(index, next, source, look);
      index = next;
    }
    done_ = positions_[count];
  }

  void emit(std::size_t index, std::size_t next, ByteRange source, Look look) {
    utf8_.clear();
    char32_t value = kReplacement;
    std::size_t characters = 0;
    for (; index < next; ++characters) {
      value = static_cast<unsigned>(units_[index++]);
      if (U16_IS_LEAD(value) && index < next && U16_IS_TRAIL(units_[index])) {
        value = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(value, units_[index++]));
      } else if (U16_IS_SURROGATE(value)) {
        value = kReplacement;
      }
      if (value == kReplacement && look == Look::kForInvalid) text_.note_replaced(source);
      append_utf8(value, utf8_);
    }
    if (characters == 1) {
      text_.character(value, source);
    } else {
      text_.block(utf8_, source);
    }
  }

  void ascii_only() {
    for (std::size_t at = 0; at < bytes_.size(); ++at) {
      const auto byte = static_cast<unsigned char>(bytes_[at]);
      if (byte < 0x80)
        text_.character(byte, {at, 1});
      else
        text_.invalid({at, 1});
    }
  }

  std::string_view bytes_;
  MappedText& text_;
  Converter converter_;
  std::size_t at_ = 0;
  std::size_t held_from_ = 0;  // first byte the converter has read but not given out
  std::size_t done_ = 0;       // end of the bytes handed on
  std::size_t invalid_ = 0;    // sequences replaced so far
  std::array<UChar, kUnits> units_;
  std::array<std::int32_t, kUnits> offsets_;
  std::array<std::size_t, kUnits + 1> positions_;
  std::string utf8_;
};

}  // namespace

void decode_by_icu(std::string_view bytes, Charset charset, MappedText& text) {
  const auto decoder = std::make_unique<IcuDecoder>(bytes, charset, text);
  decoder->run();
}

}  // namespace constat::parser
