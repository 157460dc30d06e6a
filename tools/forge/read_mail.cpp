// The block "mail TEMPLATE { ... }" of a session: the envelope, the replies, how it is sent.

#include "tools/forge/read_scenario.h"
#include "tools/forge/rules.h"
#include "tools/forge/values.h"

namespace constat::forge {
namespace {

constexpr std::pair<std::string_view, Delivery> kDeliveries[] = {
    {"together", Delivery::kTogether},
    {"each", Delivery::kEach},
};

constexpr std::pair<std::string_view, Reset> kResets[] = {
    {"before_mail", Reset::kBeforeMail},
    {"instead_of_data", Reset::kInsteadOfData},
};

// CODE|none ["TEXT"] from word `first` on.
std::optional<Answer> answer_at(const Place& place, std::size_t first) {
  const auto code = reply_code_from(place.word(first));
  if (!code) return std::nullopt;
  return Answer{*code, place.words() > first + 1 ? place.word(first + 1) : ""};
}

Trouble read_from(const Place& place, MailPlan& mail) {
  mail.has_from = true;
  mail.mail_from = place.word(1) == "<>" ? "" : place.word(1);
  return std::nullopt;
}

Trouble read_recipient(const Place& place, MailPlan& mail) {
  RecipientPlan recipient;
  recipient.address = place.word(1);
  if (place.words() > 2) {
    const auto answer = answer_at(place, 2);
    if (!answer) return wrong_arguments();
    recipient.reply = *answer;
  }
  mail.recipients.push_back(std::move(recipient));
  return std::nullopt;
}

Trouble read_data_reply(const Place& place, MailPlan& mail) {
  const auto answer = answer_at(place, 1);
  if (!answer) return wrong_arguments();
  mail.data_reply = *answer;
  return std::nullopt;
}

Trouble read_delivery(const Place& place, MailPlan& mail) {
  const auto delivery = choice(place.word(1), kDeliveries);
  if (!delivery) return wrong_arguments();
  mail.delivery = *delivery;
  return std::nullopt;
}

Trouble read_reset(const Place& place, MailPlan& mail) {
  const auto reset = choice(place.word(1), kResets);
  if (!reset) return wrong_arguments();
  mail.reset = *reset;
  return std::nullopt;
}

Trouble read_bdat(const Place& place, MailPlan& mail) {
  const auto bytes = size_from(place.word(1));
  if (!bytes || *bytes == 0) return wrong_arguments();
  if (place.words() == 3 && place.word(2) != "empty_last") return wrong_arguments();
  mail.bdat_chunk = *bytes;
  mail.empty_last_chunk = place.words() == 3;
  return std::nullopt;
}

Trouble read_repeat(const Place& place, MailPlan& mail) {
  const auto times = number_from(place.word(1));
  if (!times || *times == 0 || *times > 100'000)
    return wrong("repeat takes a number from 1 to 100000");
  mail.repeat = *times;
  return std::nullopt;
}

Trouble read_wait(const Place& place, MailPlan& mail) {
  const auto duration = duration_from(place.word(1));
  if (!duration) return wrong_arguments();
  mail.wait = *duration;
  return std::nullopt;
}

Trouble read_cut(const Place& place, MailPlan& mail) {
  const auto bytes = size_from(place.word(1));
  if (!bytes || *bytes == 0) return wrong_arguments();
  mail.cut_after = *bytes;
  return std::nullopt;
}

constexpr Rule<MailPlan> kRules[] = {
    {"from", "from bounce@ferme.example (or: from <>)", 1, 1, Shape::kLine, read_from},
    {"to", "to camille@laposte.net [250|451|550|none [\"5.1.1 text\"]]", 1, 3, Shape::kLine,
     read_recipient},
    {"data_reply", "data_reply 250|451|554|none [\"TEXT\"]", 1, 2, Shape::kLine, read_data_reply},
    {"deliver", "deliver together|each", 1, 1, Shape::kLine, read_delivery},
    {"parameters", "parameters \"SMTPUTF8 BODY=8BITMIME\"", 1, 1, Shape::kLine,
     [](const Place& p, MailPlan& m) {
       m.parameters = p.word(1);
       return Trouble();
     }},
    {"bare_path", "bare_path", 0, 0, Shape::kLine,
     [](const Place&, MailPlan& m) {
       m.bare_path = true;
       return Trouble();
     }},
    {"bdat", "bdat 1000 [empty_last]", 1, 2, Shape::kLine, read_bdat},
    {"rset", "rset before_mail|instead_of_data", 1, 1, Shape::kLine, read_reset},
    {"repeat", "repeat 10", 1, 1, Shape::kLine, read_repeat},
    {"wait", "wait 2s", 1, 1, Shape::kLine, read_wait},
    {"cut", "cut 2000", 1, 1, Shape::kLine, read_cut},
    {"set", "set NAME \"VALUE\"", 2, 2, Shape::kLine,
     [](const Place& p, MailPlan& m) {
       m.values[p.word(1)] = p.word(2);
       return Trouble();
     }},
};

}  // namespace

std::optional<Problem> read_mail(const std::vector<Statement>& list, std::size_t index,
                                 MailPlan& into) {
  const Place place{list, index};
  into.template_name = place.word(1);
  into.line = place.statement().line;
  if (Trouble trouble = read_block<MailPlan>(place, kRules, "a mail", into)) return trouble;
  if (into.recipients.empty()) {
    return Problem{into.line, "this mail has no recipient; add: to camille@laposte.net"};
  }
  return std::nullopt;
}

}  // namespace constat::forge
