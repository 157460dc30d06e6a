#include "parser/html/color.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <iterator>

#include "parser/html/characters.h"
#include "parser/html/css_values.h"

namespace constat::parser {
namespace {

struct NamedColor {
  std::string_view name;
  std::uint32_t rgb;
};

constexpr bool by_name(const NamedColor& left, const NamedColor& right) {
  return left.name < right.name;
}

// clang-format off
constexpr NamedColor kNamedColors[] = {
    {"aliceblue", 0xf0f8ff}, {"antiquewhite", 0xfaebd7}, {"aqua", 0x00ffff},
    {"aquamarine", 0x7fffd4}, {"azure", 0xf0ffff}, {"beige", 0xf5f5dc}, {"bisque", 0xffe4c4},
    {"black", 0x000000}, {"blanchedalmond", 0xffebcd}, {"blue", 0x0000ff},
    {"blueviolet", 0x8a2be2}, {"brown", 0xa52a2a}, {"burlywood", 0xdeb887},
    {"cadetblue", 0x5f9ea0}, {"chartreuse", 0x7fff00}, {"chocolate", 0xd2691e},
    {"coral", 0xff7f50}, {"cornflowerblue", 0x6495ed}, {"cornsilk", 0xfff8dc},
    {"crimson", 0xdc143c}, {"cyan", 0x00ffff}, {"darkblue", 0x00008b}, {"darkcyan", 0x008b8b},
    {"darkgoldenrod", 0xb8860b}, {"darkgray", 0xa9a9a9}, {"darkgreen", 0x006400},
    {"darkgrey", 0xa9a9a9}, {"darkkhaki", 0xbdb76b}, {"darkmagenta", 0x8b008b},
    {"darkolivegreen", 0x556b2f}, {"darkorange", 0xff8c00}, {"darkorchid", 0x9932cc},
    {"darkred", 0x8b0000}, {"darksalmon", 0xe9967a}, {"darkseagreen", 0x8fbc8f},
    {"darkslateblue", 0x483d8b}, {"darkslategray", 0x2f4f4f}, {"darkslategrey", 0x2f4f4f},
    {"darkturquoise", 0x00ced1}, {"darkviolet", 0x9400d3}, {"deeppink", 0xff1493},
    {"deepskyblue", 0x00bfff}, {"dimgray", 0x696969}, {"dimgrey", 0x696969},
    {"dodgerblue", 0x1e90ff}, {"firebrick", 0xb22222}, {"floralwhite", 0xfffaf0},
    {"forestgreen", 0x228b22}, {"fuchsia", 0xff00ff}, {"gainsboro", 0xdcdcdc},
    {"ghostwhite", 0xf8f8ff}, {"gold", 0xffd700}, {"goldenrod", 0xdaa520}, {"gray", 0x808080},
    {"green", 0x008000}, {"greenyellow", 0xadff2f}, {"grey", 0x808080}, {"honeydew", 0xf0fff0},
    {"hotpink", 0xff69b4}, {"indianred", 0xcd5c5c}, {"indigo", 0x4b0082}, {"ivory", 0xfffff0},
    {"khaki", 0xf0e68c}, {"lavender", 0xe6e6fa}, {"lavenderblush", 0xfff0f5},
    {"lawngreen", 0x7cfc00}, {"lemonchiffon", 0xfffacd}, {"lightblue", 0xadd8e6},
    {"lightcoral", 0xf08080}, {"lightcyan", 0xe0ffff}, {"lightgoldenrodyellow", 0xfafad2},
    {"lightgray", 0xd3d3d3}, {"lightgreen", 0x90ee90}, {"lightgrey", 0xd3d3d3},
    {"lightpink", 0xffb6c1}, {"lightsalmon", 0xffa07a}, {"lightseagreen", 0x20b2aa},
    {"lightskyblue", 0x87cefa}, {"lightslategray", 0x778899}, {"lightslategrey", 0x778899},
    {"lightsteelblue", 0xb0c4de}, {"lightyellow", 0xffffe0}, {"lime", 0x00ff00},
    {"limegreen", 0x32cd32}, {"linen", 0xfaf0e6}, {"magenta", 0xff00ff}, {"maroon", 0x800000},
    {"mediumaquamarine", 0x66cdaa}, {"mediumblue", 0x0000cd}, {"mediumorchid", 0xba55d3},
    {"mediumpurple", 0x9370db}, {"mediumseagreen", 0x3cb371}, {"mediumslateblue", 0x7b68ee},
    {"mediumspringgreen", 0x00fa9a}, {"mediumturquoise", 0x48d1cc}, {"mediumvioletred", 0xc71585},
    {"midnightblue", 0x191970}, {"mintcream", 0xf5fffa}, {"mistyrose", 0xffe4e1},
    {"moccasin", 0xffe4b5}, {"navajowhite", 0xffdead}, {"navy", 0x000080}, {"oldlace", 0xfdf5e6},
    {"olive", 0x808000}, {"olivedrab", 0x6b8e23}, {"orange", 0xffa500}, {"orangered", 0xff4500},
    {"orchid", 0xda70d6}, {"palegoldenrod", 0xeee8aa}, {"palegreen", 0x98fb98},
    {"paleturquoise", 0xafeeee}, {"palevioletred", 0xdb7093}, {"papayawhip", 0xffefd5},
    {"peachpuff", 0xffdab9}, {"peru", 0xcd853f}, {"pink", 0xffc0cb}, {"plum", 0xdda0dd},
    {"powderblue", 0xb0e0e6}, {"purple", 0x800080}, {"rebeccapurple", 0x663399}, {"red", 0xff0000},
    {"rosybrown", 0xbc8f8f}, {"royalblue", 0x4169e1}, {"saddlebrown", 0x8b4513},
    {"salmon", 0xfa8072}, {"sandybrown", 0xf4a460}, {"seagreen", 0x2e8b57}, {"seashell", 0xfff5ee},
    {"sienna", 0xa0522d}, {"silver", 0xc0c0c0}, {"skyblue", 0x87ceeb}, {"slateblue", 0x6a5acd},
    {"slategray", 0x708090}, {"slategrey", 0x708090}, {"snow", 0xfffafa},
    {"springgreen", 0x00ff7f}, {"steelblue", 0x4682b4}, {"tan", 0xd2b48c}, {"teal", 0x008080},
    {"thistle", 0xd8bfd8}, {"tomato", 0xff6347}, {"turquoise", 0x40e0d0}, {"violet", 0xee82ee},
    {"wheat", 0xf5deb3}, {"white", 0xffffff}, {"whitesmoke", 0xf5f5f5}, {"yellow", 0xffff00},
    {"yellowgreen", 0x9acd32},
};
// clang-format on
static_assert(std::is_sorted(std::begin(kNamedColors), std::end(kNamedColors), by_name));
constexpr std::size_t kLongestName = 20;

constexpr Color known(std::uint32_t rgb) { return {ColorKind::kKnown, rgb}; }
constexpr Color kTransparentColor{ColorKind::kTransparent, 0};
constexpr Color kUnknownColor{ColorKind::kUnknown, 0};

Color named_color(std::string_view value) {
  std::array<char, kLongestName> lowered;
  if (value.empty() || value.size() > lowered.size()) return {};
  std::transform(value.begin(), value.end(), lowered.begin(), lower_letter);
  const std::string_view name(lowered.data(), value.size());
  if (name == "transparent") return kTransparentColor;
  const auto* found = std::lower_bound(std::begin(kNamedColors), std::end(kNamedColors),
                                       NamedColor{name, 0}, by_name);
  return found != std::end(kNamedColors) && found->name == name ? known(found->rgb) : Color{};
}

// Colours that let something through are compared with nothing, but for those that let all through.
constexpr double kSeen = 0.02;

Color with_opacity(std::uint32_t rgb, double opacity) {
  if (opacity >= 1) return known(rgb);
  return opacity <= kSeen ? kTransparentColor : kUnknownColor;
}

// 3, 4, 6 or 8 digits; the fourth or last two are the opacity.
Color hex_color(std::string_view digits) {
  if (digits.size() != 3 && digits.size() != 4 && digits.size() != 6 && digits.size() != 8)
    return {};
  const bool one_each = digits.size() < 6;
  std::array<std::uint32_t, 4> parts{0, 0, 0, 255};
  const std::size_t width = one_each ? 1 : 2;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    const int value = hex_value(digits[at]);
    if (value < 0) return {};
    const auto digit = static_cast<std::uint32_t>(value);
    std::uint32_t& part = parts[at / width];
    part = one_each ? digit * 17 : (at % 2 == 0 ? digit << 4 : part | digit);
  }
  return with_opacity(parts[0] << 16 | parts[1] << 8 | parts[2], parts[3] / 255.0);
}

struct Arguments {
  std::array<CssNumber, 4> numbers;
  std::size_t count = 0;
};

// The numbers of a function; what separates them does not matter. `text`: after the parenthesis.
Arguments arguments_of(std::string_view text) {
  Arguments arguments;
  while (!text.empty() && text[0] != ')' && arguments.count < arguments.numbers.size()) {
    const CssNumber number = css_number(text);
    text.remove_prefix(number.length > 0 ? number.length : 1);
    if (number.length > 0) arguments.numbers[arguments.count++] = number;
  }
  return arguments;
}

double part_of(const CssNumber& number, double whole) {
  return number.unit == "%" ? number.value * whole / 100 : number.value;
}

std::uint32_t byte_of(double part) {
  return static_cast<std::uint32_t>(std::clamp(part, 0.0, 255.0) + 0.5);
}

// "rgb(1, 2, 3)", "rgba(1 2 3 / 50%)".
Color rgb_color(const Arguments& arguments) {
  std::uint32_t rgb = 0;
  for (std::size_t index = 0; index < 3; ++index) {
    rgb = rgb << 8 | byte_of(part_of(arguments.numbers[index], 255));
  }
  return with_opacity(rgb, arguments.count == 4 ? part_of(arguments.numbers[3], 1) : 1);
}

// "hsl(120, 100%, 50%)" (CSS Color 4 section 7.1).
Color hsl_color(const Arguments& arguments) {
  const double hue = std::fmod(std::fmod(arguments.numbers[0].value, 360) + 360, 360);
  const double saturation = std::clamp(arguments.numbers[1].value / 100, 0.0, 1.0);
  const double lightness = std::clamp(arguments.numbers[2].value / 100, 0.0, 1.0);
  const double range = saturation * std::min(lightness, 1 - lightness);
  std::uint32_t rgb = 0;
  for (const double offset : {0.0, 8.0, 4.0}) {
    const double place = std::fmod(offset + hue / 30, 12);
    const double shape = std::clamp(std::min(place - 3, 9 - place), -1.0, 1.0);
    rgb = rgb << 8 | byte_of(255 * (lightness - range * shape));
  }
  return with_opacity(rgb, arguments.count == 4 ? part_of(arguments.numbers[3], 1) : 1);
}

// Is the difference of the parts too small to be seen?
bool is_near(std::uint32_t left, std::uint32_t right) {
  constexpr int kUnseen = 3;
  for (const int shift : {0, 8, 16}) {
    const int difference =
        static_cast<int>(left >> shift & 0xff) - static_cast<int>(right >> shift & 0xff);
    if (std::abs(difference) > kUnseen) return false;
  }
  return true;
}

}  // namespace

bool looks_like(const Color& text, const Color& background) {
  return text.kind == ColorKind::kKnown && background.kind == ColorKind::kKnown &&
         is_near(text.rgb, background.rgb);
}

Color css_color(std::string_view value) {
  if (value.starts_with('#')) return hex_color(value.substr(1));
  const std::size_t open = value.find('(');
  if (open == std::string_view::npos) return named_color(value);
  const Arguments arguments = arguments_of(value.substr(open + 1));
  if (starts_with_lower(value, "rgb")) return arguments.count < 3 ? Color{} : rgb_color(arguments);
  if (starts_with_lower(value, "hsl")) return arguments.count < 3 ? Color{} : hsl_color(arguments);
  return kUnknownColor;
}

Color attribute_color(std::string_view value) {
  value = without_spaces(value);
  if (value.starts_with('#')) value.remove_prefix(1);
  const Color named = named_color(value);
  if (named.kind != ColorKind::kUnset) return named;
  if (value.size() == 3 || value.size() == 6) {
    const Color hex = hex_color(value);
    if (hex.kind != ColorKind::kUnset) return hex;
  }
  return value.empty() ? Color{} : kUnknownColor;
}

}  // namespace constat::parser
