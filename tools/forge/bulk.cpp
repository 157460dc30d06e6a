#include "tools/forge/bulk.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tools/forge/forge.h"

namespace constat::forge {
namespace {

constexpr std::uint64_t kMailsPerSession = 10;
constexpr std::uint64_t kSessionsAtOnce = 8;
constexpr std::int64_t kBatchGap = 10'000'000;  // nanoseconds between batches
constexpr std::uint64_t kHeaderBytes = 700;     // of a bulk mail, about

constexpr const char* kTextFields =
    "Bonjour,\n\nVoici nos offres de la semaine, choisies pour vous, {to.local}.\n\n";
constexpr const char* kSentence =
    "Le panier de saison est prêt : légumes, fromages et pain du matin, à retirer dès jeudi.\n";

Template bulk_template(std::uint64_t mail_bytes) {
  Template mail;
  mail.name = "bulk";
  mail.from = "Lettre {sender} <lettre@{sender}>";
  mail.subject = "Votre sélection de la semaine n° {n}";
  mail.headers = {
      {"List-Unsubscribe", "<mailto:stop@{sender}>, <https://www.{sender}/stop?c={token}>"},
      {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"}};
  mail.means = {"header.mailto", "header.https", "header.one_click", "body.link"};
  mail.has_text = true;
  mail.text = kTextFields;
  const std::string last = "\nSe désinscrire : https://www.{sender}/stop?c={token}\n";
  while (mail.text.size() + last.size() + kHeaderBytes < mail_bytes) mail.text += kSentence;
  mail.text += last;
  return mail;
}

MailPlan bulk_mail(const BulkPlan& plan, const std::string& sender, std::uint64_t number) {
  MailPlan mail;
  mail.template_name = "bulk";
  mail.has_from = true;
  mail.mail_from = "retour@" + sender;
  mail.values["sender"] = sender;
  mail.values["n"] = std::to_string(number);
  for (std::uint64_t i = 0; i < plan.recipients; ++i) {
    const std::uint64_t who = number * plan.recipients + i;
    mail.recipients.push_back({"lecteur-" + std::to_string(who) + "@boite.example", {}});
    if (who % 50 == 7) mail.recipients.back().reply.code = 550;
  }
  return mail;
}

Endpoint endpoint(std::uint64_t host, unsigned net, std::uint64_t port) {
  const std::string bytes{static_cast<char>(10), static_cast<char>(net),
                          static_cast<char>(host >> 8 & 0xff), static_cast<char>(host & 0xff)};
  return {IpAddress::v4(bytes), static_cast<std::uint16_t>(port)};
}

SessionPlan bulk_session(const BulkPlan& plan, std::uint64_t session, CaptureTime start) {
  const std::uint64_t sender = session % plan.senders;
  const std::string domain = "sender-" + std::to_string(sender) + ".example";
  SessionPlan out;
  out.client = endpoint(sender, 1, 1024 + session % 60'000);
  out.server = endpoint(1, 2, 25);
  out.start = start;
  out.helo = "mta." + domain;
  out.pipelining = session % 2 == 0;
  const std::uint64_t first = session * kMailsPerSession;
  const std::uint64_t end = std::min(first + kMailsPerSession, plan.mails);
  for (std::uint64_t number = first; number < end; ++number) {
    out.steps.push_back({Step::Kind::kMail, bulk_mail(plan, domain, number), {}});
  }
  return out;
}

absl::Status check(const BulkPlan& plan) {
  const auto wrong = [](const char* what) { return absl::InvalidArgumentError(what); };
  if (plan.mails == 0 || plan.mails > 1'000'000'000)
    return wrong("--bulk takes a number from 1 to 1000000000");
  if (plan.senders == 0 || plan.senders > 65'536)
    return wrong("--senders takes a number from 1 to 65536");
  if (plan.recipients == 0 || plan.recipients > 10'000)
    return wrong("--recipients takes a number from 1 to 10000");
  if (plan.mail_bytes < 1024 || plan.mail_bytes > 16 * 1024 * 1024) {
    return wrong("--mail-bytes takes a number from 1024 to 16777216");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status forge_bulk(const BulkPlan& plan, std::ostream& capture_out, std::ostream& truth_out) {
  if (absl::Status status = check(plan); !status.ok()) return status;
  const CaptureFormat capture;
  const std::map<std::string, Template> templates{{"bulk", bulk_template(plan.mail_bytes)}};
  Forge forge(plan.seed, capture, plain_wrap(capture.link), templates, TruthDetail::kSummary,
              capture_out, truth_out);
  const std::uint64_t sessions = (plan.mails + kMailsPerSession - 1) / kMailsPerSession;
  CaptureTime start = capture_time_from_rfc3339("2026-03-02T08:00:00Z");
  std::vector<SessionPlan> batch;
  for (std::uint64_t session = 0; session < sessions; ++session) {
    batch.push_back(bulk_session(plan, session, start));
    if (batch.size() < kSessionsAtOnce && session + 1 < sessions) continue;
    if (absl::Status status = forge.add(batch); !status.ok()) return status;
    if (!capture_out)
      return absl::DataLossError("the capture could not be written; is the disk full?");
    batch.clear();
    start.nanoseconds = forge.last_time().nanoseconds + kBatchGap;
  }
  forge.finish();
  return absl::OkStatus();
}

}  // namespace constat::forge
