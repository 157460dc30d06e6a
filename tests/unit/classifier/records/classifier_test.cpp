// What becomes of a mail and a session at each level of disclosure (design: "What may be
// disclosed").

#include "classifier/classifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/record_json.h"
#include "core/pseudonym.h"
#include "tests/unit/classifier/records/sample_mail.h"

namespace constat::classifier {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ClassifierTest : public testing::Test {
 protected:
  MailRecord record(Disclosure level) {
    KeepingSink sink;
    Classifier classifier(limits_, pseudonyms_, level, inputs_, sink);
    classifier.on_mail(sample_.parsed);
    return sink.mails.at(0);
  }
  SessionRecord record(const parser::smtp::SessionFacts& session, Disclosure level) {
    KeepingSink sink;
    Classifier classifier(limits_, pseudonyms_, level, inputs_, sink);
    classifier.on_session(session);
    return sink.sessions.at(0);
  }
  static std::string json_of(const auto& record) {
    std::string out;
    append_json(record, out);
    return out;
  }
  std::string jean() const { return pseudonyms_.of_address("jean@gmail.com"); }

  const Limits limits_{};
  const Pseudonymiser pseudonyms_{"0123456789abcdef0123456789abcdef"};
  const std::vector<std::string> inputs_ = {"a.pcap", "b.pcap"};
  SampleMail sample_;
};

TEST_F(ClassifierTest, records_where_a_mail_comes_from) {
  const MailRecord mail = record(Disclosure::kFacts);
  EXPECT_EQ(mail.id, sample_.raw.id);
  EXPECT_EQ(mail.session, sample_.raw.session_id);
  EXPECT_EQ(mail.input, "a.pcap");
  EXPECT_EQ(mail.last_input, "");
  EXPECT_EQ(mail.first_frame, 14u);
  EXPECT_EQ(mail.last_frame, 16u);
  EXPECT_EQ(mail.source_offset, 1000u);
  EXPECT_EQ(mail.time, "2026-03-01T08:00:00.000000000Z");
  EXPECT_EQ(mail.sha256, to_hex(sha256(sample_.bytes)));
  EXPECT_EQ(mail.bytes, sample_.bytes.size());
  EXPECT_EQ(mail.sender_domain, "shop.example");
  EXPECT_EQ(mail.findings.size(), criteria().size());
  EXPECT_EQ(mail.fact_frames.size(), mail.facts.size());
}

TEST_F(ClassifierTest, names_the_other_input_when_a_mail_goes_on_there) {
  sample_.raw.last_frame = {1, 3};
  EXPECT_EQ(record(Disclosure::kFacts).last_input, "b.pcap");
}

TEST_F(ClassifierTest, takes_the_input_of_the_first_frame_not_that_of_the_session) {
  sample_.raw.input = 0;
  sample_.raw.first_frame = {1, 3};
  sample_.raw.last_frame = {1, 9};
  sample_.pieces = {{0, 200, 1000, {1, 4}, {}}};
  const MailRecord mail = record(Disclosure::kFacts);
  EXPECT_EQ(mail.input, "b.pcap");
  EXPECT_EQ(mail.last_input, "");
  EXPECT_TRUE(mail.origins.empty());
  EXPECT_TRUE(mail.fact_origins.empty());
}

TEST_F(ClassifierTest, names_every_input_of_a_mail_and_of_its_facts) {
  sample_.raw.last_frame = {1, 3};
  sample_.pieces = {{0, 40, 1000, {0, 14}, {}}, {40, 100, 1040, {1, 2}, {}}};
  const MailRecord mail = record(Disclosure::kFacts);
  EXPECT_EQ(mail.origins, (std::vector<InputFrames>{{"a.pcap", 14, 14}, {"b.pcap", 2, 3}}));
  EXPECT_THAT(json_of(mail), HasSubstr(R"("last_input":"b.pcap","origins":[)"
                                       R"({"input":"a.pcap","frames":[14,14]},)"
                                       R"({"input":"b.pcap","frames":[2,3]}])"));
}

TEST_F(ClassifierTest, counts_the_facts_it_found) {
  KeepingSink sink;
  Classifier classifier(limits_, pseudonyms_, Disclosure::kFacts, inputs_, sink);
  classifier.on_mail(sample_.parsed);
  classifier.on_mail(sample_.parsed);
  EXPECT_GT(sink.mails.at(0).facts.size(), 0u);
  EXPECT_EQ(classifier.facts_found(), 2 * sink.mails.at(0).facts.size());
}

TEST_F(ClassifierTest, session_names_the_other_input_when_it_goes_on_there) {
  parser::smtp::SessionFacts session;
  session.id = "s:" + std::string(26, 'c');
  session.first_frame = {0, 12};
  session.last_frame = {0, 40};
  EXPECT_EQ(record(session, Disclosure::kFacts).last_input, "");
  EXPECT_THAT(json_of(record(session, Disclosure::kFacts)), Not(HasSubstr("last_input")));
  session.last_frame = {1, 3};
  EXPECT_THAT(json_of(record(session, Disclosure::kFacts)),
              HasSubstr(R"("frames":[12,3],"last_input":"b.pcap")"));
}

TEST_F(ClassifierTest, below_headers_no_trace_of_the_recipients_address_is_left) {
  for (const Disclosure level : {Disclosure::kCounts, Disclosure::kFacts}) {
    const std::string json = to_lower_ascii(json_of(record(level)));
    EXPECT_THAT(json, Not(HasSubstr("jean"))) << name_of(level);
    EXPECT_THAT(json, HasSubstr(jean()));
  }
}

TEST_F(ClassifierTest, at_facts_the_means_to_stop_and_the_sender_are_told) {
  const MailRecord mail = record(Disclosure::kFacts);
  EXPECT_EQ(mail.mail_from, "bounce-" + jean() + "@news.shop.example");
  EXPECT_EQ(mail.reply_text, "ok <" + jean() + "> queued");
  EXPECT_EQ(mail.header.from,
            (std::vector<MailboxRecord>{
                {"Shop", "news@shop.example", pseudonyms_.of_address("news@shop.example")}}));
  EXPECT_THAT(mail.header.list_unsubscribe,
              ElementsAre("mailto:stop@shop.example?subject=" + jean(),
                          "https://shop.example/u?e=" + jean()));
  EXPECT_THAT(mail.header.unsubscribe_mailto_ids,
              ElementsAre(pseudonyms_.of_address("stop@shop.example")));
  EXPECT_EQ(mail.links.at(0).url, "https://shop.example/?to=" + jean());
  EXPECT_EQ(mail.helo, "mail.shop.example");
  EXPECT_EQ(mail.recipients, (std::vector<RecipientRecord>{{jean(), std::nullopt, "gmail.com",
                                                            RecipientCategory::kConsumer, 250,
                                                            capture::Outcome::kAccepted}}));
  EXPECT_THAT(mail.withheld,
              testing::IsSupersetOf({"envelope.recipients.address", "fields", "header.subject",
                                     "header.to", "links.text", "parts.filename", "parts.text"}));
  EXPECT_TRUE(std::ranges::is_sorted(mail.withheld));
  EXPECT_EQ(mail.header.subject, std::nullopt);
  EXPECT_EQ(mail.header.to, (std::vector<MailboxRecord>{{std::nullopt, std::nullopt, jean()}}));
  EXPECT_EQ(mail.header.to_count, 1u);
  EXPECT_TRUE(mail.fields.empty());
}

TEST_F(ClassifierTest, at_headers_addresses_subject_and_fields_are_told_but_no_text) {
  const MailRecord mail = record(Disclosure::kHeaders);
  EXPECT_EQ(mail.mail_from, "bounce-jean=gmail.com@news.shop.example");
  EXPECT_EQ(mail.recipients.at(0).address, "Jean@gmail.com");
  EXPECT_EQ(mail.recipients.at(0).id, jean()) << "the pseudonym stays the same at every level";
  EXPECT_EQ(mail.header.subject, "Hello Jean");
  EXPECT_EQ(mail.header.to.at(0).address, "jean@gmail.com");
  EXPECT_THAT(mail.fields,
              Contains(std::pair<std::string, std::string>("To", "Jean <jean@gmail.com>")));
  EXPECT_EQ(mail.links.at(0).text, "Jean, click");
  EXPECT_EQ(mail.parts.at(0).text, std::nullopt);
  EXPECT_THAT(mail.withheld, Contains("parts.text"));
  EXPECT_THAT(mail.withheld, Not(Contains("header.subject")));
}

TEST_F(ClassifierTest, at_content_the_text_is_told_and_nothing_is_withheld) {
  const MailRecord mail = record(Disclosure::kContent);
  EXPECT_EQ(mail.parts.at(0).text, "Buy\n");
  EXPECT_THAT(mail.withheld, ElementsAre());
}

TEST_F(ClassifierTest, at_counts_no_value_of_the_mail_is_told) {
  const MailRecord mail = record(Disclosure::kCounts);
  EXPECT_EQ(mail.mail_from, std::nullopt);
  EXPECT_EQ(mail.reply_text, std::nullopt);
  EXPECT_EQ(mail.helo, "");
  EXPECT_EQ(mail.client_ip, "");
  EXPECT_EQ(mail.header.from.at(0).address, std::nullopt);
  EXPECT_EQ(mail.header.message_id, std::nullopt);
  EXPECT_TRUE(mail.header.list_unsubscribe.empty());
  EXPECT_EQ(mail.links.at(0).url, std::nullopt);
  for (const Fact& fact : mail.facts) {
    EXPECT_EQ(fact.value, "") << fact.id;
    EXPECT_EQ(fact.quote, "") << fact.id;
  }
  EXPECT_EQ(mail.recipients.at(0).domain, std::nullopt);
  EXPECT_EQ(mail.recipients.at(0).outcome, capture::Outcome::kAccepted);
  EXPECT_EQ(mail.facts.size(), record(Disclosure::kContent).facts.size()) << "facts keep their ids";
}

TEST_F(ClassifierTest, facts_above_the_level_keep_their_place_and_lose_their_words) {
  const MailRecord full = record(Disclosure::kContent);
  const MailRecord mail = record(Disclosure::kFacts);
  ASSERT_EQ(mail.facts.size(), full.facts.size());
  for (std::size_t index = 0; index < mail.facts.size(); ++index) {
    const Fact& fact = mail.facts[index];
    EXPECT_EQ(fact.id, full.facts[index].id);
    EXPECT_EQ(fact.range, full.facts[index].range);
    const FactKind* kind = fact_kind(fact.id);
    ASSERT_NE(kind, nullptr) << fact.id;
    if (kind->sensitivity == Sensitivity::kPublic) continue;
    EXPECT_EQ(fact.value + fact.quote, "") << fact.id;
  }
  EXPECT_EQ(mail.findings, full.findings) << "what is told changes no finding";
}

TEST_F(ClassifierTest, masks_a_private_correspondent_who_writes_without_any_list) {
  sample_.parsed.fields.clear();
  sample_.parsed.header.list_unsubscribe.clear();
  sample_.parsed.header.from = SampleMail::mailbox("Marie Martin", "marie@gmail.com");
  sample_.raw.mail_from = "marie@gmail.com";
  const std::string marie = pseudonyms_.of_address("marie@gmail.com");
  const MailRecord mail = record(Disclosure::kFacts);
  EXPECT_EQ(mail.header.from, (std::vector<MailboxRecord>{{std::nullopt, std::nullopt, marie}}));
  EXPECT_EQ(mail.mail_from, marie);
  EXPECT_THAT(mail.withheld, Contains("header.from"));
  EXPECT_EQ(mail.sender_domain, "gmail.com");
  EXPECT_THAT(to_lower_ascii(json_of(mail)), Not(HasSubstr("marie")));
  EXPECT_EQ(record(Disclosure::kHeaders).header.from.at(0).address, "marie@gmail.com");
}

TEST_F(ClassifierTest, masks_what_a_mail_calls_its_reader) {
  sample_.parsed.header.to = SampleMail::mailbox("Jean Dupont", "jean@gmail.com");
  sample_.raw.reply.text = "for Jean Dupont, Jean Dupont";
  sample_.raw.helo = "Jean Dupont";
  const MailRecord mail = record(Disclosure::kFacts);
  EXPECT_EQ(mail.reply_text, "for " + jean() + ", " + jean());
  EXPECT_EQ(mail.helo, jean());
  EXPECT_EQ(record(Disclosure::kHeaders).helo, "Jean Dupont");
}

TEST_F(ClassifierTest, keeps_the_name_a_sender_shares_with_the_reader) {
  sample_.parsed.header.to = SampleMail::mailbox("Shop", "jean@gmail.com");
  EXPECT_EQ(record(Disclosure::kFacts).header.from.at(0).name, "Shop");
}

TEST_F(ClassifierTest, tells_a_sender_at_an_open_provider_whose_mail_bears_a_list_field) {
  sample_.parsed.header.from = SampleMail::mailbox("Promo", "promo@gmail.com");
  EXPECT_EQ(record(Disclosure::kFacts).header.from.at(0).address, "promo@gmail.com");
}

TEST_F(ClassifierTest, tells_a_sender_that_addresses_the_mail_to_itself) {
  sample_.parsed.header.to = SampleMail::mailbox("", "news@shop.example");
  EXPECT_EQ(record(Disclosure::kFacts).header.from.at(0).address, "news@shop.example");
}

TEST_F(ClassifierTest, masks_an_author_who_is_also_a_recipient_of_the_envelope) {
  sample_.parsed.header.from = SampleMail::mailbox("You", "jean@gmail.com");
  EXPECT_THAT(to_lower_ascii(json_of(record(Disclosure::kFacts))), Not(HasSubstr("jean@")));
}

TEST_F(ClassifierTest, finds_recipients_in_fields_of_delivery) {
  sample_.raw.has_envelope = false;
  sample_.raw.recipients.clear();
  sample_.parsed.header.to = {};
  sample_.add_field("Received",
                    " from a.example by b.example for\r\n <jean@gmail.com>; Sun, 1 Mar 2026");
  sample_.raw.reply = {};
  EXPECT_THAT(to_lower_ascii(json_of(record(Disclosure::kFacts))), Not(HasSubstr("jean%")));
}

TEST_F(ClassifierTest, at_the_mail_door_there_is_no_envelope) {
  sample_.raw.has_envelope = false;
  sample_.raw.recipients.clear();
  sample_.raw.door = capture::Door::kMail;
  EXPECT_THAT(json_of(record(Disclosure::kFacts)), HasSubstr(R"("envelope":null)"));
}

TEST_F(ClassifierTest, every_text_of_a_record_is_valid_utf8) {
  sample_.raw.helo = "\xFF\xFE";
  sample_.raw.mail_from = "\xC3@x.example";
  sample_.parsed.header.mailer = {{"\x80", {}}};
  sample_.parsed.parts[0].charset = "\xFF";
  for (const Disclosure level : {Disclosure::kFacts, Disclosure::kContent}) {
    const MailRecord mail = record(level);
    EXPECT_EQ(mail.helo, "\xEF\xBF\xBD\xEF\xBF\xBD");
    const auto read = mail_record_from_json(json_of(mail));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, mail);
  }
}

