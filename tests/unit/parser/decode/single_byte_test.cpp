// The single-byte tables against ICU's, byte by byte. They differ where a set leaves a byte
// undefined and ICU fills it (with a control character, a private one, a best fit), and in two
// bytes where ICU does not follow CP437.TXT and CP852.TXT of the Unicode Consortium.

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include "tests/unit/parser/decode/decoded.h"

namespace constat::parser {
namespace {

// U+FFFD when ICU has nothing.
char32_t by_icu(UConverter* converter, char byte) {
  UErrorCode error = U_ZERO_ERROR;
  UChar units[4];
  const int32_t count = ucnv_toUChars(converter, units, 4, &byte, 1, &error);
  return U_SUCCESS(error) && count == 1 && units[0] != 0x1a ? units[0] : 0xfffd;
}

std::string utf8_of(char32_t value) {
  std::string text;
  if (value < 0x800) {
    text.push_back(static_cast<char>(0xc0 | value >> 6));
  } else {
    text.push_back(static_cast<char>(0xe0 | value >> 12));
    text.push_back(static_cast<char>(0x80 | (value >> 6 & 0x3f)));
  }
  text.push_back(static_cast<char>(0x80 | (value & 0x3f)));
  return text;
}

TEST(SingleByteSets, agree_with_icu) {
  // Ours, ICU's name for it.
  const std::pair<const char*, const char*> sets[] = {{"iso-8859-2", "ISO-8859-2"},
                                                      {"iso-8859-3", "ISO-8859-3"},
                                                      {"iso-8859-4", "ISO-8859-4"},
                                                      {"iso-8859-5", "ISO-8859-5"},
                                                      {"iso-8859-6", "ISO-8859-6"},
                                                      {"iso-8859-7", "ISO-8859-7"},
                                                      {"iso-8859-8", "ISO-8859-8"},
                                                      {"iso-8859-10", "ISO-8859-10"},
                                                      {"iso-8859-13", "ISO-8859-13"},
                                                      {"iso-8859-14", "ISO-8859-14"},
                                                      {"iso-8859-15", "ISO-8859-15"},
                                                      {"windows-1250", "windows-1250"},
                                                      {"windows-1251", "windows-1251"},
                                                      {"windows-1252", "windows-1252"},
                                                      {"windows-1253", "windows-1253"},
                                                      {"windows-1254", "windows-1254"},
                                                      {"windows-1255", "windows-1255"},
                                                      {"windows-1256", "windows-1256"},
                                                      {"windows-1257", "windows-1257"},
                                                      {"windows-1258", "windows-1258"},
                                                      {"windows-874", "windows-874"},
                                                      {"koi8-r", "KOI8-R"},
                                                      {"koi8-u", "KOI8-U"},
                                                      {"macintosh", "macintosh"},
                                                      {"ibm437", "IBM437"},
                                                      {"ibm850", "IBM850"},
                                                      {"ibm852", "IBM852"},
                                                      {"ibm866", "IBM866"}};
  for (const auto& [label, name] : sets) {
    UErrorCode error = U_ZERO_ERROR;
    UConverter* converter = ucnv_open(name, &error);
    ASSERT_TRUE(U_SUCCESS(error)) << name;
    for (int value = 0x80; value < 0x100; ++value) {
      const char byte = static_cast<char>(value);
      const std::string own = decode_label(std::string_view(&byte, 1), label).text;
      const char32_t other = by_icu(converter, byte);
      const bool differs = (std::string_view(label) == "ibm437" && value == 0xe6) ||
                           (std::string_view(label) == "ibm852" && value == 0xaa);
      if (own == "\ufffd" || differs) continue;
      EXPECT_EQ(own, utf8_of(other)) << label << " byte " << std::hex << value;
    }
    ucnv_close(converter);
  }
}

}  // namespace
}  // namespace constat::parser
