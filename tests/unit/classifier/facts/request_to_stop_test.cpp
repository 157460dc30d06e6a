#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> asked(std::string_view subject, std::string_view body,
                               std::string_view more = "") {
  return read("From: Jean <jean@boite.example>\nTo: news@shop.example\nSubject: " +
              std::string(subject) + "\n" + std::string(more) +
              "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" +
              std::string(body))
      .values("request.stop");
}

TEST(RequestToStop, is_a_word_alone_in_the_subject_or_the_first_line) {
  EXPECT_THAT(asked("STOP", "\n"), SizeIs(1));
  EXPECT_THAT(asked("Désabonnement.", "\n"), SizeIs(1));
  EXPECT_THAT(asked("Unsubscribe", "\n"), SizeIs(1));
  EXPECT_THAT(asked("Re: Nos offres", "\n Stop !\n\n> Nos offres\n"), SizeIs(1));
  EXPECT_THAT(asked("Re: Nos offres", "Le bus ne marque pas de stop ici.\n"), IsEmpty());
}

TEST(RequestToStop, is_said_in_the_first_person) {
  for (const std::string_view body :
       {"Bonjour, merci de me désabonner de vos envois.",
        "Je ne souhaite plus recevoir vos offres.", "Please unsubscribe this address.",
        "Kindly remove me from your list", "Bitte tragen Sie mich aus.",
        "No deseo recibir más correos", "Non desidero ricevere altre e-mail", "Schrijf mij uit",
        "Não quero receber mais e-mails", "Nie chcę otrzymywać ofert"}) {
    EXPECT_THAT(asked("Re: x", body), SizeIs(1)) << body;
  }
}

TEST(RequestToStop, is_not_what_is_quoted) {
  EXPECT_THAT(asked("Re: x",
                    "D'accord pour mardi.\n\nLe 1 mars, Shop a écrit :\nMerci de me "
                    "désabonner\n"),
              IsEmpty());
  EXPECT_THAT(asked("Re: x", "Fine.\n> please unsubscribe\n"), IsEmpty());
}

// RFC 2369, 3834: a list says how to stop, a program answers; neither asks.
TEST(RequestToStop, is_not_what_a_list_or_a_program_says) {
  EXPECT_THAT(asked("STOP", "Please unsubscribe\n", "List-Id: <a.example>\n"), IsEmpty());
  EXPECT_THAT(asked("STOP", "x\n", "Auto-Submitted: auto-replied\n"), IsEmpty());
  EXPECT_THAT(asked("STOP", "x\n", "Auto-Submitted: no\n"), SizeIs(1));
}

TEST(RequestToStop, shows_where_it_stands) {
  const Reading mail = read_plain("Merci de me desabonner.\n");
  EXPECT_EQ(mail.bytes_of("request.stop"), "me desabonner");
  EXPECT_EQ(fact_kind("request.stop")->sensitivity, Sensitivity::kContent)
      << "the words of a private person";
}

}  // namespace
}  // namespace constat::classifier::testing
