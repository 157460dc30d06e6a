// The name of each character set that is read (WHATWG Encoding section 4.2, else IANA).

#include "parser/decode/charset_labels.h"

namespace constat::parser {
namespace {

struct Name {
  Charset charset;
  std::string_view text;
};

// In the order of Charset.
constexpr Name kNames[] = {
    {Charset::kUsAscii, "us-ascii"},
    {Charset::kUtf8, "utf-8"},
    {Charset::kUtf7, "utf-7"},
    {Charset::kUtf16, "utf-16"},
    {Charset::kUtf16Be, "utf-16be"},
    {Charset::kUtf16Le, "utf-16le"},
    {Charset::kIso8859_1, "windows-1252"},
    {Charset::kWindows1252, "windows-1252"},
    {Charset::kIso8859_2, "iso-8859-2"},
    {Charset::kIso8859_3, "iso-8859-3"},
    {Charset::kIso8859_4, "iso-8859-4"},
    {Charset::kIso8859_5, "iso-8859-5"},
    {Charset::kIso8859_6, "iso-8859-6"},
    {Charset::kIso8859_7, "iso-8859-7"},
    {Charset::kIso8859_8, "iso-8859-8"},
    {Charset::kIso8859_10, "iso-8859-10"},
    {Charset::kIso8859_13, "iso-8859-13"},
    {Charset::kIso8859_14, "iso-8859-14"},
    {Charset::kIso8859_15, "iso-8859-15"},
    {Charset::kIso8859_16, "iso-8859-16"},
    {Charset::kWindows1250, "windows-1250"},
    {Charset::kWindows1251, "windows-1251"},
    {Charset::kWindows1253, "windows-1253"},
    {Charset::kWindows1254, "windows-1254"},
    {Charset::kWindows1255, "windows-1255"},
    {Charset::kWindows1256, "windows-1256"},
    {Charset::kWindows1257, "windows-1257"},
    {Charset::kWindows1258, "windows-1258"},
    {Charset::kWindows874, "windows-874"},
    {Charset::kKoi8R, "koi8-r"},
    {Charset::kKoi8U, "koi8-u"},
    {Charset::kMacintosh, "macintosh"},
    {Charset::kIbm437, "ibm437"},
    {Charset::kIbm850, "ibm850"},
    {Charset::kIbm852, "ibm852"},
    {Charset::kIbm866, "ibm866"},
    {Charset::kGb18030, "gb18030"},
    {Charset::kBig5, "big5"},
    {Charset::kBig5Hkscs, "big5-hkscs"},
    {Charset::kEucJp, "euc-jp"},
    {Charset::kShiftJis, "shift_jis"},
    {Charset::kIso2022Jp, "iso-2022-jp"},
    {Charset::kEucKr, "euc-kr"},
    {Charset::kIso2022Kr, "iso-2022-kr"},
};

constexpr bool in_order() {
  std::size_t index = 0;
  for (const Name& name : kNames) {
    if (static_cast<std::size_t>(name.charset) != index++) return false;
  }
  return index == static_cast<std::size_t>(Charset::kIso2022Kr) + 1;
}
static_assert(in_order());

}  // namespace

std::string_view name_of(Charset charset) { return kNames[static_cast<std::size_t>(charset)].text; }

}  // namespace constat::parser
