#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// --- header ---

TEST(MeansToStop, gives_one_fact_for_each_uri_of_the_header) {
  const Reading mail = read_header(
      "From: a@exemple.fr\n"
      "List-Unsubscribe: <mailto:stop@exemple.fr?subject=unsub>, <https://exemple.fr/u/1>,\n "
      "<http://exemple.fr/u/2>\n"
      "List-Unsubscribe: <sms:+33600000000>\n");
  EXPECT_THAT(mail.values("optout.header.mailto"),
              ElementsAre("mailto:stop@exemple.fr?subject=unsub"));
  EXPECT_THAT(mail.values("optout.header.https"), ElementsAre("https://exemple.fr/u/1"));
  EXPECT_THAT(mail.values("optout.header.http"), ElementsAre("http://exemple.fr/u/2"));
  EXPECT_THAT(mail.values("optout.header.other"), ElementsAre("sms:+33600000000"));
  EXPECT_THAT(mail.bytes_of("optout.header.https"), HasSubstr("https://exemple.fr/u/1"));
  EXPECT_EQ(mail.fact("optout.header.https").part, "0");
  EXPECT_THAT(mail.fact("optout.header.https").quote, HasSubstr("<https://exemple.fr/u/1>"));
}

TEST(MeansToStop, sees_one_click_only_beside_an_https_uri) {
  // RFC 8058 section 8.1
  const Reading with_https = read_header(
      "From: a@example.com\nList-Unsubscribe: <https://example.com/unsubscribe/opaquepart>\n"
      "List-Unsubscribe-Post: list-unsubscribe=ONE-CLICK\n");
  EXPECT_THAT(with_https.ids("optout.header.one"), ElementsAre("optout.header.one_click"));
  const Reading mailto_only = read_header(
      "From: a@example.com\nList-Unsubscribe: <mailto:u@example.com>\nList-Unsubscribe-Post: "
      "List-Unsubscribe=One-Click\n");
  EXPECT_THAT(mailto_only.ids("optout.header.one"),
              ElementsAre("optout.header.one_click_without_https"));
}

TEST(MeansToStop, names_a_one_click_header_of_other_content_malformed) {
  const Reading mail = read_header(
      "From: a@example.com\nList-Unsubscribe: <https://example.com/u>\nList-Unsubscribe-Post: "
      "One-Click\n");
  EXPECT_THAT(mail.values("optout.header.malformed"), ElementsAre("One-Click"));
  EXPECT_THAT(mail.ids("optout.header.one"), IsEmpty());
}

TEST(MeansToStop, names_a_header_without_a_readable_uri_malformed) {
  EXPECT_THAT(read_header("From: a@b.fr\nList-Unsubscribe: click here\n").ids("optout.header"),
              ElementsAre("optout.header.malformed"));
  EXPECT_THAT(read_header("From: a@b.fr\nList-Unsubscribe: <https:///u>\n").ids("optout.header"),
              ElementsAre("optout.header.malformed"));
  EXPECT_THAT(read_header("From: a@b.fr\nList-Unsubscribe: <mailto:>\n").ids("optout.header"),
              ElementsAre("optout.header.malformed"));
}

TEST(MeansToStop, sees_a_merge_tag_in_the_header) {
  EXPECT_THAT(read_header("From: a@b.fr\nList-Unsubscribe: <*|UNSUB|*>\n").ids("optout.header"),
              ElementsAre("optout.header.merge_tag"));
  EXPECT_THAT(read_header("From: a@b.fr\nList-Unsubscribe: <https://b.fr/{{unsubscribe_key}}>\n")
                  .ids("optout.header"),
              ElementsAre("optout.header.merge_tag"));
}

// --- links ---

TEST(MeansToStop, finds_links_by_their_words_in_french_and_english) {
  for (const std::string_view words :
       {"Se désabonner", "SE DÉSABONNER", "Se de\xCC\x81sabonner", "Désinscription",
        "me désinscrire", "Ne plus recevoir nos offres", "Gérer mes préférences",
        "Je ne souhaite plus recevoir\n d’e-mails", "Exercer mon droit d’opposition", "STOP",
        "Unsubscribe", "opt-out", "Opt out", "Manage preferences", "Email preferences",
        "Stop receiving these emails", "Unsub\xC2\xADscribe", "Ｕｎｓｕｂｓｃｒｉｂｅ"}) {
    const Reading mail = read_html("<p>Bonjour</p><a href=\"https://exemple.fr/x/1\">" +
                                   std::string(words) + "</a>");
    EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.link")) << words;
    EXPECT_THAT(mail.values("optout.body.link"), ElementsAre("https://exemple.fr/x/1")) << words;
    EXPECT_EQ(mail.bytes_of("optout.body.link"), "https://exemple.fr/x/1") << words;
  }
}

