#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(MergeTags, are_found_in_text_whatever_program_they_are_of) {
  for (const std::string_view tag :
       {"*|FNAME|*", "{{ contact.first_name }}", "%%emailaddr%%", "[[prenom]]", "<%name%>",
        "${firstName}", "##NOM##", "[PRENOM]", "{first_name}", "%EMAIL%",
        "{{first_name|default(\"client\")}}"}) {
    const Reading mail = read_plain("Bonjour " + std::string(tag) + ", merci.\n");
    EXPECT_THAT(mail.values("merge_tag.text"), ElementsAre(std::string(tag))) << tag;
    EXPECT_EQ(mail.bytes_of("merge_tag.text"), tag) << tag;
  }
}

TEST(MergeTags, are_not_what_ordinary_text_has_in_brackets) {
  for (const std::string_view text :
       {"[Bonjour]", "{a, b}", "50 % et 20 %", "100%", "*important*", "### titre ###", "$5 {}",
        "[1]", "{{}}", "a %% b", "[[ ]]", "<% %>", "C# {x}", "[PUB]"}) {
    EXPECT_THAT(read_plain(std::string(text) + "\n").ids("merge_tag."), IsEmpty()) << text;
  }
}

TEST(MergeTags, are_found_in_subject_names_and_links) {
  EXPECT_THAT(
      read_header("From: a@b.fr\nSubject: {{first_name}}, une offre\n").values("merge_tag.subject"),
      ElementsAre("{{first_name}}"));
  EXPECT_THAT(read_header("From: a@b.fr\nTo: \"*|FNAME|*\" <c@d.fr>\n").values("merge_tag.name"),
              ElementsAre("*|FNAME|*"));
  EXPECT_THAT(read_html("<a href=\"https://b.fr/{{id}}\">x</a>").values("merge_tag.link"),
              ElementsAre("{{id}}"));
  EXPECT_THAT(read_html("<img src=\"https://b.fr/o?u=%%ID%%\">").values("merge_tag.link"),
              ElementsAre("%%ID%%"));
}

TEST(MergeTags, of_quoted_lines_are_not_the_senders) {
  EXPECT_THAT(read_plain("Voir ci-dessous\n> Bonjour {{first_name}}\n").ids("merge_tag."),
              IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
