#include "parser/message/text_reader.h"

#include <algorithm>
#include <utility>

#include "parser/decode/decode.h"
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
         !part.is_container && !part.inside_attached_message && part.disposition != "attachment";
}

void TextReader::start(std::string_view mail) {
  mail_ = mail;
  text_left_ = limits_.text_bytes_per_mail;
  links_left_ = limits_.links_per_mail;
}

// All of the part is decoded, whatever the caps: its digest covers every byte.
void TextReader::decode(Part& part) {
  decoded_.clear();
  decoded_map_.clear();
  found_.clear();
  const std::string_view encoded = mail_.substr(part.body.offset, part.body.length);
  decode_transfer(encoded, transfer_encoding_named(part.encoding), part.body.offset, encoded.size(),
                  decoded_, decoded_map_, found_);
  for (const Defect& defect : found_) {
    // An unknown encoding is noted where it is declared.
    if (defect.kind != DefectKind::kTransferEncodingUnknown) {
      defects_.add(defect.kind, defect.where);
    }
  }
  sha256_.update(decoded_);
  part.decoded = true;
  part.decoded_bytes = decoded_.size();
  part.decoded_sha256 = sha256_.finish();
}

void TextReader::hash(Part& part) { decode(part); }

std::string_view TextReader::within_cap(const Part& part, TextPart& out) {
  const std::string_view all = decoded_;
  if (all.size() <= text_left_) {
    text_left_ -= all.size();
    return all;
  }
  out.incomplete = true;
  std::size_t cut = text_left_;
  // Not inside a UTF-8 character.
  for (int i = 0; i < 3 && cut > 0 && (static_cast<unsigned char>(all[cut]) & 0xC0) == 0x80; ++i) {
    --cut;
  }
  text_left_ = 0;
  const ByteRange rest = decoded_map_.to_source({cut, all.size() - cut});
  defects_.add(DefectKind::kTextLimit, rest.empty() ? part.body : rest);
  return all.substr(0, cut);
}

void TextReader::read(Part& part, std::uint32_t part_index, TextPart& out) {
  decode(part);
  reset(out);
  out.part = part_index;
  out.html = part.subtype == "html";
  out.incomplete = part.holed;
  const std::string_view bytes = within_cap(part, out);
  utf8_.clear();
  utf8_map_.clear();
  found_.clear();
  out.charset_guessed =
      decode_charset(bytes, part.charset, utf8_, utf8_map_, found_) == CharsetGuess::kGuessed;
  for (const Defect& defect : found_) {
    defects_.add(defect.kind, decoded_map_.to_source(defect.where));
  }
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
  if (!find_plain_links(out.text, links_left_, plain_links_)) out.incomplete = true;
  links_left_ -= plain_links_.size();
  for (const ByteRange& link : plain_links_) {
    out.links.push_back({out.text.substr(link.offset, link.length), "", "", link.offset,
                         out.map.to_source(link), Visibility::kVisible});
  }
}

}  // namespace constat::parser::message
