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
  kContentVisibility,
  kOpacity,
  kFilter,
  kFontSize,
  kHeight,
  kMaxHeight,
  kWidth,
  kMaxWidth,
  kOverflow,
  kTextIndent,
  kLeft,
  kRight,
  kTop,
  kMarginLeft,
  kMarginTop,
  kPosition,
  kTransform,
  kTranslate,
  kScale,
  kClip,
  kClipPath,
  kMsoHide,
  // From here on with a Color.
  kColor,
  kTextFill,
  kBackgroundColor,
  kBackgroundImage,
};
inline constexpr std::size_t kProperties = 28;
inline constexpr std::size_t kFirstColored = static_cast<std::size_t>(Property::kColor);

// The values that matter. For properties other than display and the colours: kHides or kShows.
enum class StyleValue : std::uint8_t {
  kUnset,
  kShows,
  kHides,            // display: none, font-size: 0, position: absolute (what lets left hide) ...
  kHiddenAttribute,  // display: none, by the attribute hidden
  kUnshownElement,   // display: none, by the standard's own style sheet
  kSliver,           // a height or width of one pixel at most, but not nothing
  kInherit,          // as the element around it
  kBlock,            // display: block, list-item, table, flex, grid, table-row
  kInline,           // display: inline, contents
  kApart,            // display: inline-block, table-cell; position: relative
  kSet,              // a colour or image, see Style::color()
};

class Style {
 public:
  // Adds the declarations of `css`, the later over the earlier, "!important" over all others.
  void read(std::string_view css);

  // Sets one property as an attribute of HTML does, below every declaration.
  void set(Property property, StyleValue value, Color color = {});

  // Lays `stronger` over this.
  void apply(const Style& stronger);

  // Leaves only what can make hidden text seen again.
  void keep_what_shows();

  StyleValue value(Property property) const { return values_[static_cast<std::size_t>(property)]; }
  Color color(Property property) const {
    return colors_[static_cast<std::size_t>(property) - kFirstColored];
  }
  bool hides(Property property) const { return value(property) == StyleValue::kHides; }
  bool empty() const { return declared_ == 0; }

 private:
  enum class Weight : std::uint8_t { kNormal, kImportant };
  struct Declared {
    StyleValue value = StyleValue::kUnset;
    Color color = {};
  };
  void declare(std::string_view name, std::string_view value);
  enum class Layers : std::uint8_t { kImages, kAll };
  void declare_background(std::string_view value, Layers layers, Weight weight);
  void declare_margin(std::string_view value, Weight weight);
  void lay(Property property, const Declared& declared, Weight weight);

  std::array<StyleValue, kProperties> values_{};
  std::array<Color, kProperties - kFirstColored> colors_{};
  std::uint32_t declared_ = 0;   // a bit for each property that is set
  std::uint32_t important_ = 0;  // of them, with "!important"
};

}  // namespace constat::parser
