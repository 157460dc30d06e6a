#include "parser/html/link_reader.h"

#include <utility>

#include "parser/html/address.h"
#include "parser/html/characters.h"
#include "parser/html/css_values.h"
#include "parser/html/references.h"

namespace constat::parser {
namespace {

// White space folded to single spaces, none at the ends.
std::string folded_words(std::string_view text) {
  std::string words;
  text = without_spaces(text);
  words.reserve(text.size());
  bool space = false;
  for (const char c : text) {
    const bool is_space = is_html_space(c);
    if (is_space && !space) words.push_back(' ');
    if (!is_space) words.push_back(c);
    space = is_space;
  }
  return words;
}

// Enough to tell the scheme, however it is written.
std::string_view beginning_of(std::string_view address) {
  constexpr std::size_t kEnough = 256;
  return without_spaces(address).substr(0, kEnough);
}

Opens opened_by(Element element) {
  if (element == Element::kA) return Opens::kAnchor;
  if (element == Element::kForm) return Opens::kForm;
  return element == Element::kButton ? Opens::kButton : Opens::kNothing;
}

// One pixel at most, by the attribute or by the style.
bool is_pixel(const std::optional<std::string_view>& attribute, StyleValue styled) {
  if (styled == StyleValue::kSliver || styled == StyleValue::kHides) return true;
  if (!attribute || styled == StyleValue::kShows) return false;
  const CssNumber number = css_number(without_spaces(*attribute));
  return number.length > 0 && number.unit != "%" && number.value <= 1;
}

const std::optional<std::string_view>& either(const std::optional<std::string_view>& first,
                                              const std::optional<std::string_view>& second) {
  return first ? first : second;
}

}  // namespace

Opens LinkReader::begin(Element element, const Attributes& attributes, std::string_view tag,
                        Hidings hidden_by) {
  const Opens opens = opened_by(element);
  const bool anchor = opens == Opens::kAnchor;
  const bool named = attributes.name || attributes.id;
  const auto& target = anchor                  ? either(attributes.href, attributes.xlink_href)
                       : opens == Opens::kForm ? attributes.action
                                               : attributes.formaction;
  if (opens == Opens::kNothing || (!target && (opens == Opens::kForm || (anchor && named)))) {
    return Opens::kNothing;
  }
  end(opens);
  InProgress progress;
  progress.open = true;
  if (target || anchor) {
    const LinkKind kind = !target                 ? LinkKind::kWithoutTarget
                          : anchor                ? LinkKind::kAnchor
                          : opens == Opens::kForm ? LinkKind::kForm
                                                  : LinkKind::kButton;
    progress.link = add(kind, target.value_or(tag), hidden_by);
    if (progress.link == kNoLink) return Opens::kNothing;
  }
  progress.text_from = out_.text.size();
  progress.hidden_from = out_.hidden_text.size();
  progress.images = out_.images;
  append_label(either(attributes.title, attributes.aria_label).value_or(""), progress.label);
  of(opens) = std::move(progress);
  return opens;
}

// The index of a new link, kNoLink when there is no room for it.
std::size_t LinkReader::add(LinkKind kind, std::string_view url, Hidings hidden_by) {
  if (out_.links.size() >= limits_.links_per_mail) {
    ++out_.links_not_kept;
    return kNoLink;
  }
  HtmlLink& link = out_.links.emplace_back();
  link.kind = kind;
  link.where = {static_cast<std::uint64_t>(url.data() - html_.data()), url.size()};
  if (kind != LinkKind::kWithoutTarget) {
    link.url = address_in(url);
    if (!out_.base.empty()) link.resolved = resolved_against(out_.base, link.url);
  }
  link.text_offset = out_.text.size();
  link.hidden_by = hidden_by;
  return out_.links.size() - 1;
}

void LinkReader::end(Opens opens) {
  InProgress& progress = of(opens);
  if (!std::exchange(progress.open, false)) return;
  InProgress& form = of(Opens::kForm);
  if (opens == Opens::kButton && form.open && form.link != kNoLink) {
    std::string& label = out_.links[form.link].image_text;
    if (!label.empty()) label.push_back(' ');
    label += folded_words(std::string_view(out_.text).substr(progress.text_from));
  }
  if (progress.link == kNoLink) return;
  HtmlLink& link = out_.links[progress.link];
  if (opens != Opens::kForm) read_words(progress, link);
  link.image_text = folded_words(link.image_text);
  if (link.text.empty() && link.image_text.empty()) link.image_text = folded_words(progress.label);
  const bool nothing = link.text.empty() && link.image_text.empty();
  if (link.kind == LinkKind::kWithoutTarget && nothing) {
    out_.links.erase(out_.links.begin() + static_cast<std::ptrdiff_t>(progress.link));
    for (InProgress& other : in_progress_) {
      if (other.link != kNoLink && other.link > progress.link) --other.link;
    }
  }
}

// A link whose only words are hidden is hidden, and has those words.
void LinkReader::read_words(InProgress& progress, HtmlLink& link) {
  std::string_view shown = std::string_view(out_.text).substr(progress.text_from);
  while (!shown.empty() && is_html_space(shown.front())) {
    shown.remove_prefix(1);
    ++link.text_offset;
  }
  link.text = folded_words(shown);
  if (!link.text.empty()) {
    link.hidden_by = {};
    return;
  }
  if (!link.hidden() && out_.images != progress.images) return;
  link.text = folded_words(std::string_view(out_.hidden_text).substr(progress.hidden_from));
  if (!link.text.empty()) link.hidden_by |= progress.words_hidden_by;
}

void LinkReader::area(const Attributes& attributes, Hidings hidden_by) {
  if (!attributes.href) return;
  const std::size_t link = add(LinkKind::kArea, *attributes.href, hidden_by);
  if (link == kNoLink) return;
  const auto& label = either(attributes.alt, attributes.title);
  out_.links[link].image_text = folded_words(attribute_text(label.value_or(""), scratch_));
}

void LinkReader::input(const Attributes& attributes, Hidings hidden_by) {
  const std::string_view type = attributes.type.value_or("");
  const bool image = equals_lower(type, "image");
  if (!image && !equals_lower(type, "submit")) return;
  const auto& label = image ? attributes.alt : attributes.value;
  if (attributes.formaction) {
    const std::size_t link = add(LinkKind::kButton, *attributes.formaction, hidden_by);
    if (link != kNoLink) append_label(label.value_or(""), out_.links[link].image_text);
    return;
  }
  const InProgress& form = of(Opens::kForm);
  if (!form.open || form.link == kNoLink || !hidden_by.empty()) return;
  append_label(label.value_or(""), out_.links[form.link].image_text);
}

// Of a link that is seen, the images that are seen count.
void LinkReader::image(const Attributes& attributes, const Style& style, Hidings hidden_by) {
  ++out_.images;
  if (attributes.src && is_remote(address_in(beginning_of(*attributes.src))))
    keep_image(attributes, style, hidden_by);
  const bool has_alt = attributes.alt && !without_spaces(*attributes.alt).empty();
  const auto& label = has_alt ? attributes.alt : attributes.title;
  if (!label) return;
  for (const Opens opens : {Opens::kAnchor, Opens::kButton}) {
    const InProgress& progress = of(opens);
    if (!progress.open || progress.link == kNoLink) continue;
    HtmlLink& link = out_.links[progress.link];
    if (hidden_by.empty() || link.hidden()) append_label(*label, link.image_text);
  }
}

void LinkReader::keep_image(const Attributes& attributes, const Style& style, Hidings hidden_by) {
  ++out_.remote_images;
  if (out_.images_elsewhere.size() >= limits_.links_per_mail) return;
  const std::string_view src = *attributes.src;
  const bool pixel = is_pixel(attributes.height, style.value(Property::kHeight)) &&
                     is_pixel(attributes.width, style.value(Property::kWidth));
  out_.images_elsewhere.push_back(
      {address_in(src),
       {static_cast<std::uint64_t>(src.data() - html_.data()), src.size()},
       pixel,
       hidden_by});
}

void LinkReader::base(const Attributes& attributes) {
  if (attributes.href && out_.base.empty()) out_.base = address_in(*attributes.href);
}

void LinkReader::hidden_words(Hidings by) {
  for (InProgress& progress : in_progress_) progress.words_hidden_by |= by;
}

void LinkReader::append_label(std::string_view attribute, std::string& label) {
  if (!label.empty()) label.push_back(' ');
  label.append(attribute_text(attribute, scratch_));
}

}  // namespace constat::parser
