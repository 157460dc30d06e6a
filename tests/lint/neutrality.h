// The words of words.txt in a text: for tests of everything the program says.
//
//   EXPECT_THAT(lint::side_taking_words(text), testing::IsEmpty());
#pragma once

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace constat::lint {

// Lower case for ASCII and Latin-1 letters in UTF-8, every run of other signs as one space, with a
// space at both ends. A word of words.txt stands in a text when its folded form stands in the
// folded text.
inline std::string folded(std::string_view text) {
  std::string out = " ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte + 32);
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      out += static_cast<char>(byte);
    } else if (byte == 0xC3 && next >= 0x80 && next <= 0xBF) {  // U+00C0 to U+00FF
      out += static_cast<char>(byte);
      out += static_cast<char>(next < 0xA0 ? next + 0x20 : next);
      ++i;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out.back() == ' ' ? out : out + ' ';
}

inline std::vector<std::string> phrases(const std::string& name) {
  std::ifstream file(std::string(CONSTAT_SOURCE_DIR) + "/tests/lint/" + name);
  std::vector<std::string> all;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') all.push_back(folded(line));
  }
  return all;
}

inline void take_out(const std::string& phrase, std::string& text) {
  for (std::size_t at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at)) {
    text.replace(at, phrase.size(), " ");
  }
}

// Listed words in `text`, the names in allowed.txt excepted. "words.txt is empty" when it was not
// found.
inline std::vector<std::string> side_taking_words(std::string_view text) {
  const std::vector<std::string> words = phrases("words.txt");
  if (words.empty()) return {"words.txt is empty"};
  std::string searched = folded(text);
  for (const std::string& name : phrases("allowed.txt")) take_out(name, searched);
  std::vector<std::string> found;
  for (const std::string& word : words) {
    if (searched.find(word) != std::string::npos) found.push_back(word);
  }
  return found;
}

// An HTML report without its style sheet, its quotations and its markup: what the program says
// itself.
inline std::string own_words_of_html(std::string_view html) {
  std::string out;
  std::string until;  // the element that hides, "" when none
  int depth = 0;
  for (std::size_t i = 0; i < html.size();) {
    if (html[i] != '<') {
      if (until.empty()) out += html[i];
      ++i;
      continue;
    }
    const std::size_t end = html.find('>', i);
    const std::string_view tag = html.substr(i + 1, end - i - 1);
    const bool closes = tag.starts_with('/');
    const std::string_view bare = tag.substr(closes ? 1 : 0);
    const std::string name(bare.substr(0, bare.find(' ')));
    const bool hides = name == "style" || tag.find("class=\"quotation\"") != std::string_view::npos;
    if (until.empty() && hides) until = name, depth = 0;
    if (name == until) depth += closes ? -1 : 1;
    if (depth == 0) until.clear();
    out += ' ';
    if (end == std::string_view::npos) break;
    i = end + 1;
  }
  return out;
}

}  // namespace constat::lint
