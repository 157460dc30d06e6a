// How French and English mails say that they can be stopped.

#include "classifier/wording/fold.h"
#include "classifier/wording/tables.h"

namespace constat::classifier::wording {
namespace {

constexpr std::string_view kStopFrench[] = {"desabonner",
                                            "desabonnez",
                                            "desabonnez-vous",
                                            "desabonnement",
                                            "me desabonne",
                                            "desabonne-moi",
                                            "desinscrire",
                                            "desinscrivez",
                                            "desinscrivez-vous",
                                            "desinscription",
                                            "me desinscris",
                                            "plus recevoir",
                                            "plus etre contacte",
                                            "plus etre contactee",
                                            "plus etre sollicite",
                                            "plus etre sollicitee",
                                            "gerer mes preferences",
                                            "gerer vos preferences",
                                            "gerer mon abonnement",
                                            "gerer votre abonnement",
                                            "gerer mes abonnements",
                                            "gerer vos abonnements",
                                            "modifier mes preferences",
                                            "modifier vos preferences",
                                            "preferences de communication",
                                            "preferences d'abonnement",
                                            "preferences email",
                                            "preferences e-mail",
                                            "annuler mon abonnement",
                                            "annuler votre abonnement",
                                            "arreter de recevoir",
                                            "cesser de recevoir",
                                            "retirer de cette liste",
                                            "retirer de notre liste",
                                            "retire de cette liste",
                                            "retire de notre liste",
                                            "retiree de notre liste",
                                            "droit d'opposition",
                                            "vous opposer a la reception",
                                            "vous opposer a recevoir",
                                            "vous y opposer",
                                            "refuser de recevoir",
                                            "supprimer votre adresse",
                                            "supprimer mon adresse",
                                            "lien de desabonnement"};

constexpr std::string_view kStopEnglish[] = {"unsubscribe",
                                             "unsubscribing",
                                             "unsubscription",
                                             "opt out",
                                             "opt-out",
                                             "optout",
                                             "opting out",
                                             "stop receiving",
                                             "no longer wish to receive",
                                             "no longer want to receive",
                                             "no longer receive",
                                             "not want to receive",
                                             "don't want to receive",
                                             "not wish to receive",
                                             "rather not receive",
                                             "prefer not to receive",
                                             "manage preferences",
                                             "manage your preferences",
                                             "manage my preferences",
                                             "email preferences",
                                             "e-mail preferences",
                                             "mailing preferences",
                                             "communication preferences",
                                             "subscription preferences",
                                             "notification preferences",
                                             "update your preferences",
                                             "update preferences",
                                             "change your preferences",
                                             "manage subscription",
                                             "manage your subscription",
                                             "manage subscriptions",
                                             "manage your subscriptions",
                                             "cancel your subscription",
                                             "cancel subscription",
                                             "leave this list",
                                             "leave this mailing list",
                                             "remove me",
                                             "remove yourself",
                                             "remove your address",
                                             "be removed from",
                                             "removed from this list",
                                             "removed from our list",
                                             "removed from our mailing list",
                                             "object to receiving"};

constexpr std::string_view kStopReply[] = {"repondez stop",
                                           "repondre stop",
                                           "repondez \"stop\"",
                                           "repondre \"stop\"",
                                           "en repondant stop",
                                           "en repondant \"stop\"",
                                           "repondez par stop",
                                           "repondez par \"stop\"",
                                           "repondez avec stop",
                                           "repondez avec \"stop\"",
                                           "envoyez stop",
                                           "envoyez \"stop\"",
                                           "envoyer stop",
                                           "stop en objet",
                                           "\"stop\" en objet",
                                           "stop dans l'objet",
                                           "\"stop\" dans l'objet",
                                           "mention stop",
                                           "mention \"stop\"",
                                           "stop au 36*",
                                           "stop par retour",
                                           "desabonnement en objet",
                                           "desinscription en objet",
                                           "desabonnement dans l'objet",
                                           "desinscription dans l'objet",
                                           "repondez desabonnement",
                                           "repondez desinscription",
                                           "reply stop",
                                           "reply \"stop\"",
                                           "reply with stop",
                                           "reply with \"stop\"",
                                           "replying stop",
                                           "replying \"stop\"",
                                           "reply unsubscribe",
                                           "reply \"unsubscribe\"",
                                           "reply with unsubscribe",
                                           "reply with \"unsubscribe\"",
                                           "reply with the word unsubscribe",
                                           "reply with the word stop",
                                           "unsubscribe in the subject",
                                           "\"unsubscribe\" in the subject",
                                           "unsubscribe as the subject",
                                           "\"unsubscribe\" as the subject",
                                           "unsubscribe as subject",
                                           "\"unsubscribe\" as subject",
                                           "unsubscribe in subject",
                                           "stop in the subject",
                                           "\"stop\" in the subject",
                                           "remove in the subject",
                                           "\"remove\" in the subject",
                                           "text stop to",
                                           "text \"stop\" to"};

constexpr std::string_view kAct[] = {
    "ecrivez a",          "ecrire a",         "ecrivez-nous",       "ecrivez nous",
    "nous ecrire",        "en ecrivant",      "envoyez un",         "envoyez-nous",
    "envoyer un",         "en envoyant",      "repondez a",         "repondez simplement",
    "repondre a",         "en repondant",     "par courrier",       "par courriel",
    "par email",          "par e-mail",       "par mail",           "par telephone",
    "par retour de mail", "par retour",       "sur simple demande", "par simple demande",
    "contactez",          "nous contacter",   "en contactant",      "adressez",
    "adresser un",        "appelez",          "appeler le",         "en appelant",
    "write to",           "writing to",       "write us",           "email us",
    "e-mail us",          "send an email",    "send an e-mail",     "send us",
    "send a message",     "sending an email", "sending an e-mail",  "sending a message",
    "reply to",           "replying to",      "by replying",        "reply with",
    "contact us",         "contacting us",    "by contacting",      "call us",
    "by calling",         "by post",          "by email",           "by e-mail",
    "by phone",           "by telephone",     "by letter"};

constexpr std::string_view kNegationBefore[] = {"ne pouvez pas",
                                                "ne pouvez plus",
                                                "ne peut pas",
                                                "ne peut plus",
                                                "ne peuvent pas",
                                                "ne pourrez pas",
                                                "ne pourrez plus",
                                                "impossible de",
                                                "pas possible de",
                                                "ne permet pas de",
                                                "ne permettent pas de",
                                                "ne vous desabonnez",
                                                "ne vous desinscrivez",
                                                "aucune possibilite de",
                                                "aucun moyen de",
                                                "sans possibilite de",
                                                "cannot",
                                                "can not",
                                                "can't",
                                                "could not",
                                                "couldn't",
                                                "unable to",
                                                "not possible to",
                                                "impossible to",
                                                "not able to",
                                                "no way to",
                                                "may not",
                                                "won't be able to",
                                                "will not be able to",
                                                "no option to",
                                                "do not unsubscribe",
                                                "don't unsubscribe"};

constexpr std::string_view kNegationAfter[] = {
    "n'est pas possible",    "est impossible",  "n'est plus possible",   "n'est pas disponible",
    "n'est plus disponible", "n'est pas prevu", "n'est pas prevue",      "is not possible",
    "isn't possible",        "is impossible",   "is not available",      "isn't available",
    "is unavailable",        "is not offered",  "is no longer possible", "is no longer available"};

constexpr std::string_view kTagWords[] = {"*unsub*",  "*desabonn*", "*desinscri*",
                                          "*optout*", "*opt_out*",  "*opt-out*"};

constexpr std::string_view kUrlWords[] = {"*unsub*",
                                          "*desabonn*",
                                          "*desinscri*",
                                          "*optout*",
                                          "opt_out",
                                          "opt-out",
                                          "opt out",
                                          "unjoin",
                                          "remove-me",
                                          "removeme",
                                          "email-preferences",
                                          "email_preferences",
                                          "emailpreferences",
                                          "preference-center",
                                          "preference_center",
                                          "preferencecenter",
                                          "preferences-email",
                                          "manage-preferences",
                                          "manage_preferences",
                                          "managepreferences",
                                          "manage-subscription",
                                          "manage_subscription",
                                          "managesubscription",
                                          "manage-subscriptions",
                                          "stop-mail",
                                          "stopmail"};

constexpr std::string_view kGenericAnchors[] = {
    "ici",       "cliqu",        "clic", "lien", "cette page", "cette adresse", "here", "link",
    "this page", "this address", "http", "www.", "@"};

template <std::size_t N>
void append(std::vector<Phrase>& out, const std::string_view (&texts)[N], Meaning meaning) {
  for (const std::string_view text : texts) out.push_back({text, meaning});
}

}  // namespace

std::vector<Phrase> stop_phrases() {
  std::vector<Phrase> phrases;
  append(phrases, kStopFrench, Meaning::kStop);
  append(phrases, kStopEnglish, Meaning::kStop);
  append(phrases, kStopReply, Meaning::kStopReply);
  append(phrases, kAct, Meaning::kAct);
  append(phrases, kNegationBefore, Meaning::kNegationBefore);
  append(phrases, kNegationAfter, Meaning::kNegationAfter);
  append(phrases, kTagWords, Meaning::kTagWord);
  return phrases;
}

const PhraseTable& text_phrases() {
  static const PhraseTable table([] {
    std::vector<Phrase> phrases = stop_phrases();
    const std::vector<Phrase> legal = legal_phrases();
    phrases.insert(phrases.end(), legal.begin(), legal.end());
    return phrases;
  }());
  return table;
}

const PhraseTable& url_phrases() {
  static const PhraseTable table([] {
    std::vector<Phrase> phrases;
    append(phrases, kUrlWords, Meaning::kStop);
    return phrases;
  }());
  return table;
}

bool is_generic_anchor(std::string_view folded) {
  constexpr std::size_t kLongest = 60;  // longer anchors say what they are
  if (folded.size() > kLongest) return false;
  for (const std::string_view word : kGenericAnchors) {
    const std::size_t at = folded.find(word);
    if (at == std::string_view::npos) continue;
    if (at == 0 || !is_word_byte(folded[at - 1])) return true;
    if (word == "@") return true;
  }
  return false;
}

}  // namespace constat::classifier::wording
