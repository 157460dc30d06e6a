#include "parser/message/plain_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace constat::parser::message {
namespace {

using testing::ElementsAre;

std::vector<std::string> links(std::string_view text) {
  std::vector<ByteRange> found;
  find_plain_links(text, 1000, found);
  std::vector<std::string> out;
  for (const ByteRange& link : found) out.emplace_back(text.substr(link.offset, link.length));
  return out;
}

TEST(PlainLinks, finds_each_scheme) {
  EXPECT_THAT(
      links("see http://a.example/ or HTTPS://B.example?x=1, mailto:u@c.example; tel:+33123"),
      ElementsAre("http://a.example/", "HTTPS://B.example?x=1", "mailto:u@c.example",
                  "tel:+33123"));
}

TEST(PlainLinks, finds_those_of_rfc_3986_appendix_c) {
  EXPECT_THAT(
      links("Yes, Jim, I found it under \"http://www.w3.org/Addressing/\",\n"
            "but you can probably pick it up from <ftp://foo.example.\ncom/rfc/>.  Note the "
            "warning in <http://www.ics.uci.edu/pub/\nietf/uri/historical.html#WARNING>."),
      ElementsAre("http://www.w3.org/Addressing/", "http://www.ics.uci.edu/pub/"));
}

TEST(PlainLinks, leaves_sentence_punctuation_and_unpaired_brackets) {
  EXPECT_THAT(
      links(
          "(http://a.example/x). [https://b.example/]! https://c.example/a_(b) 'http://d.example'"),
      ElementsAre("http://a.example/x", "https://b.example/", "https://c.example/a_(b)",
                  "http://d.example"));
}

TEST(PlainLinks, needs_a_word_start_and_something_after_the_scheme) {
  EXPECT_THAT(
      links("xhttp://a.example hotel: 5 http: http:// http:/x mailto: tel:x tel: 1 http:///x"),
      ElementsAre());
}

TEST(PlainLinks, keeps_at_most_the_cap) {
  std::vector<ByteRange> found;
  EXPECT_FALSE(find_plain_links("http://a http://b http://c", 2, found));
  EXPECT_EQ(found.size(), 2u);
}

TEST(PlainLinks, passes_bombs_in_one_go) {  // robustness M15
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += "http://";
  EXPECT_EQ(links(many).size(), 1u);
  EXPECT_THAT(links(std::string(2'000'000, 'h')), ElementsAre());
  EXPECT_THAT(links(std::string(2'000'000, ':')), ElementsAre());
  EXPECT_THAT(links("http://a" + std::string(1'000'000, ')')), ElementsAre("http://a"));
}

}  // namespace
}  // namespace constat::parser::message
