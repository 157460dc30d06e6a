#include "parser/decode/charset_labels.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "parser/decode/ascii.h"

namespace constat::parser {
namespace {

struct Label {
  std::string_view name;
  Charset charset;
};

// In byte order, for the binary search (checked at compile time below). gb2312 and gbk are read as
// their superset gb18030, ISO 8859-9 and -11 as the Windows supersets, as WHATWG Encoding does.
// clang-format off
constexpr Label kLabels[] = {
    {"437", Charset::kIbm437}, {"646", Charset::kUsAscii}, {"850", Charset::kIbm850},
    {"852", Charset::kIbm852}, {"866", Charset::kIbm866}, {"8859-1", Charset::kIso8859_1},
    {"8859-15", Charset::kIso8859_15}, {"ansi", Charset::kWindows1252},
    {"ansi_x3.4-1968", Charset::kUsAscii}, {"ansi_x3.4-1986", Charset::kUsAscii},
    {"arabic", Charset::kIso8859_6}, {"ascii", Charset::kUsAscii},
    {"asmo-708", Charset::kIso8859_6}, {"big-5", Charset::kBig5}, {"big5", Charset::kBig5},
    {"big5-eten", Charset::kBig5}, {"big5-hkscs", Charset::kBig5Hkscs},
    {"big5hkscs", Charset::kBig5Hkscs}, {"chinese", Charset::kGb18030},
    {"cn-big5", Charset::kBig5}, {"cp-1252", Charset::kWindows1252},
    {"cp1250", Charset::kWindows1250}, {"cp1251", Charset::kWindows1251},
    {"cp1252", Charset::kWindows1252}, {"cp1253", Charset::kWindows1253},
    {"cp1254", Charset::kWindows1254}, {"cp1255", Charset::kWindows1255},
    {"cp1256", Charset::kWindows1256}, {"cp1257", Charset::kWindows1257},
    {"cp1258", Charset::kWindows1258}, {"cp367", Charset::kUsAscii}, {"cp437", Charset::kIbm437},
    {"cp50220", Charset::kIso2022Jp}, {"cp50221", Charset::kIso2022Jp},
    {"cp65001", Charset::kUtf8}, {"cp819", Charset::kIso8859_1}, {"cp850", Charset::kIbm850},
    {"cp852", Charset::kIbm852}, {"cp866", Charset::kIbm866}, {"cp874", Charset::kWindows874},
    {"cp932", Charset::kShiftJis}, {"cp936", Charset::kGb18030}, {"cp949", Charset::kEucKr},
    {"cp950", Charset::kBig5}, {"csascii", Charset::kUsAscii}, {"csbig5", Charset::kBig5},
    {"csbig5hkscs", Charset::kBig5Hkscs}, {"cseuckr", Charset::kEucKr},
    {"cseucpkdfmtjapanese", Charset::kEucJp}, {"csgb18030", Charset::kGb18030},
    {"csgb2312", Charset::kGb18030}, {"csgbk", Charset::kGb18030}, {"csibm866", Charset::kIbm866},
    {"csiso2022jp", Charset::kIso2022Jp}, {"csiso2022jp2", Charset::kIso2022Jp},
    {"csiso2022kr", Charset::kIso2022Kr}, {"csiso58gb231280", Charset::kGb18030},
    {"csiso885913", Charset::kIso8859_13}, {"csiso885914", Charset::kIso8859_14},
    {"csiso885915", Charset::kIso8859_15}, {"csiso885916", Charset::kIso8859_16},
    {"csiso88596e", Charset::kIso8859_6}, {"csiso88596i", Charset::kIso8859_6},
    {"csiso88598e", Charset::kIso8859_8}, {"csiso88598i", Charset::kIso8859_8},
    {"csisolatin1", Charset::kIso8859_1}, {"csisolatin2", Charset::kIso8859_2},
    {"csisolatin3", Charset::kIso8859_3}, {"csisolatin4", Charset::kIso8859_4},
    {"csisolatin5", Charset::kWindows1254}, {"csisolatin6", Charset::kIso8859_10},
    {"csisolatin9", Charset::kIso8859_15}, {"csisolatinarabic", Charset::kIso8859_6},
    {"csisolatincyrillic", Charset::kIso8859_5}, {"csisolatingreek", Charset::kIso8859_7},
    {"csisolatinhebrew", Charset::kIso8859_8}, {"cskoi8r", Charset::kKoi8R},
    {"cskoi8u", Charset::kKoi8U}, {"csksc56011987", Charset::kEucKr},
    {"csmacintosh", Charset::kMacintosh}, {"cspc850multilingual", Charset::kIbm850},
    {"cspc8codepage437", Charset::kIbm437}, {"cspcp852", Charset::kIbm852},
    {"csshiftjis", Charset::kShiftJis}, {"cstis620", Charset::kWindows874},
    {"csunicode", Charset::kUtf16}, {"csunicode11utf7", Charset::kUtf7},
    {"csutf16", Charset::kUtf16}, {"csutf16be", Charset::kUtf16Be},
    {"csutf16le", Charset::kUtf16Le}, {"csutf7", Charset::kUtf7}, {"csutf8", Charset::kUtf8},
    {"cswindows1250", Charset::kWindows1250}, {"cswindows1251", Charset::kWindows1251},
    {"cswindows1252", Charset::kWindows1252}, {"cswindows1253", Charset::kWindows1253},
    {"cswindows1254", Charset::kWindows1254}, {"cswindows1255", Charset::kWindows1255},
    {"cswindows1256", Charset::kWindows1256}, {"cswindows1257", Charset::kWindows1257},
    {"cswindows1258", Charset::kWindows1258}, {"cswindows31j", Charset::kShiftJis},
    {"cswindows874", Charset::kWindows874}, {"cyrillic", Charset::kIso8859_5},
    {"dos-874", Charset::kWindows874}, {"ecma-114", Charset::kIso8859_6},
    {"ecma-118", Charset::kIso8859_7}, {"elot_928", Charset::kIso8859_7},
    {"euc-cn", Charset::kGb18030}, {"euc-jp", Charset::kEucJp}, {"euc-kr", Charset::kEucKr},
    {"euccn", Charset::kGb18030}, {"eucjp", Charset::kEucJp}, {"euckr", Charset::kEucKr},
    {"gb18030", Charset::kGb18030}, {"gb2312", Charset::kGb18030}, {"gb_2312", Charset::kGb18030},
    {"gb_2312-80", Charset::kGb18030}, {"gbk", Charset::kGb18030}, {"greek", Charset::kIso8859_7},
    {"greek8", Charset::kIso8859_7}, {"hebrew", Charset::kIso8859_8},
    {"ibm-1252", Charset::kWindows1252}, {"ibm367", Charset::kUsAscii},
    {"ibm437", Charset::kIbm437}, {"ibm819", Charset::kIso8859_1}, {"ibm850", Charset::kIbm850},
    {"ibm852", Charset::kIbm852}, {"ibm866", Charset::kIbm866},
    {"iso-10646-ucs-2", Charset::kUtf16}, {"iso-2022-jp", Charset::kIso2022Jp},
    {"iso-2022-jp-1", Charset::kIso2022Jp}, {"iso-2022-jp-2", Charset::kIso2022Jp},
    {"iso-2022-jp-ms", Charset::kIso2022Jp}, {"iso-2022-kr", Charset::kIso2022Kr},
    {"iso-8859-1", Charset::kIso8859_1}, {"iso-8859-10", Charset::kIso8859_10},
    {"iso-8859-11", Charset::kWindows874}, {"iso-8859-13", Charset::kIso8859_13},
    {"iso-8859-14", Charset::kIso8859_14}, {"iso-8859-15", Charset::kIso8859_15},
    {"iso-8859-16", Charset::kIso8859_16}, {"iso-8859-2", Charset::kIso8859_2},
    {"iso-8859-3", Charset::kIso8859_3}, {"iso-8859-4", Charset::kIso8859_4},
    {"iso-8859-5", Charset::kIso8859_5}, {"iso-8859-6", Charset::kIso8859_6},
    {"iso-8859-6-e", Charset::kIso8859_6}, {"iso-8859-6-i", Charset::kIso8859_6},
    {"iso-8859-7", Charset::kIso8859_7}, {"iso-8859-8", Charset::kIso8859_8},
    {"iso-8859-8-e", Charset::kIso8859_8}, {"iso-8859-8-i", Charset::kIso8859_8},
    {"iso-8859-9", Charset::kWindows1254}, {"iso-celtic", Charset::kIso8859_14},
    {"iso-ir-100", Charset::kIso8859_1}, {"iso-ir-101", Charset::kIso8859_2},
    {"iso-ir-109", Charset::kIso8859_3}, {"iso-ir-110", Charset::kIso8859_4},
    {"iso-ir-126", Charset::kIso8859_7}, {"iso-ir-127", Charset::kIso8859_6},
    {"iso-ir-138", Charset::kIso8859_8}, {"iso-ir-144", Charset::kIso8859_5},
    {"iso-ir-148", Charset::kWindows1254}, {"iso-ir-149", Charset::kEucKr},
    {"iso-ir-157", Charset::kIso8859_10}, {"iso-ir-199", Charset::kIso8859_14},
    {"iso-ir-226", Charset::kIso8859_16}, {"iso-ir-58", Charset::kGb18030},
    {"iso-ir-6", Charset::kUsAscii}, {"iso2022jp", Charset::kIso2022Jp},
    {"iso2022kr", Charset::kIso2022Kr}, {"iso646-us", Charset::kUsAscii},
    {"iso8859-1", Charset::kIso8859_1}, {"iso8859-10", Charset::kIso8859_10},
    {"iso8859-11", Charset::kWindows874}, {"iso8859-13", Charset::kIso8859_13},
    {"iso8859-14", Charset::kIso8859_14}, {"iso8859-15", Charset::kIso8859_15},
    {"iso8859-16", Charset::kIso8859_16}, {"iso8859-2", Charset::kIso8859_2},
    {"iso8859-3", Charset::kIso8859_3}, {"iso8859-4", Charset::kIso8859_4},
    {"iso8859-5", Charset::kIso8859_5}, {"iso8859-6", Charset::kIso8859_6},
    {"iso8859-7", Charset::kIso8859_7}, {"iso8859-8", Charset::kIso8859_8},
    {"iso8859-9", Charset::kWindows1254}, {"iso88591", Charset::kIso8859_1},
    {"iso885910", Charset::kIso8859_10}, {"iso885911", Charset::kWindows874},
    {"iso885913", Charset::kIso8859_13}, {"iso885914", Charset::kIso8859_14},
    {"iso885915", Charset::kIso8859_15}, {"iso885916", Charset::kIso8859_16},
    {"iso88592", Charset::kIso8859_2}, {"iso88593", Charset::kIso8859_3},
    {"iso88594", Charset::kIso8859_4}, {"iso88595", Charset::kIso8859_5},
    {"iso88596", Charset::kIso8859_6}, {"iso88597", Charset::kIso8859_7},
    {"iso88598", Charset::kIso8859_8}, {"iso88599", Charset::kWindows1254},
    {"iso_646.irv:1991", Charset::kUsAscii}, {"iso_8859-1", Charset::kIso8859_1},
    {"iso_8859-10:1992", Charset::kIso8859_10}, {"iso_8859-14:1998", Charset::kIso8859_14},
    {"iso_8859-15", Charset::kIso8859_15}, {"iso_8859-16:2001", Charset::kIso8859_16},
    {"iso_8859-1:1987", Charset::kIso8859_1}, {"iso_8859-2", Charset::kIso8859_2},
    {"iso_8859-2:1987", Charset::kIso8859_2}, {"iso_8859-3", Charset::kIso8859_3},
    {"iso_8859-3:1988", Charset::kIso8859_3}, {"iso_8859-4", Charset::kIso8859_4},
    {"iso_8859-4:1988", Charset::kIso8859_4}, {"iso_8859-5", Charset::kIso8859_5},
    {"iso_8859-5:1988", Charset::kIso8859_5}, {"iso_8859-6", Charset::kIso8859_6},
    {"iso_8859-6:1987", Charset::kIso8859_6}, {"iso_8859-7", Charset::kIso8859_7},
    {"iso_8859-7:1987", Charset::kIso8859_7}, {"iso_8859-8", Charset::kIso8859_8},
    {"iso_8859-8:1988", Charset::kIso8859_8}, {"iso_8859-9", Charset::kWindows1254},
    {"iso_8859-9:1989", Charset::kWindows1254}, {"koi", Charset::kKoi8R},
    {"koi8", Charset::kKoi8R}, {"koi8-r", Charset::kKoi8R}, {"koi8-ru", Charset::kKoi8U},
    {"koi8-u", Charset::kKoi8U}, {"koi8_r", Charset::kKoi8R}, {"koi8_u", Charset::kKoi8U},
    {"koi8r", Charset::kKoi8R}, {"koi8u", Charset::kKoi8U}, {"korean", Charset::kEucKr},
    {"ks_c_5601", Charset::kEucKr}, {"ks_c_5601-1987", Charset::kEucKr},
    {"ks_c_5601-1989", Charset::kEucKr}, {"ksc5601", Charset::kEucKr},
    {"ksc_5601", Charset::kEucKr}, {"l1", Charset::kIso8859_1}, {"l10", Charset::kIso8859_16},
    {"l2", Charset::kIso8859_2}, {"l3", Charset::kIso8859_3}, {"l4", Charset::kIso8859_4},
    {"l5", Charset::kWindows1254}, {"l6", Charset::kIso8859_10}, {"l8", Charset::kIso8859_14},
    {"l9", Charset::kIso8859_15}, {"latin-1", Charset::kIso8859_1},
    {"latin-2", Charset::kIso8859_2}, {"latin-9", Charset::kIso8859_15},
    {"latin1", Charset::kIso8859_1}, {"latin10", Charset::kIso8859_16},
    {"latin2", Charset::kIso8859_2}, {"latin3", Charset::kIso8859_3},
    {"latin4", Charset::kIso8859_4}, {"latin5", Charset::kWindows1254},
    {"latin6", Charset::kIso8859_10}, {"latin8", Charset::kIso8859_14},
    {"latin9", Charset::kIso8859_15}, {"logical", Charset::kIso8859_8},
    {"mac", Charset::kMacintosh}, {"macintosh", Charset::kMacintosh},
    {"macroman", Charset::kMacintosh}, {"ms932", Charset::kShiftJis}, {"ms936", Charset::kGb18030},
    {"ms949", Charset::kEucKr}, {"ms_kanji", Charset::kShiftJis},
    {"shift-jis", Charset::kShiftJis}, {"shift_jis", Charset::kShiftJis},
    {"shiftjis", Charset::kShiftJis}, {"sjis", Charset::kShiftJis},
    {"sun_eu_greek", Charset::kIso8859_7}, {"tis-620", Charset::kWindows874},
    {"tis620", Charset::kWindows874}, {"ucs-2", Charset::kUtf16}, {"uhc", Charset::kEucKr},
    {"unicode", Charset::kUtf16}, {"unicode-1-1-utf-7", Charset::kUtf7},
    {"unicode-1-1-utf-8", Charset::kUtf8}, {"unicode-2-0-utf-7", Charset::kUtf7},
    {"unicode11utf8", Charset::kUtf8}, {"unicode20utf8", Charset::kUtf8},
    {"unicodefeff", Charset::kUtf16Le}, {"unicodefffe", Charset::kUtf16Be},
    {"us", Charset::kUsAscii}, {"us-ascii", Charset::kUsAscii}, {"utf-16", Charset::kUtf16},
    {"utf-16be", Charset::kUtf16Be}, {"utf-16le", Charset::kUtf16Le}, {"utf-7", Charset::kUtf7},
    {"utf-8", Charset::kUtf8}, {"utf-8-sig", Charset::kUtf8}, {"utf16", Charset::kUtf16},
    {"utf16be", Charset::kUtf16Be}, {"utf16le", Charset::kUtf16Le}, {"utf7", Charset::kUtf7},
    {"utf8", Charset::kUtf8}, {"utf_8", Charset::kUtf8}, {"visual", Charset::kIso8859_8},
    {"win-1251", Charset::kWindows1251}, {"win-1252", Charset::kWindows1252},
    {"windows-1250", Charset::kWindows1250}, {"windows-1251", Charset::kWindows1251},
    {"windows-1252", Charset::kWindows1252}, {"windows-1253", Charset::kWindows1253},
    {"windows-1254", Charset::kWindows1254}, {"windows-1255", Charset::kWindows1255},
    {"windows-1256", Charset::kWindows1256}, {"windows-1257", Charset::kWindows1257},
    {"windows-1258", Charset::kWindows1258}, {"windows-31j", Charset::kShiftJis},
    {"windows-65001", Charset::kUtf8}, {"windows-874", Charset::kWindows874},
    {"windows-932", Charset::kShiftJis}, {"windows-936", Charset::kGb18030},
    {"windows-949", Charset::kEucKr}, {"windows-950", Charset::kBig5},
    {"x-cp1250", Charset::kWindows1250}, {"x-cp1251", Charset::kWindows1251},
    {"x-cp1252", Charset::kWindows1252}, {"x-cp1253", Charset::kWindows1253},
    {"x-cp1254", Charset::kWindows1254}, {"x-cp1255", Charset::kWindows1255},
    {"x-cp1256", Charset::kWindows1256}, {"x-cp1257", Charset::kWindows1257},
    {"x-cp1258", Charset::kWindows1258}, {"x-euc", Charset::kEucJp},
    {"x-euc-cn", Charset::kGb18030}, {"x-euc-jp", Charset::kEucJp}, {"x-gbk", Charset::kGb18030},
    {"x-mac-roman", Charset::kMacintosh}, {"x-sjis", Charset::kShiftJis},
    {"x-unicode-2-0-utf-7", Charset::kUtf7}, {"x-unicode20utf8", Charset::kUtf8},
    {"x-windows-950", Charset::kBig5}, {"x-x-big5", Charset::kBig5},
};
// clang-format on

constexpr bool by_name(const Label& left, const Label& right) { return left.name < right.name; }

static_assert(std::is_sorted(std::begin(kLabels), std::end(kLabels), by_name));

constexpr std::size_t longest_label() {
  std::size_t longest = 0;
  for (const Label& label : kLabels) longest = std::max(longest, label.name.size());
  return longest;
}

}  // namespace

std::optional<Charset> charset_labelled(std::string_view label) {
  label = trimmed(label);
  std::array<char, longest_label()> lowered;
  if (label.empty() || label.size() > lowered.size()) return std::nullopt;
  std::transform(label.begin(), label.end(), lowered.begin(), lower_ascii);
  const std::string_view name(lowered.data(), label.size());
  const auto* found =
      std::lower_bound(std::begin(kLabels), std::end(kLabels), Label{name, {}}, by_name);
  if (found == std::end(kLabels) || found->name != name) return std::nullopt;
  return found->charset;
}

}  // namespace constat::parser
