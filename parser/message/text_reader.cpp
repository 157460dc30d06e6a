#include "parser/message/text_reader.h"

#include <algorithm>
#include <utility>

#include "parser/decode/decode.h"
#include "parser/decode/html_prescan.h"
#include "parser/message/compose_map.h"
#include "parser/message/plain_links.h"

namespace constat::parser::message {
namespace {

// Larger maps are given back: a text of nothing but escapes has a run a byte.
constexpr std::size_t kSpareRuns = 16 * 1024;

void reset(TextPart& part) {
  // The large texts and their maps keep their memory.
  TextPart fresh;
  fresh.text.swap(part.text);
  fresh.hidden_text.swap(part.hidden_text);
  fresh.hidden_runs.swap(part.hidden_runs);
  fresh.links.swap(part.links);
  if (part.map.run_count() <= kSpareRuns) std::swap(fresh.map, part.map);
  if (part.hidden_map.run_count() <= kSpareRuns) std::swap(fresh.hidden_map, part.hidden_map);
  fresh.text.clear();
  fresh.hidden_text.clear();
  fresh.hidden_runs.clear();
  fresh.links.clear();
  fresh.map.clear();
  fresh.hidden_map.clear();
  part = std::move(fresh);
}

}  // namespace

bool is_readable_text(const Part& part) {
  return part.type == "text" && (part.subtype == "plain" || part.subtype == "html") &&
         !part.is_container && !part.inside_attached_message && !part.second_reading &&
         part.disposition != "attachment";
}

void TextReader::start() {
  text_left_ = limits_.text_bytes_per_mail;
  links_left_ = limits_.links_per_mail;
}

// The bytes within the caps; what they cut is noted.
std::string_view TextReader::decode(Part& part, std::uint32_t part_index, TextPart& out) {
  decoded_.clear();
  decoded_map_.clear();
  // One byte more, to see what is cut.
  decoder_.decode(part, static_cast<int>(part_index), {text_left_ + 1, limits_.text_runs}, decoded_,
                  decoded_map_);
  const std::string_view all = decoded_;
  if (part.decoded_bytes <= text_left_ && part.decoded_bytes == all.size()) {
    text_left_ -= all.size();
    return all;
  }
  std::size_t cut = std::min<std::size_t>(text_left_, all.size());
  // Not inside a UTF-8 character.
  for (int i = 0; i < 3 && cut > 0 && cut < all.size() &&
                  (static_cast<unsigned char>(all[cut]) & 0xC0) == 0x80;
       ++i) {
    --cut;
  }
  text_left_ = 0;
  note_cut(part, decoded_map_.to_source({cut, 0}).offset, out);
  return all.substr(0, cut);
}

void TextReader::note_cut(const Part& part, std::uint64_t from, TextPart& out) {
  out.incomplete = true;
  const std::uint64_t begin = std::clamp(from, part.body.offset, part.body.end());
  defects_.add(DefectKind::kTextLimit, {begin, part.body.end() - begin});
}

// In HTML a byte order mark comes before the label, and what the text says of itself after it
// (HTML standard, section 13.2.3.2); in plain text both come after the label. What is not on the
// list counts as no label.
std::string_view TextReader::label_of(const Part& part, std::string_view bytes, TextPart& out) {
  const bool labelled = is_known_charset(part.charset);
  const std::string_view mark = byte_order_mark(bytes);
  out.charset_source = CharsetSource::kByteOrderMark;
  if (!mark.empty() && (out.html || !labelled)) return mark;
  out.charset_source = CharsetSource::kLabel;
  if (labelled || !out.html) return part.charset;
  const std::string_view own = prescanned_charset(bytes);
  if (own.empty()) return part.charset;
  out.charset_source = CharsetSource::kMeta;
  return own;
}

void TextReader::read_charset(const Part& part, std::string_view bytes, TextPart& out) {
  utf8_.clear();
  utf8_map_.clear();
  found_.clear();
  const std::string_view label = label_of(part, bytes, out);
  const bool label_unknown = !part.charset.empty() && !is_known_charset(part.charset);
  if (label_unknown && label != part.charset) {
    defects_.add(DefectKind::kCharsetUnknown, part.body);
  }
  const CharsetReading reading =
      parser::read_charset(bytes, label, limits_.text_runs, utf8_, utf8_map_, found_);
  out.charset_guessed = reading.guess == CharsetGuess::kGuessed;
  if (out.charset_guessed) out.charset_source = CharsetSource::kGuess;
  out.charset_used = reading.used;
  out.replaced = reading.replaced;
  for (const Defect& defect : found_) {
    defects_.add(defect.kind, decoded_map_.to_source(defect.where));
  }
  if (reading.cut) {
    const std::uint64_t end = utf8_map_.to_source({utf8_.size(), 0}).offset;
    note_cut(part, decoded_map_.to_source({end, 0}).offset, out);
  }
}

void TextReader::read(Part& part, std::uint32_t part_index, TextPart& out) {
  reset(out);
  out.part = part_index;
  out.html = part.subtype == "html";
  out.incomplete = part.holed;
  const std::string_view bytes = decode(part, part_index, out);
  read_charset(part, bytes, out);
  if (is_identity(utf8_map_, decoded_map_)) {
    std::swap(utf8_map_, decoded_map_);
  } else {
    compose(utf8_map_, decoded_map_, composed_);
    std::swap(utf8_map_, composed_);
  }
  if (out.html) {
    read_html_part(out);
  } else {
    read_plain_part(out);
  }
}

void TextReader::read_html_part(TextPart& out) {
  read_html(utf8_, limits_, html_);
  out.text.swap(html_.text);
  out.hidden_text.swap(html_.hidden_text);
  compose(html_.map, utf8_map_, out.map);
  compose(html_.hidden_map, utf8_map_, out.hidden_map);
  out.hidden_runs.swap(html_.hidden_runs);
  out.base.swap(html_.base);
  out.images = html_.images;
  out.remote_images = html_.remote_images;
  for (HtmlImage& image : html_.images_elsewhere) {
    out.images_elsewhere.push_back(
        {std::move(image.url), utf8_map_.to_source(image.where), image.pixel, image.hidden_by});
  }
  const std::size_t kept = std::min(html_.links.size(), links_left_);
  links_left_ -= kept;
  if (!html_.beyond_caps.empty()) {
    defects_.add(DefectKind::kHtmlLimit, utf8_map_.to_source(html_.beyond_caps));
  } else if (kept < html_.links.size()) {
    defects_.add(DefectKind::kHtmlLimit, utf8_map_.to_source(html_.links[kept].where));
  }
  if (html_.token_cap_hit || html_.links_not_kept > 0 || kept < html_.links.size()) {
    out.incomplete = true;
  }
  for (std::size_t i = 0; i < kept; ++i) {
    HtmlLink& link = html_.links[i];
    out.links.push_back({std::move(link.url), std::move(link.text), std::move(link.image_text),
                         link.text_offset, utf8_map_.to_source(link.where),
                         link.hidden() ? Visibility::kHidden : Visibility::kVisible, link.kind,
                         link.hidden_by, std::move(link.resolved)});
  }
}

void TextReader::read_plain_part(TextPart& out) {
  out.text.assign(utf8_);
  std::swap(out.map, utf8_map_);
  plain_links_.clear();
  if (!find_plain_links(out.text, links_left_, plain_links_)) {
    out.incomplete = true;
    const std::uint64_t last = plain_links_.empty() ? 0 : plain_links_.back().end();
    defects_.add(DefectKind::kLinkLimit, out.map.to_source({last, out.text.size() - last}));
  }
  links_left_ -= plain_links_.size();
  for (const ByteRange& link : plain_links_) {
    out.links.push_back(
        {out.text.substr(link.offset, link.length), "", "", link.offset, out.map.to_source(link)});
  }
}

}  // namespace constat::parser::message