TEST(MeansToStop, takes_no_other_link_for_one) {
  for (const std::string_view words :
       {"Nos offres", "S’abonner", "Subscribe", "Vous êtes désabonné", "Préférez-vous le bleu ?",
        "Non-stop", "stopover"}) {
    EXPECT_THAT(
        read_html("<a href=\"https://exemple.fr/x\">" + std::string(words) + "</a>").ids("optout."),
        IsEmpty())
        << words;
  }
}

TEST(MeansToStop, finds_a_link_by_the_words_of_its_url) {
  for (const std::string_view url :
       {"https://exemple.fr/unsubscribe?id=1", "https://exemple.fr/fr/desinscription/1",
        "https://exemple.fr/D%C3%A9sabonnement", "https://exemple.fr/?action=opt-out",
        "https://exemple.fr/listunsub.php", "https://unsubscribe.exemple.fr/1"}) {
    EXPECT_THAT(read_html("<a href=\"" + std::string(url) + "\">Voir</a>").ids("optout."),
                ElementsAre("optout.body.link"))
        << url;
  }
  for (const std::string_view url :
       {"https://exemple.fr/subscribe", "https://optout.fr/offre", "https://exemple.fr/non-stop"}) {
    EXPECT_THAT(read_html("<a href=\"" + std::string(url) + "\">Voir</a>").ids("optout."),
                IsEmpty())
        << url;
  }
}

TEST(MeansToStop, tells_a_bare_url_once) {
  EXPECT_THAT(read_plain("Go here: https://example.com/optout\n").ids("optout."),
              ElementsAre("optout.body.link"));
  EXPECT_THAT(read_plain("http://example.com/remove.html\n").ids("optout."),
              ElementsAre("optout.body.link"));
}

TEST(MeansToStop, finds_a_link_by_the_text_of_its_image) {
  const Reading mail = read_html(
      "<a href=\"https://exemple.fr/x\"><img src=\"https://exemple.fr/i.png\" alt=\"Se "
      "désabonner\"></a>");
  EXPECT_THAT(mail.values("optout.body.link"), ElementsAre("https://exemple.fr/x"));
}

TEST(MeansToStop, finds_a_link_by_the_sentence_around_it) {
  EXPECT_THAT(read_html("Pour vous désabonner, <a href=\"https://exemple.fr/x\">cliquez ici</a>.")
                  .values("optout.body.link"),
              ElementsAre("https://exemple.fr/x"));
  EXPECT_THAT(
      read_html("<a href=\"https://example.com/x\">Click here</a> to stop receiving these emails.")
          .values("optout.body.link"),
      ElementsAre("https://example.com/x"));
  EXPECT_THAT(read_html("<p>Pour ne plus recevoir nos offres :</p><p><a "
                        "href=\"https://exemple.fr/x\">cliquez ici</a></p>")
                  .values("optout.body.link"),
              ElementsAre("https://exemple.fr/x"));
}

TEST(MeansToStop, gives_a_sentence_to_the_link_it_speaks_of) {
  const Reading mail = read_html(
      "Découvrez l’offre <a href=\"https://exemple.fr/offre\">ici</a>. Pour vous désabonner, "
      "cliquez <a href=\"https://exemple.fr/fin\">ici</a>. "
      "Nos conditions sont <a href=\"https://exemple.fr/cgv\">ici</a>.");
  EXPECT_THAT(mail.values("optout.body.link"), ElementsAre("https://exemple.fr/fin"));
}

TEST(MeansToStop, reads_bare_urls_of_plain_text_by_the_words_before_them) {
  const Reading mail = read_plain(
      "Nos offres : https://exemple.fr/offre\nSe désabonner :\nhttps://exemple.fr/fin\nMentions : "
      "https://exemple.fr/mentions\n");
  EXPECT_THAT(mail.values("optout.body.link"), ElementsAre("https://exemple.fr/fin"));
  EXPECT_EQ(mail.bytes_of("optout.body.link"), "https://exemple.fr/fin");
  EXPECT_EQ(mail.fact("optout.body.link").part, "1");
}

