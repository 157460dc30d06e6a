// Links: anchors, areas, forms, buttons; their addresses as written and against <base href>. By
// hand from the HTML standard; addresses from RFC 3986 section 5.4.

#include <gtest/gtest.h>

#include "parser/html/address.h"
#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

HtmlLink only_link(std::string_view html) {
  const HtmlText out = read(html);
  EXPECT_EQ(out.links.size(), 1u) << html;
  return out.links.empty() ? HtmlLink() : out.links[0];
}

TEST(Links, are_read_of_forms_with_the_labels_of_their_buttons) {
  const HtmlLink form = only_link(
      "<form action='https://e.example/stop'>Your address <input name=a>"
      "<input type=submit value='Unsubscribe me'><button>Go <b>on</b></button></form>after");
  EXPECT_EQ(form.kind, LinkKind::kForm);
  EXPECT_EQ(form.url, "https://e.example/stop");
  EXPECT_EQ(form.text, "");
  EXPECT_EQ(form.image_text, "Unsubscribe me Go on");
  EXPECT_EQ(only_link("<form action=1><input type=image alt=Leave src=x></form>").image_text,
            "Leave");
  EXPECT_TRUE(read("<form><button>x</button></form>").links.empty());
}

TEST(Links, are_read_of_buttons_with_an_address_of_their_own) {
  const HtmlText out = read(
      "<form action=1><button formaction=2>Two</button>"
      "<input type=submit formaction=3 value=Three></form>");
  ASSERT_EQ(out.links.size(), 3u);
  EXPECT_EQ(out.links[0].kind, LinkKind::kForm);
  EXPECT_EQ(out.links[1].kind, LinkKind::kButton);
  EXPECT_EQ(out.links[1].url, "2");
  EXPECT_EQ(out.links[1].text, "Two");
  EXPECT_EQ(out.links[2].url, "3");
  EXPECT_EQ(out.links[2].image_text, "Three");
}

TEST(Links, without_target_are_kept_when_they_have_words) {
  const std::string html = "<a>Unsubscribe</a><a name=top>Top</a><a id=i>I</a><a></a><a>\n</a>";
  const HtmlLink link = only_link(html);
  EXPECT_EQ(link.kind, LinkKind::kWithoutTarget);
  EXPECT_EQ(link.url, "");
  EXPECT_EQ(link.text, "Unsubscribe");
  EXPECT_EQ(html.substr(link.where.offset, link.where.length), "<a>");
}

TEST(Links, of_images_have_their_words) {
  EXPECT_EQ(only_link("<a href=1><img alt='Leave us' src=x></a>").image_text, "Leave us");
  EXPECT_EQ(only_link("<a href=1><img alt='' title='Leave us'></a>").image_text, "Leave us");
  EXPECT_EQ(only_link("<a href=1 title='Leave us'><img></a>").image_text, "Leave us");
  EXPECT_EQ(only_link("<a href=1 aria-label='Leave us'></a>").image_text, "Leave us");
  EXPECT_EQ(only_link("<a href=1 title='tip'>words</a>").image_text, "");
  EXPECT_EQ(only_link("<map><area href=1 title=there></map>").image_text, "there");
}

TEST(Links, in_svg_are_links) {
  const HtmlLink link = only_link("<svg><a xlink:href='//e/'><text>go</text></a></svg>");
  EXPECT_EQ(link.url, "//e/");
  EXPECT_EQ(link.text, "go");
}

TEST(Links, stand_in_the_order_of_their_text) {
  const HtmlText out = read(
      "<form action=0>a<a href=1>b</a><map><area href=2></map><button formaction=3>c</button>"
      "</form><a href=4>d</a>");
  ASSERT_EQ(out.links.size(), 5u);
  for (std::size_t index = 0; index < 5; ++index) {
    EXPECT_EQ(out.links[index].url, std::to_string(index));
    EXPECT_GE(out.links[index].text_offset, out.links[index == 0 ? 0 : index - 1].text_offset);
  }
}

TEST(Base, is_the_first_with_an_address_and_holds_of_what_follows) {
  const HtmlText out = read(
      "<base target=x><base href='https://e.example/a/b'><base href='https://f.example/'>"
      "<a href='c?d=1'>x</a><a href='http://g.example/'>y</a>");
  EXPECT_EQ(out.base, "https://e.example/a/b");
  ASSERT_EQ(out.links.size(), 2u);
  EXPECT_EQ(out.links[0].url, "c?d=1");
  EXPECT_EQ(out.links[0].resolved, "https://e.example/a/c?d=1");
  EXPECT_EQ(out.links[1].resolved, "http://g.example/");
  EXPECT_EQ(only_link("<a href=c>x").resolved, "");
}

// RFC 3986 section 5.4, normal and abnormal examples.
TEST(Base, resolves_the_examples_of_the_rfc) {
  const std::pair<const char*, const char*> examples[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
  };
  for (const auto& [address, resolved] : examples) {
    EXPECT_EQ(resolved_against("http://a/b/c/d;p?q", address), resolved) << address;
  }
  EXPECT_EQ(resolved_against("http://a", "g"), "http://a/g");
  EXPECT_EQ(resolved_against("mailto:x@y", "g"), "");
  EXPECT_EQ(resolved_against("a/b", "g"), "");
}

// The forms in use (wording/merge_tag.h); what is left of them must reach the facts as it is.
TEST(MergeTags, stay_as_they_are_in_text_and_links) {
  for (const char* tag : {"%%NAME%%", "{{name}}", "{{ subscriber.email | default: 'x' }}",
                          "*|FNAME|*", "[[first name]]", "${name}", "<%= name %>", "##NAME##",
                          "[UNSUBSCRIBE]", "{{#if x}}", "{$unsub}", "%recipient.name%"}) {
    const std::string html = "<p>Dear " + std::string(tag) + ",</p><a href=\"" + tag + "\">" + tag +
                             "</a><img alt=\"" + tag + "\">";
    const HtmlText out = read(html);
    EXPECT_EQ(out.text, "Dear " + std::string(tag) + ",\n" + tag) << tag;
    ASSERT_EQ(out.links.size(), 1u);
    EXPECT_EQ(out.links[0].url, tag);
    EXPECT_EQ(out.links[0].text, tag);
  }
}

}  // namespace
}  // namespace constat::parser
