// What a session record tells of parameters, claims and secrets, at each level of disclosure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "classifier/records/mail_recorder.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_pool.h"

namespace constat::classifier {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string>& inputs() {
  static const std::vector<std::string> kNames = {"a.pcap"};
  return kNames;
}
const Pseudonymiser& pseudonyms() {
  static const Pseudonymiser kPseudonyms{"0123456789abcdef0123456789abcdef"};
  return kPseudonyms;
}
SessionRecord told(const parser::smtp::SessionFacts& facts, Disclosure level) {
  return record_session(facts, pseudonyms(), level, inputs());
}
std::string json_of(const SessionRecord& record) {
  std::string out;
  append_json(record, out);
  return out;
}

parser::smtp::SessionFacts with_parameters() {
  parser::smtp::SessionFacts facts;
  parser::smtp::Transaction transaction;
  transaction.mail_from_seen = true;
  transaction.mail_from = "news@shop.example";
  transaction.mail_argument =
      "<news@shop.example> SIZE=12 BODY=8BITMIME RET=HDRS ENVID=jean+2B1 AUTH=jean@gmail.com";
  transaction.recipients = {{"jean@gmail.com", 250, capture::Outcome::kAccepted},
                            {"marie@gmail.com", 250, capture::Outcome::kAccepted}};
  transaction.details.resize(2);
  transaction.details[1].argument =
      "<marie@gmail.com> NOTIFY=FAILURE ORCPT=rfc822;Jean+40gmail.com";
  facts.transactions = {transaction};
  return facts;
}

TEST(SessionRecorder, parameters_are_told_and_what_names_a_person_is_not) {
  const SessionRecord record = told(with_parameters(), Disclosure::kFacts);
  const EnvelopeDetailRecord& detail = record.details.at(0);
  EXPECT_EQ(detail.size, 12u);
  EXPECT_EQ(detail.body, "8BITMIME");
  EXPECT_EQ(detail.ret, "HDRS");
  EXPECT_EQ(detail.envid, std::nullopt);
  EXPECT_EQ(detail.auth, std::nullopt);
  EXPECT_EQ(detail.argument, std::nullopt);
  ASSERT_EQ(detail.recipients.size(), 1u);
  EXPECT_EQ(detail.recipients[0].index, 1u);
  EXPECT_EQ(detail.recipients[0].notify, "FAILURE");
  EXPECT_EQ(detail.recipients[0].original_type, "rfc822");
  EXPECT_EQ(detail.recipients[0].original_recipient_id, pseudonyms().of_address("jean@gmail.com"));
  for (const char* name :
       {"transactions.parameters.envid", "transactions.parameters.auth",
        "transactions.mail_argument", "transactions.recipient_details.argument"}) {
    EXPECT_THAT(record.withheld, Contains(name));
  }
  const std::string json = to_lower_ascii(json_of(record));
  EXPECT_THAT(json, Not(HasSubstr("jean")));
  EXPECT_THAT(json, Not(HasSubstr("marie")));
  // Nothing of them stays in the facts either.
  EXPECT_EQ(record.facts.transactions.at(0).mail_argument, "");
  EXPECT_EQ(record.facts.transactions.at(0).details.at(1).argument, "");
}

TEST(SessionRecorder, from_headers_on_arguments_are_told_as_sent) {
  const SessionRecord record = told(with_parameters(), Disclosure::kHeaders);
  EXPECT_EQ(record.details.at(0).envid, "jean+1");
  EXPECT_THAT(json_of(record), HasSubstr("NOTIFY=FAILURE ORCPT=rfc822;Jean+40gmail.com"));
}

TEST(SessionRecorder, claims_keep_an_account_to_themselves_below_headers) {
  parser::smtp::SessionFacts facts;
  parser::smtp::Claim claim;
  claim.by = parser::smtp::ClaimedBy::kXclient;
  claim.source = {ip_address_from("203.0.113.7"), 25};
  claim.attributes = {{"NAME", "relay.example"}, {"LOGIN", "jean"}};
  facts.claims = {claim};
  facts.client = {ip_address_from("192.0.2.1"), 40000};
  const std::string json = json_of(told(facts, Disclosure::kFacts));
  EXPECT_THAT(json, HasSubstr(R"("client":{"ip":"192.0.2.1","port":40000})"));
  EXPECT_THAT(json, HasSubstr(R"("source":{"ip":"203.0.113.7","port":25})"));
  EXPECT_THAT(json, HasSubstr(R"({"name":"NAME","value":"relay.example"})"));
  EXPECT_THAT(json, HasSubstr(R"({"name":"LOGIN","value":null})"));
  EXPECT_THAT(json_of(told(facts, Disclosure::kHeaders)), HasSubstr("jean"));
  EXPECT_THAT(json_of(told(facts, Disclosure::kCounts)), Not(HasSubstr("relay.example")));
}

// Every record of one conversation, as text.
struct Lines final : RecordSink {
  void on_mail(MailRecord&& record) override { append_json(record, text); }
  void on_session(SessionRecord&& record) override { append_json(record, text); }
  std::string text;
};

std::string lines_of(const std::vector<std::string_view>& client, std::string_view server) {
  const Limits limits;
  Lines lines;
  Classifier classifier(limits, pseudonyms(), Disclosure::kContent, inputs(), lines);
  parser::MailParser mails(limits, classifier);
  parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mails, classifier);
  const auto flow = sessions.open({});
  flow->on_bytes({capture::Side::kResponder, 0, server, {}, {0, 1}});
  std::uint64_t at = 0;
  for (const std::string_view bytes : client) {
    flow->on_bytes({capture::Side::kInitiator, at, bytes, {}, {0, 1}});
    at += bytes.size();
  }
  flow->on_end(capture::StreamEnd::kFinished, {0, 1});
  return lines.text;
}

// S10, R01: a canary in the place of every secret, cut at every byte, at the level that tells most.
TEST(SessionRecorder, no_secret_is_in_any_record_however_the_session_is_cut) {
  const std::string client =
      "EHLO c.example\r\nAUTH PLAIN CANARYone\r\nAUTH LOGIN\r\nCANARYuser\r\nCANARYpass\r\n"
      "AUTH CRAM-MD5\r\nCANARYdigest\r\nMAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\n"
      "DATA\r\nSubject: x\r\n\r\nx\r\n.\r\nAUTH PLAIN\r\nCANARYlast\r\nQUIT\r\n";
  const std::string server =
      "220 mx ESMTP\r\n250 mx\r\n535 no\r\n334 a\r\n334 b\r\n535 no\r\n334 c\r\n235 ok\r\n250 "
      "ok\r\n"
      "250 ok\r\n354 go\r\n250 queued\r\n334 d\r\n503 already\r\n221 bye\r\n";
  const std::string whole = lines_of({client}, server);
  EXPECT_THAT(whole, HasSubstr("CRAM-MD5"));
  EXPECT_THAT(whole, HasSubstr("s.example"));
  for (std::size_t cut = 1; cut < client.size(); ++cut) {
    const std::string_view all = client;
    const std::string cut_lines = lines_of({all.substr(0, cut), all.substr(cut)}, server);
    ASSERT_THAT(cut_lines, Not(HasSubstr("CANARY"))) << cut;
    ASSERT_EQ(cut_lines, whole) << cut;
  }
}

}  // namespace
}  // namespace constat::classifier
