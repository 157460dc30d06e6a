#include "tools/forge/dialogue.h"

#include <utility>

#include "tools/forge/encoded_word.h"
#include "tools/forge/replies.h"
#include "tools/forge/speaker.h"
#include "tools/forge/tls_records.h"
#include "tools/forge/transaction.h"

namespace constat::forge {
namespace {

std::string hello_reply(const SessionPlan& plan) {
  if (!plan.extended) return "250 " + plan.server_name;
  std::vector<std::string> keywords{"8BITMIME", "ENHANCEDSTATUSCODES"};
  if (plan.pipelining) keywords.emplace_back("PIPELINING");
  if (plan.starttls != StarttlsPlan::kNone) keywords.emplace_back("STARTTLS");
  if (!plan.auth_mechanism.empty()) keywords.push_back("AUTH " + plan.auth_mechanism);
  for (const Step& step : plan.steps) {
    if (step.mail.bdat_chunk == 0) continue;
    keywords.emplace_back("CHUNKING");
    break;
  }
  keywords.insert(keywords.end(), plan.offers.begin(), plan.offers.end());
  std::string reply = "250-" + plan.server_name;
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    reply += (i + 1 == keywords.size() ? "\n250 " : "\n250-") + keywords[i];
  }
  return reply;
}

void greet(const SessionPlan& plan, Speaker& speaker) {
  speaker.server_line("220 " +
                      (plan.greeting.empty() ? plan.server_name + " ESMTP" : plan.greeting));
  speaker.send();
  speaker.exchange((plan.extended ? "EHLO " : "HELO ") + plan.helo, hello_reply(plan));
  speaker.send();
}

void authenticate(const SessionPlan& plan, Speaker& speaker) {
  if (plan.auth_mechanism.empty()) return;
  const std::string outcome = auth_reply(plan.auth_reply);
  if (plan.auth_mechanism == "PLAIN") {
    const std::string secret =
        std::string(1, '\0') + plan.auth_user + std::string(1, '\0') + plan.auth_secret;
    speaker.exchange("AUTH PLAIN " + to_base64(secret), outcome);
    return speaker.send();
  }
  speaker.exchange("AUTH LOGIN", "334 VXNlcm5hbWU6");
  speaker.send();
  speaker.exchange(to_base64(plan.auth_user), "334 UGFzc3dvcmQ6");
  speaker.send();
  speaker.exchange(to_base64(plan.auth_secret), outcome);
  speaker.send();
}

// True when everything after it is encrypted.
bool start_tls(const SessionPlan& plan, Dialogue& dialogue, Speaker& speaker, Random& random) {
  if (plan.starttls == StarttlsPlan::kNone || plan.starttls == StarttlsPlan::kOffered) return false;
  const bool accepted = plan.starttls == StarttlsPlan::kAccepted;
  speaker.exchange("STARTTLS",
                   accepted ? "220 2.0.0 Ready to start TLS" : "454 4.7.0 TLS not available");
  speaker.send();
  if (!accepted) return false;
  const std::uint64_t client_clear = dialogue.client.size();
  const std::uint64_t server_clear = dialogue.server.size();
  say_encrypted(plan.encrypted_bytes, speaker, random);
  dialogue.client_encrypted = dialogue.client.size() - client_clear;
  dialogue.server_encrypted = dialogue.server.size() - server_clear;
  return true;
}

// The connection ends without a word: by the client, unless the plan says otherwise.
Closing abrupt(Closing planned) { return planned == Closing::kQuit ? Closing::kFin : planned; }

}  // namespace

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAccepted:
      return "accepted";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kDeferred:
      return "deferred";
    case Outcome::kUnanswered:
      return "unanswered";
  }
  return "";
}

std::string_view name_of(TransactionEnd end) {
  switch (end) {
    case TransactionEnd::kCompleted:
      return "completed";
    case TransactionEnd::kRefused:
      return "refused";
    case TransactionEnd::kAborted:
      return "aborted";
    case TransactionEnd::kCut:
      return "cut";
  }
  return "";
}

Dialogue hold_dialogue(const SessionPlan& plan, const std::map<std::string, Template>& templates,
                       Random& random) {
  Dialogue dialogue;
  Speaker speaker(dialogue);
  greet(plan, speaker);
  dialogue.closing = plan.closing;
  if (start_tls(plan, dialogue, speaker, random)) {
    dialogue.closing = abrupt(plan.closing);
    return dialogue;
  }
  authenticate(plan, speaker);
  TransactionWriter writer(plan, dialogue, speaker, random);
  for (const Step& step : plan.steps) {
    bool goes_on = true;
    if (step.kind == Step::Kind::kExchange) {
      speaker.exchange(step.exchange.say, step.exchange.answer);
      speaker.send();
    } else {
      goes_on = writer.write(step.mail, templates.at(step.mail.template_name)) ==
                TransactionWriter::Then::kGoOn;
    }
    if (!goes_on) {
      dialogue.closing = abrupt(plan.closing);
      return dialogue;
    }
  }
  if (plan.closing == Closing::kQuit) {
    speaker.exchange("QUIT", "221 2.0.0 Bye");
    speaker.send();
  }
  return dialogue;
}

}  // namespace constat::forge