TEST_F(ClassifierTest, session_tells_recipients_by_pseudonym) {
  parser::smtp::SessionFacts session;
  session.id = "s:" + std::string(26, 'c');
  session.helo = {"client.example"};
  parser::smtp::Transaction transaction;
  transaction.mail_from_seen = true;
  transaction.mail_from = "bounce-jean=gmail.com@news.example";
  transaction.recipients = {{"jean@gmail.com", 550, capture::Outcome::kRefused}};
  session.transactions = {transaction};
  const SessionRecord told = record(session, Disclosure::kFacts);
  EXPECT_EQ(told.input, "a.pcap");
  EXPECT_EQ(told.facts.transactions.at(0).mail_from, "bounce-" + jean() + "@news.example");
  EXPECT_EQ(told.recipients.at(0).at(0).id, jean());
  EXPECT_EQ(told.recipients.at(0).at(0).address, std::nullopt);
  EXPECT_THAT(json_of(told), Not(HasSubstr("jean")));
  EXPECT_THAT(told.withheld, ElementsAre("transactions.recipients.address"));
  EXPECT_THAT(json_of(record(session, Disclosure::kHeaders)),
              HasSubstr(R"("address":"jean@gmail.com")"));
  const std::string counted = json_of(record(session, Disclosure::kCounts));
  EXPECT_THAT(counted, HasSubstr(R"("helo":[])"));
  EXPECT_THAT(counted, HasSubstr(R"("mail_from":null)"));
  EXPECT_THAT(counted, Not(HasSubstr("news.example")));
}

TEST_F(ClassifierTest, session_masks_a_return_path_at_an_open_provider) {
  parser::smtp::SessionFacts session;
  parser::smtp::Transaction transaction;
  transaction.mail_from_seen = true;
  transaction.mail_from = "marie@gmail.com";
  session.transactions = {transaction};
  EXPECT_THAT(record(session, Disclosure::kFacts).facts.transactions.at(0).mail_from,
              StartsWith("p:"));
}

}  // namespace
}  // namespace constat::classifier
