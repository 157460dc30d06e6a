// Means to stop in the six languages besides French and English, and what is none in them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(MeansToStopLanguages, finds_links_by_their_words) {
  for (const std::string_view words : {"Abmelden",
                                       "Newsletter abbestellen",
                                       "Hier vom Newsletter abmelden",
                                       "Abmeldelink",
                                       "Darse de baja",
                                       "Baja",
                                       "Cancelar suscripción",
                                       "Dejar de recibir estos correos",
                                       "Disiscriviti",
                                       "Cancella iscrizione",
                                       "Non desideri più ricevere queste email?",
                                       "Uitschrijven",
                                       "Afmelden",
                                       "Voorkeuren beheren",
                                       "Cancelar a subscrição",
                                       "Remover",
                                       "Descadastrar",
                                       "Deixar de receber",
                                       "Wypisz się",
                                       "Rezygnuję",
                                       "Anuluj subskrypcję",
                                       "Zarządzaj subskrypcją"}) {
    const Reading mail =
        read_html("<a href=\"https://exemple.fr/x\">" + std::string(words) + "</a>");
    EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.link")) << words;
  }
}

TEST(MeansToStopLanguages, finds_links_by_the_sentence_around_them) {
  for (const std::string_view sentence :
       {"Wenn Sie keinen Newsletter mehr erhalten möchten, <a href=\"https://e.fr/x\">klicken Sie "
        "hier</a>.",
        "Si no desea recibir más correos, <a href=\"https://e.fr/x\">pulse aquí</a>.",
        "Se non desidera ricevere altre email <a href=\"https://e.fr/x\">clicchi qui</a>.",
        "Wil je deze mail niet meer ontvangen? Je kunt je afmelden via <a "
        "href=\"https://e.fr/x\">deze link</a>.",
        "Se não deseja receber mais mensagens, <a href=\"https://e.fr/x\">clique aqui</a>.",
        "Jeśli nie chcesz otrzymywać wiadomości, <a href=\"https://e.fr/x\">kliknij tutaj</a>."}) {
    EXPECT_THAT(read_html(sentence).values("optout.body.link"), ElementsAre("https://e.fr/x"))
        << sentence;
  }
}

TEST(MeansToStopLanguages, finds_instructions) {
  for (const std::string_view words :
       {"Antworten Sie mit „STOP“ auf diese Nachricht.",
        "Um sich abzumelden: Newsletter abbestellen, schreiben Sie an uns.",
        "Responda BAJA a este mensaje.", "Para darse de baja, envíe un correo a nuestra oficina.",
        "Rispondi STOP.", "Per non ricevere più comunicazioni, scrivi a noi.", "Antwoord met STOP.",
        "Uitschrijven kan per e-mail.", "Responda REMOVER.",
        "Para cancelar a subscrição, envie um e-mail.", "Odpisz STOP.",
        "Aby się wypisać: wypisz się, napisz do nas."}) {
    EXPECT_THAT(read_plain(std::string(words) + "\n").ids("optout."),
                ElementsAre("optout.body.wording"))
        << words;
  }
}

TEST(MeansToStopLanguages, counts_no_negated_wording) {
  for (const std::string_view words :
       {"Eine Abmeldung ist nicht möglich.", "No es posible darse de baja.",
        "Non è possibile cancellare l’iscrizione.", "Uitschrijven is niet mogelijk.",
        "Não é possível cancelar a subscrição.", "Nie można anulować subskrypcji."}) {
    EXPECT_THAT(read_plain(std::string(words) + "\n").ids("optout."),
                ElementsAre("optout.body.negated"))
        << words;
  }
}

TEST(MeansToStopLanguages, takes_no_other_words_for_one) {
  for (const std::string_view words :
       {"Jetzt anmelden", "Die Anmeldung ist offen", "La planta baja está libre", "Baja California",
        "Iscriviti ora", "Schrijf je in", "Assine já", "Subscreva a newsletter", "Zapisz się",
        "Stop the press", "Bus stop", "Nous ne nous arrêtons pas: non-stop", "Remover manchas"}) {
    EXPECT_THAT(
        read_html("<a href=\"https://exemple.fr/x\">" + std::string(words) + "</a>").ids("optout."),
        IsEmpty())
        << words;
    EXPECT_THAT(read_plain(std::string(words) + "\n").ids("optout."), IsEmpty()) << words;
  }
}

TEST(MeansToStopLanguages, takes_stop_words_of_a_link_only_where_they_are_all_of_it) {
  EXPECT_THAT(read_plain("Stop\n").ids("optout."), IsEmpty());
  EXPECT_THAT(read_html("<a href=\"https://e.fr/x\">Stop and think</a>").ids("optout."), IsEmpty());
  EXPECT_THAT(read_html("<a href=\"https://e.fr/x\">STOP</a>").ids("optout."),
              ElementsAre("optout.body.link"));
}

// 081 and 082 cost more than a call too (ARCEP 2018-0881).
TEST(MeansToStopLanguages, keeps_every_range_of_surcharged_numbers_apart) {
  for (const std::string_view number : {"0810 12 34 56", "0825 123 456", "08 92 12 34 56"}) {
    EXPECT_THAT(
        read_plain("Désabonnement : appelez le " + std::string(number) + ".\n").ids("optout."),
        ElementsAre("optout.body.premium_number"))
        << number;
  }
}

TEST(MeansToStopLanguages, leaves_out_what_a_reply_quotes_below_its_own_words) {
  const Reading mail = read(
      "From: a@b.fr\nIn-Reply-To: <1@c.fr>\nContent-Type: text/html; charset=utf-8\n\n"
      "<p>Merci.</p><div>On Mon, 3 Mar 2026, News wrote:</div><blockquote><a "
      "href=\"https://c.fr/unsubscribe\">Unsubscribe</a></blockquote>\n");
  EXPECT_THAT(mail.ids("optout."), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
