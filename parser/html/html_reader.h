// One pass over the HTML: tokens move the stack of open elements, which says where text goes.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "parser/html/attributes.h"
#include "parser/html/folded_text.h"
#include "parser/html/link_reader.h"
#include "parser/html/open_elements.h"
#include "parser/html/style_sheet.h"
#include "parser/html/tokens.h"
#include "parser/html/visible_text.h"

namespace constat::parser {

// kRead: style sheets are read where they stand. kKnown: all of them were read by a pass before.
enum class Sheets : std::uint8_t { kRead, kKnown };

class HtmlReader {
 public:
  HtmlReader(std::string_view html, const Limits& limits, Sheets sheets, StyleSheet& sheet,
             HtmlText& out);

  void run();

  // Did a style sheet stand behind elements it may hold of?
  bool sheet_came_late() const { return sheet_came_late_; }

 private:
  enum class Room : std::uint8_t { kNone, kTaken };

  std::uint64_t offset_of(std::string_view part) const;
  void read(const Token& token);
  void text(const Token& token);
  void read_sheet(std::string_view css);
  TextForm form_of(const Token& token, Element raw_text_of) const;
  void put(std::string_view raw, const TextForm& form);
  void put_hidden(std::string_view raw, const TextForm& form, Hidings by);
  bool visible_words_seen();

  void start_tag(const Token& token);
  bool is_again(Element element);
  std::string_view unescaped(std::string_view value);
  Style style_of(const Subject& subject, const Attributes& attributes);
  void without_content(Element element, const Attributes& attributes, const Style& style);
  void begin_raw_text(OpenElement& opened, const Attributes& attributes);
  void push(OpenElement opened, const Attributes& attributes);
  void end_tag(const Token& token);

  void border(Border border, Room room);
  void settle_closed();
  void note_caps();
  void finish_runs();

  std::string_view html_;
  const Limits& limits_;
  Sheets sheets_;
  StyleSheet& sheet_;
  HtmlText& out_;
  Tokenizer tokens_;
  OpenElements open_;
  LinkReader links_;
  FoldedText visible_;
  FoldedText hidden_;
  ByteRange where_;  // of the token being read
  Element raw_text_of_ = Element::kOther;
  bool unread_open_ = false;  // an element whose content is no text; its end tag comes next
  std::optional<Medium> sheet_medium_;  // of the <style> being read; nothing: it is passed over
  bool at_start_of_pre_ = false;
  bool body_seen_ = false;
  bool html_seen_ = false;
  bool element_styled_ = false;
  bool sheet_came_late_ = false;
  bool visible_words_seen_ = false;
  std::size_t visible_words_asked_ = 0;
  std::size_t visible_at_hidden_ = 0;
  std::deque<std::string> values_;  // of classes and ids with references
  std::string scratch_;
};

}  // namespace constat::parser
