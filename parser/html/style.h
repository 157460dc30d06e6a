// What a style says that can hide text or set it on a line of its own: the declarations of one
// style attribute or of one rule of a style sheet. Everything else in it is passed over.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "parser/html/color.h"

namespace constat::parser {

enum class Property : std::uint8_t {
  kDisplay,
  kVisibility,
  kFontSize,
  kOpacity,
  kHeight,
  kMaxHeight,
  kOverflow,
  kTextIndent,
  kLeft,
  kPosition,
  kClip,
  kMsoHide,
  kColor,
  kBackgroundColor,
  kBackgroundImage,
};
inline constexpr std::size_t kProperties = 15;

// The values that matter. For properties other than display and the colours: kHides or kShows.
enum class StyleValue : std::uint8_t {
  kUnset,
  kShows,
  kHides,   // display: none, font-size: 0, position: absolute (what lets left and clip hide) ...
  kBlock,   // display: block, list-item, table, flex, grid, table-row
  kInline,  // display: inline, contents
  kApart,   // display: inline-block, table-cell; position: relative
  kSet,     // a colour or image, see Style::color()
};

class Style {
 public:
  // Adds the declarations of `css`, the later over the earlier, "!important" over all others.
  void read(std::string_view css);

  // Sets one property as an attribute of HTML does, below every declaration.
  void set(Property property, StyleValue value, Color color = {});

  // Lays `stronger` over this.
  void apply(const Style& stronger);

  StyleValue value(Property property) const { return at(property).value; }
  Color color(Property property) const { return at(property).color; }
  bool hides(Property property) const { return value(property) == StyleValue::kHides; }
  bool empty() const { return declared_ == 0; }

 private:
  struct Declaration {
    StyleValue value = StyleValue::kUnset;
    bool important = false;
    Color color;
  };
  const Declaration& at(Property property) const {
    return declarations_[static_cast<std::size_t>(property)];
  }
  void declare(std::string_view name, std::string_view value);
  void lay(Property property, const Declaration& declaration);

  std::array<Declaration, kProperties> declarations_;
  std::uint32_t declared_ = 0;  // how many properties are set
};

}  // namespace constat::parser
