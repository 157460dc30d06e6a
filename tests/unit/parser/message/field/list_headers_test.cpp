#include "parser/message/field/list_headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using testing::ElementsAre;

struct Uris {
  explicit Uris(const std::string& value)
      : parsed("List-Unsubscribe: " + value + "\r\n\r\n"), malformed(!parsed.mail.defects.empty()) {
    for (const ListUri& uri : parsed.mail.header.list_unsubscribe) {
      uris.push_back(uri.uri);
      written.push_back(parsed.at(uri.where));
    }
  }
  Parsed parsed;
  bool malformed;
  std::vector<std::string> uris;
  std::vector<std::string> written;
};

TEST(ListHeaders, reads_the_examples_of_rfc_2369_section_3_2) {
  const Uris one("<mailto:list@host.com?subject=unsubscribe>");
  EXPECT_THAT(one.uris, ElementsAre("mailto:list@host.com?subject=unsubscribe"));
  EXPECT_FALSE(one.malformed);
  const Uris two(
      "(Use this command to get off the list)\r\n"
      "     <mailto:list-manager@host.com?body=unsubscribe%20list>");
  EXPECT_THAT(two.uris, ElementsAre("mailto:list-manager@host.com?body=unsubscribe%20list"));
  EXPECT_FALSE(two.malformed);
  const Uris three(
      "<http://www.host.com/list.cgi?cmd=unsub&lst=list>,\r\n"
      "   <mailto:list-request@host.com?subject=unsubscribe>");
  EXPECT_THAT(three.uris, ElementsAre("http://www.host.com/list.cgi?cmd=unsub&lst=list",
                                      "mailto:list-request@host.com?subject=unsubscribe"));
  EXPECT_EQ(three.uris, three.written);
  EXPECT_FALSE(three.malformed);
}

