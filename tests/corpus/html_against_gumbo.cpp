// Every HTML part of mail files, and every HTML file, as our reader without a tree and as gumbo's
// tree have it: the same characters, visible and hidden together, in the same order. Differences
// are put into classes, each with who is right by the HTML standard; one that fits no class fails.
//
//   html_against_gumbo FILE_OR_FOLDER...

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "capture/raw_mail.h"
#include "parser/decode/decode.h"
#include "parser/parsed_mail.h"
#include "tests/unit/parser/html/gumbo_reading.h"

namespace {

using namespace constat;
using namespace constat::parser;
namespace fs = std::filesystem;

struct Tally {
  std::size_t documents = 0, bytes = 0, equal = 0, differing = 0;
  std::map<std::string, std::size_t> classes;
};

std::string sorted(std::string text) {
  std::sort(text.begin(), text.end());
  return text;
}

// The characters that gumbo replaces: controls and noncharacters, which the standard calls an error
// of the input and keeps ("preprocessing the input stream").
bool is_replaced_by_gumbo(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r') ||
         (c >= 0x7f && c <= 0x9f) || (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

// `text` is valid UTF-8.
std::string with_replacements(std::string_view text) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xffu >> (length + 1));
    for (std::size_t index = 1; index < length; ++index) {
      c = c << 6 | (static_cast<unsigned char>(text[at + index]) & 0x3f);
    }
    all += is_replaced_by_gumbo(c) ? "\ufffd" : std::string(text.substr(at, length));
    at += length;
  }
  return all;
}

// "" when it fits none.
std::string class_of(const std::string& own, const test::TreeReading& tree) {
  if (sorted(own) == sorted(tree.all)) {
    return "order: text that strays between the cells of a table; the tree moves it in front of "
           "the table (gumbo is right), we read in the order of the source";
  }
  if (with_replacements(own) == with_replacements(tree.all)) {
    return "control characters: gumbo replaces them by U+FFFD, the standard keeps them (we are "
           "right)";
  }
  if (tree.has_frameset) return "frameset: a page of frames has no text (gumbo is right)";
  if (tree.has_select) {
    return "select: gumbo drops tags inside it, as the standard did before 2025; now they stay (we "
           "are right)";
  }
  return "";
}

void compare(std::string_view html, const std::string& where, Tally& tally) {
  Limits limits;
  limits.html_tokens = html.size() + 1;
  HtmlText text;
  read_html(html, limits, text);
  const test::TreeReading tree = test::reading_of_gumbo(html);
  const std::string own = test::in_source_order(text);
  ++tally.documents;
  tally.bytes += html.size();
  if (own == tree.all) {
    ++tally.equal;
    return;
  }
  const std::string name = class_of(own, tree);
  if (!name.empty()) {
    ++tally.classes[name];
    return;
  }
  ++tally.differing;
  const auto differ = std::mismatch(own.begin(), own.end(), tree.all.begin(), tree.all.end());
  const auto at = static_cast<std::size_t>(differ.first - own.begin());
  const std::size_t from = at < 20 ? 0 : at - 20;
  std::printf("%s: differs at %zu of %zu/%zu\n  own  %.60s\n  tree %.60s\n", where.c_str(), at,
              own.size(), tree.all.size(), own.substr(from, 60).c_str(),
              tree.all.substr(from, 60).c_str());
}

class HtmlParts final : public ParsedMailSink {
 public:
  HtmlParts(std::string where, Tally& tally) : where_(std::move(where)), tally_(tally) {}

  void on_mail(const ParsedMail& mail) override {
    for (const Part& part : mail.parts) {
      if (part.type != "text" || part.subtype != "html" || part.is_container) continue;
      std::string decoded, utf8;
      SourceMap map;
      Defects defects;
      const std::string_view encoded = mail.bytes_of(part.body);
      decode_transfer(encoded, transfer_encoding_named(part.encoding), 0, SIZE_MAX, decoded, map,
                      defects);
      map.clear();
      decode_charset(decoded, part.charset, utf8, map, defects);
      compare(utf8, where_ + " part " + part.path, tally_);
    }
  }

 private:
  std::string where_;
  Tally& tally_;
};

void read_file(const fs::path& path, Tally& tally) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (path.extension() == ".html" || path.extension() == ".htm") {
    std::string utf8;
    SourceMap map;
    Defects defects;
    decode_charset(bytes, "", utf8, map, defects);
    compare(utf8, path.string(), tally);
    return;
  }
  const Limits limits;
  HtmlParts parts(path.string(), tally);
  MailParser parser(limits, parts);
  capture::RawMail mail;
  mail.bytes = bytes;
  parser.on_mail(mail);
}

bool may_be_mail(const fs::path& path) {
  for (const char* other : {".pcap", ".pcapng", ".png", ".jpg", ".tnef", ".rtf", ".msg", ".json",
                            ".yaml", ".cfg", ".xml", ".golden"}) {
    if (path.extension() == other) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  Tally tally;
  for (int index = 1; index < argc; ++index) {
    if (fs::is_regular_file(argv[index])) {
      read_file(argv[index], tally);
      continue;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(argv[index])) {
      if (entry.is_regular_file() && may_be_mail(entry.path())) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) read_file(path, tally);
  }
  std::printf("%zu HTML documents, %zu bytes: %zu alike\n", tally.documents, tally.bytes,
              tally.equal);
  for (const auto& [name, count] : tally.classes) std::printf("%6zu %s\n", count, name.c_str());
  std::printf("%6zu not explained\n", tally.differing);
  return tally.documents > 0 && tally.differing == 0 ? 0 : 1;
}