TEST(MeansToStop, names_mail_links_apart) {
  const Reading mail =
      read_html("<a href=\"mailto:stop@exemple.fr?subject=stop\">Se désinscrire</a>");
  EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.mailto"));
  EXPECT_THAT(
      read_html(
          "Pour vous désabonner, écrivez à <a href=\"mailto:stop@exemple.fr\">stop@exemple.fr</a>")
          .ids("optout."),
      ElementsAre("optout.body.mailto"));
}

TEST(MeansToStop, names_links_hidden_by_style_apart) {
  const Reading mail = read_html(
      "<p>Bonjour</p><div style=\"display:none\"><a href=\"https://exemple.fr/x\">Se "
      "désabonner</a></div>");
  EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.hidden_link"));
}

TEST(MeansToStop, names_links_that_lead_nowhere_apart) {
  for (const std::string_view url : {"", "#", "https://", "javascript:void(0)"}) {
    EXPECT_THAT(read_html("<a href=\"" + std::string(url) + "\">Unsubscribe</a>").ids("optout."),
                ElementsAre("optout.body.link_without_target"))
        << url;
  }
}

TEST(MeansToStop, sees_merge_tags_in_links) {
  for (const std::string_view url : {"*|UNSUB|*", "{{unsubscribe}}", "%%unsubscribe_url%%",
                                     "[UNSUBSCRIBE]", "https://exemple.fr/{{unsubscribe_link}}",
                                     "%7B%7Bunsubscribe%7D%7D", "{{ lien }}", "<%unsubscribe%>"}) {
    const Reading mail = read_html("<a href=\"" + std::string(url) + "\">Se désabonner</a>");
    EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.merge_tag")) << url;
  }
}

TEST(MeansToStop, sees_merge_tags_in_text) {
  for (const std::string_view tag : {"*|UNSUB|*", "{{unsubscribe}}", "{{ lien_desabonnement }}",
                                     "%%unsubscribe%%", "[UNSUBSCRIBE_LINK]", "##unsubscribe##"}) {
    const Reading mail = read_plain("Bonjour,\n\nVoir " + std::string(tag) + " en bas.\n");
    EXPECT_THAT(mail.values("optout.body.merge_tag"), ElementsAre(std::string(tag))) << tag;
    EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.merge_tag")) << tag;
  }
}

TEST(MeansToStop, takes_brackets_around_a_link_for_decoration) {
  EXPECT_THAT(read_plain("[Unsubscribe]\nhttps://example.com/u\n").ids("optout."),
              ElementsAre("optout.body.link"));
  EXPECT_THAT(read_plain("[UNSUBSCRIBE] https://example.com/u\n").ids("optout."),
              ElementsAre("optout.body.link"));
}

// --- instructions ---

TEST(MeansToStop, finds_instructions_without_a_link) {
  for (const std::string_view words :
       {"Répondez STOP à ce message.", "Pour ne plus recevoir nos offres, écrivez à nos bureaux.",
        "Envoyez « STOP » au 36180.", "Reply with unsubscribe in the subject.",
        "To stop receiving these mails, contact us.", "To unsubscribe, reply to this message.",
        "Désabonnement : appelez le 01 23 45 67 89."}) {
    EXPECT_THAT(read_plain(std::string(words) + "\n").ids("optout."),
                ElementsAre("optout.body.wording"))
        << words;
  }
}

TEST(MeansToStop, gives_the_address_of_an_instruction) {
  EXPECT_THAT(
      read_plain("Se désabonner : stop arobase, ou fin@exemple.fr\n").values("optout.body.wording"),
      ElementsAre("fin@exemple.fr"));
}

TEST(MeansToStop, takes_the_address_of_somebody_who_asks_for_no_instruction) {
  const Reading mail = read(
      "From: Ana <ana@boite.example>\nTo: stop@ferme.example\n\n"
      "Je ne souhaite plus recevoir vos offres. Merci de retirer mon adresse\n"
      "ana@boite.example de votre liste.\n");
  EXPECT_THAT(mail.ids("optout.body."), ElementsAre("optout.body.mention"));
  const Reading offer = read(
      "From: Ferme <ferme@ferme.example>\nTo: ana@boite.example\n\n"
      "Pour retirer votre adresse de notre liste, stop@ferme.example.\n");
  EXPECT_THAT(offer.ids("optout.body."), ElementsAre("optout.body.wording"));
}