TEST(ListHeaders, reads_the_example_of_rfc_8058_section_8) {
  const Parsed p(
      "List-Unsubscribe: <https://example.com/unsubscribe/opaquepart>\r\n"
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n");
  EXPECT_EQ(p.mail.header.list_unsubscribe.at(0).uri, "https://example.com/unsubscribe/opaquepart");
  EXPECT_EQ(p.mail.header.list_unsubscribe_post.at(0).text, "List-Unsubscribe=One-Click");
  EXPECT_TRUE(p.mail.defects.empty());
  EXPECT_TRUE(Parsed("List-Unsubscribe-Post: yes\n\n").has(DefectKind::kOneClickMalformed));
}

TEST(ListHeaders, allows_tabs_and_line_ends_between_uris) {
  const Uris uris("<mailto:a@b.example>,\r\n\t<https://b.example/u>\t,\r\n <https://c.example/>");
  EXPECT_EQ(uris.uris.size(), 3u);
  EXPECT_FALSE(uris.malformed);
}

TEST(ListHeaders, removes_white_space_inside_brackets) {
  const Uris uris("<https://b.example/un\r\n subscribe? x=1>");
  EXPECT_THAT(uris.uris, ElementsAre("https://b.example/unsubscribe?x=1"));
  EXPECT_THAT(uris.written, ElementsAre("https://b.example/un\r\n subscribe? x=1"));
  EXPECT_TRUE(uris.malformed);
}

TEST(ListHeaders, reads_on_without_brackets) {
  for (const char* text :
       {"https://b.example/u, mailto:a@b.example", "<https://b.example/u, <mailto:a@b.example>",
        "click https://b.example/u or mailto:a@b.example",
        "<https://b.example/u><mailto:a@b.example> x"}) {
    const Uris uris(text);
    EXPECT_THAT(uris.uris, ElementsAre("https://b.example/u", "mailto:a@b.example")) << text;
    EXPECT_TRUE(uris.malformed) << text;
  }
  EXPECT_TRUE(Uris("none").malformed);
  EXPECT_TRUE(Uris("<>").malformed);
  EXPECT_TRUE(Uris("").malformed);
}

TEST(ListHeaders, keeps_uris_of_several_fields_apart) {
  const Parsed p(
      "List-Unsubscribe: <mailto:a@b.example>\nlist-unsubscribe: <https://b.example/>\n\n");
  ASSERT_EQ(p.mail.header.list_unsubscribe.size(), 2u);
  EXPECT_EQ(p.mail.header.list_unsubscribe[1].field, 1u);
  EXPECT_EQ(p.mail.header.list_unsubscribe_fields, 2u);
  EXPECT_TRUE(p.has(DefectKind::kListFieldRepeated));
}

TEST(ListHeaders, decodes_a_field_written_as_encoded_words) {
  const Uris uris(
      "=?us-ascii?Q?=3Cmailto=3Aa=40b=2Eexample=3E=2C?=\r\n "
      "=?us-ascii?Q?_=3Chttps=3A=2F=2Fb=2Eexample=3E?=");
  EXPECT_THAT(uris.uris, ElementsAre("mailto:a@b.example", "https://b.example"));
  EXPECT_TRUE(uris.malformed);
}

// What is odd and where: "kind text".
std::vector<std::string> explained(const std::string& value) {
  const Uris uris(value);
  std::vector<std::string> out;
  for (const Defect& defect : uris.parsed.mail.defects) {
    out.push_back(std::string(name_of(defect.kind)) + " " + uris.parsed.at(defect.where));
  }
  return out;
}

TEST(ListHeaders, explains_each_defect_at_its_place) {  // RFC 2369 section 2
  EXPECT_THAT(explained("https://b.example/u"),
              ElementsAre("list_uri_not_bracketed https://b.example/u"));
  EXPECT_THAT(explained("<https://b.example/u, <mailto:a@b.example>"),
              ElementsAre("list_bracket_not_closed <https://b.example/u, "));
  EXPECT_THAT(explained("<https://b.exa\r\n mple/u>"),
              ElementsAre("list_uri_white_space https://b.exa\r\n mple/u"));
  EXPECT_THAT(explained("<https://b.example/> <mailto:a@b.example>"),
              ElementsAre("list_separator_missing mailto:a@b.example"));
  EXPECT_THAT(explained("please click <https://b.example/> (x), now"),
              ElementsAre("list_text_outside please click", "list_text_outside now"));
  EXPECT_THAT(
      explained("<unsubscribe me>, <https://b.example/?x={{u}}>"),
      ElementsAre("list_uri_white_space unsubscribe me", "list_uri_malformed unsubscribe me",
                  "list_uri_malformed https://b.example/?x={{u}}"));
  EXPECT_THAT(explained("<>, <https://b.example/>"), ElementsAre("list_uri_malformed "));
  EXPECT_THAT(explained("(x <https://b.example/>"),
              ElementsAre("list_text_outside (x", "list_header_malformed (x <https://b.example/>"));
  EXPECT_THAT(explained("=?us-ascii?Q?=3Chttps=3A=2F=2Fb=2Eexample=3E?="),
              ElementsAre("list_field_encoded =?us-ascii?Q?=3Chttps=3A=2F=2Fb=2Eexample=3E?="));
  EXPECT_THAT(explained(" , ,<https://b.example/>,"), ElementsAre());
}

TEST(ListHeaders, decodes_encoded_words_inside_brackets) {
  const Uris uris("<=?us-ascii?Q?https=3A=2F=2Fb=2Eexample?=\r\n =?us-ascii?Q?=2Fu=3Fx=3D1?=>");
  EXPECT_THAT(uris.uris, ElementsAre("https://b.example/u?x=1"));
  EXPECT_TRUE(uris.parsed.has(DefectKind::kListFieldEncoded));
}

TEST(ListHeaders, reads_the_other_fields_of_rfc_2369) {
  const Parsed p(
      "List-Help: <ftp://ftp.host.com/list.txt> (FTP),\n   <mailto:list@host.com?subject=help>\n"
      "List-Subscribe: <mailto:list@host.com?subject=subscribe>\n"
      "List-Post: NO (posting not allowed on this list)\n"
      "List-Owner: <mailto:listmom@host.com> (Contact Person for Help)\n"
      "List-Archive: <http://www.host.com/list/archive/> (Web Archive)\n\n");
  const Header& header = p.mail.header;
  EXPECT_EQ(header.list_help.at(1).uri, "mailto:list@host.com?subject=help");
  EXPECT_EQ(header.list_subscribe.at(0).uri, "mailto:list@host.com?subject=subscribe");
  EXPECT_TRUE(header.list_post.empty());
  EXPECT_EQ(header.list_owner.at(0).uri, "mailto:listmom@host.com");
  EXPECT_EQ(header.list_archive.at(0).uri, "http://www.host.com/list/archive/");
  EXPECT_TRUE(p.mail.defects.empty());
}

TEST(ListHeaders, counts_uris_beyond_the_cap_once) {
  Limits limits;
  limits.links_per_mail = 2;
  const Parsed p("List-Unsubscribe: <a:1>,<a:2>,<a:3>,<a:4>\n\n", limits);
  EXPECT_EQ(p.mail.header.list_unsubscribe.size(), 2u);
  EXPECT_EQ(p.count(DefectKind::kListLimit), 1u);
}

TEST(ListHeaders, notes_odd_identifiers) {  // RFC 2919 section 3
  const auto odd = [](const std::string& value) {
    return Parsed("List-Id: " + value + "\n\n").has(DefectKind::kListIdMalformed);
  };
  for (const char* good :
       {"<a.example>", "\"Lena's <friends>\" <b.example>", "=?utf-8?Q?=C3=A9?= <b.example> (c)",
        "0Jks9449.list-id.cmu.edu <0Jks9449.list-id.cmu.edu>"}) {
    EXPECT_FALSE(odd(good)) << good;
  }
  for (const char* bad : {"a.example", "<a.example", "<a b.example>", "<>", "", "<a> x", "<a> <b>",
                          "<a@b.example>"}) {
    EXPECT_TRUE(odd(bad)) << bad;
  }
}

TEST(ListHeaders, takes_the_identifier_of_list_id) {  // RFC 2919 section 3
  const Parsed p(
      "List-Id: List Header Mailing List <list-header.nisto.com>\n"
      "List-Id: bare.example\n\n");
  EXPECT_EQ(p.mail.header.list_id.at(0).text, "list-header.nisto.com");
  EXPECT_EQ(p.mail.header.list_id.at(1).text, "bare.example");
}

}  // namespace
}  // namespace constat::parser
