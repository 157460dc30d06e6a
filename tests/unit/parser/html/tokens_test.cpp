// The tokenizer. Expected values by hand from the states of the HTML standard, section 13.2.5.

#include "parser/html/tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace constat::parser {
namespace {

// "S:name[a=1,b=]" start, "E:name" end, "T:text", "C" comment; "/" after a self-closing name.
std::string tokens_of(std::string_view html, std::size_t attributes_kept = 100) {
  Tokenizer tokenizer(html, attributes_kept);
  Token token;
  std::string all;
  while (tokenizer.next(token)) {
    if (!all.empty()) all += ' ';
    if (token.kind == TokenKind::kText) all += "T:" + std::string(token.whole);
    if (token.kind == TokenKind::kComment) all += "C";
    if (token.kind == TokenKind::kText || token.kind == TokenKind::kComment) continue;
    all += token.kind == TokenKind::kStartTag ? "S:" : "E:";
    all += token.name;
    if (token.self_closing) all += "/";
    for (const Attribute& attribute : token.attributes) {
      all += "[" + std::string(attribute.name) + "=" + std::string(attribute.value) + "]";
    }
  }
  return all;
}

TEST(Tokenizer, cuts_text_and_tags) {
  EXPECT_EQ(tokens_of("a<b>c</b>d"), "T:a S:b T:c E:b T:d");
  EXPECT_EQ(tokens_of("<DIV\n>"), "S:DIV");
}

TEST(Tokenizer, takes_a_lone_angle_bracket_for_text) {
  EXPECT_EQ(tokens_of("1 < 2 <3 <"), "T:1 < 2 <3 <");
  EXPECT_EQ(tokens_of("a</"), "T:a</");
  EXPECT_EQ(tokens_of("<<b>"), "T:< S:b");
}

TEST(Tokenizer, reads_attributes_in_every_form) {
  EXPECT_EQ(tokens_of("<a b c=d e='f g' h=\"i>j\" k = l>"), "S:a[b=][c=d][e=f g][h=i>j][k=l]");
  EXPECT_EQ(tokens_of("<a b=''c=\"\"d>"), "S:a[b=][c=][d=]");
  EXPECT_EQ(tokens_of("<a =b=c>"), "S:a[=b=c]");
  EXPECT_EQ(tokens_of("<a b=>x"), "S:a[b=] T:x");
  EXPECT_EQ(tokens_of("<a b=c\"d'e=f>"), "S:a[b=c\"d'e=f]");
  EXPECT_EQ(tokens_of("<a\"b=1>"), "S:a\"b=1");
  EXPECT_EQ(tokens_of("<a/b=1/c>"), "S:a[b=1/c]");
}

TEST(Tokenizer, knows_self_closing_tags) {
  EXPECT_EQ(tokens_of("<br/><br /><a b=c/><a b='c'/><a / >"),
            "S:br/ S:br/ S:a[b=c/] S:a/[b=c] S:a");
}

TEST(Tokenizer, reads_comments_in_every_form) {
  EXPECT_EQ(tokens_of("<!-- a > b -->x"), "C T:x");
  EXPECT_EQ(tokens_of("<!-->x"), "C T:x");
  EXPECT_EQ(tokens_of("<!--->x"), "C T:x");
  EXPECT_EQ(tokens_of("<!---->x"), "C T:x");
  EXPECT_EQ(tokens_of("<!--a--!>x"), "C T:x");
  EXPECT_EQ(tokens_of("<!--a--b->c--->x"), "C T:x");
  EXPECT_EQ(tokens_of("<!--<!-- a -->x"), "C T:x");
  EXPECT_EQ(tokens_of("<!--[if !mso]><!-->x<!--<![endif]-->"), "C T:x C");
}

TEST(Tokenizer, reads_what_looks_like_a_comment_up_to_the_bracket) {
  EXPECT_EQ(tokens_of("<!DOCTYPE html PUBLIC \"a>b\">"), "C T:b\">");
  EXPECT_EQ(tokens_of("<?php a ?>x</ p>y</>z"), "C T:x C T:y C T:z");
  EXPECT_EQ(tokens_of("<![CDATA[x>y]]>"), "C T:y]]>");
}

TEST(Tokenizer, drops_a_tag_that_the_end_cuts) {
  EXPECT_EQ(tokens_of("a<b"), "T:a");
  EXPECT_EQ(tokens_of("a<b c='d>e"), "T:a");
  EXPECT_EQ(tokens_of("a<b c="), "T:a");
  EXPECT_EQ(tokens_of("a</b "), "T:a");
  EXPECT_EQ(tokens_of("a<!--b"), "T:a C");
}

TEST(Tokenizer, keeps_the_first_attributes_only) {
  EXPECT_EQ(tokens_of("<a b c d>x", 2), "S:a[b=][c=] T:x");
}

TEST(Tokenizer, reads_raw_text_up_to_its_end_tag) {
  Tokenizer tokenizer("<title>a</b></titles></TITLE >c", 10);
  Token token;
  ASSERT_TRUE(tokenizer.next(token));
  tokenizer.read_raw_text(token.name);
  ASSERT_TRUE(tokenizer.next(token));
  EXPECT_EQ(token.whole, "a</b></titles>");
  ASSERT_TRUE(tokenizer.next(token));
  EXPECT_EQ(token.kind, TokenKind::kEndTag);
  ASSERT_TRUE(tokenizer.next(token));
  EXPECT_EQ(token.whole, "c");
  EXPECT_FALSE(tokenizer.next(token));
}

TEST(Tokenizer, hands_out_every_byte_once) {
  const std::string html = "<!doctype html><p class=x>a &lt; b</p><!-- c --><br/>d<e";
  Tokenizer tokenizer(html, 10);
  Token token;
  std::string all;
  while (tokenizer.next(token)) all += token.whole;
  EXPECT_EQ(all, html.substr(0, html.size() - 2));  // all but the cut tag
}

}  // namespace
}  // namespace constat::parser