TEST(MeansToStop, takes_a_recipients_own_address_for_no_instruction) {
  EXPECT_THAT(read_plain("Envoyé à jeanne@example.org, désabonnement possible\n").ids("optout."),
              ElementsAre("optout.body.mention"));
}

TEST(MeansToStop, keeps_surcharged_numbers_apart) {
  for (const std::string_view number : {"0899 12 34 56", "08 99 12 34 56", "08.99.12.34.56",
                                        "+33 8 99 12 34 56", "0033 899 123 456"}) {
    const Reading mail =
        read_plain("Pour ne plus recevoir nos offres, appelez le " + std::string(number) + ".\n");
    EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.premium_number")) << number;
    EXPECT_THAT(mail.values("optout.body.premium_number"), ElementsAre("+33899123456")) << number;
  }
}

TEST(MeansToStop, counts_no_negated_wording) {
  for (const std::string_view words :
       {"Vous ne pouvez pas vous désabonner de ces messages.",
        "Le désabonnement n’est pas possible.", "You cannot unsubscribe from service messages.",
        "It is not possible to opt out.", "Il est impossible de se désinscrire."}) {
    EXPECT_THAT(read_plain(std::string(words) + "\n").ids("optout."),
                ElementsAre("optout.body.negated"))
        << words;
  }
  EXPECT_THAT(read_html("<a href=\"https://example.com/why\">Why you cannot unsubscribe</a>")
                  .ids("optout."),
              ElementsAre("optout.body.negated"));
}

TEST(MeansToStop, sees_no_negation_beyond_a_clause) {
  EXPECT_THAT(
      read_html(
          "If you cannot see this mail, <a href=\"https://example.com/u\">unsubscribe here</a>")
          .ids("optout."),
      ElementsAre("optout.body.link"));
  EXPECT_THAT(
      read_plain(
          "Vous ne pouvez pas lire ce message ? Désabonnez-vous en écrivant à fin@exemple.fr\n")
          .ids("optout."),
      ElementsAre("optout.body.wording"));
}

TEST(MeansToStop, names_words_that_lead_nowhere_a_mention) {
  EXPECT_THAT(read_plain("Se désabonner\n").ids("optout."), ElementsAre("optout.body.mention"));
}

TEST(MeansToStop, leaves_quoted_lines_of_plain_text_out) {
  EXPECT_THAT(read_plain("Merci.\n\n> Se désabonner : https://autre.fr/unsubscribe\n> Répondez "
                         "STOP\nBien à vous\n")
                  .ids("optout."),
              IsEmpty());
  EXPECT_THAT(read_plain("> Bonjour\nSe désabonner : https://exemple.fr/x\n").ids("optout."),
              ElementsAre("optout.body.link"));
}

TEST(MeansToStop, reads_every_part_of_an_alternative) {
  const Reading mail = read(
      "From: a@exemple.fr\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nSe desabonner : https://exemple.fr/1\n"
      "--b\nContent-Type: text/html\n\n<a href=\"https://exemple.fr/2\">Se "
      "d&eacute;sabonner</a>\n--b--\n");
  ASSERT_THAT(mail.values("optout.body.link"),
              ElementsAre("https://exemple.fr/1", "https://exemple.fr/2"));
  EXPECT_EQ(mail.fact("optout.body.link").part, "1");
}

TEST(MeansToStop, leaves_attached_messages_out) {
  const Reading mail = read(
      "From: a@exemple.fr\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
      "boundary=b\n\n--b\nContent-Type: text/plain\n\nVoir joint.\n"
      "--b\nContent-Type: message/rfc822\n\nFrom: c@autre.fr\nList-Unsubscribe: "
      "<https://autre.fr/u>\n\nUnsubscribe: https://autre.fr/unsubscribe\n--b--\n");
  EXPECT_THAT(mail.ids("optout."), IsEmpty());
}

TEST(MeansToStop, quotes_the_words_around_and_not_more_than_the_cap) {
  const std::string filler(400, 'x');
  const Reading mail =
      read_plain(filler + " voilà " +
                 "été ainsi, pour vous désabonner écrivez à fin@exemple.fr et " + filler + "\n");
  const std::string& quote = mail.fact("optout.body.wording").quote;
  EXPECT_THAT(quote, HasSubstr("désabonner écrivez à fin@exemple.fr"));
  EXPECT_LE(quote.size(), Limits{}.quote_bytes);
}

}  // namespace
}  // namespace constat::classifier::testing
