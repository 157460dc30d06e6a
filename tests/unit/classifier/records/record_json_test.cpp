// Records as JSON Lines: the contract, its inverse, and the schema.

#include "classifier/record_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>

#include "tests/unit/classifier/records/sample_records.h"

namespace constat::classifier {
namespace {

using testing::HasSubstr;

template <typename Record>
std::string json_of(const Record& record) {
  std::string out;
  append_json(record, out);
  return out;
}

std::vector<std::string> keys_of(const std::string& json) {
  std::vector<std::string> keys;
  const boost::json::value parsed = boost::json::parse(json);
  for (const auto& member : parsed.as_object()) keys.emplace_back(std::string(member.key()));
  return keys;
}

// The members the contract fixes, in their order; others may stand between them.
void expect_order(const std::vector<std::string>& found, const std::vector<std::string>& fixed) {
  auto place = found.begin();
  for (const std::string& key : fixed) {
    place = std::find(place, found.end(), key);
    ASSERT_NE(place, found.end()) << key;
  }
}

TEST(RecordJson, mail_has_the_members_of_the_contract_in_their_order) {
  expect_order(
      keys_of(json_of(full_mail())),
      {"record", "id",       "session", "input",   "door",  "frames", "time",         "client_ip",
       "helo",   "envelope", "reply",   "outcome", "bytes", "sha256", "completeness", "missing",
       "header", "report",   "fields",  "parts",   "links", "facts",  "findings",     "defects"});
}

TEST(RecordJson, session_and_input_have_the_members_of_the_contract_in_their_order) {
  expect_order(
      keys_of(json_of(full_session())),
      {"record", "id", "community_id", "input", "frames", "client", "server", "helo", "starttls",
       "auth", "sides", "midstream", "mails", "transactions", "bytes", "defects"});
  expect_order(keys_of(json_of(full_input())), {"record", "name", "kind", "bytes", "sha256",
                                                "frames", "first_time", "last_time", "defects"});
}

TEST(RecordJson, summary_tells_coverage_first) {
  EXPECT_EQ(keys_of(json_of(full_summary())).at(1), "coverage");
}

TEST(RecordJson, session_reads_as_written_by_hand) {
  SessionRecord session = full_session();
  session.facts.transactions.resize(1);
  session.recipients = {{}};
  session.facts.server_defects.clear();
  session.facts.conflicts.clear();
  session.facts.tunnels.clear();
  session.facts.claims.clear();
  session.facts.end_of_data_readings.clear();
  EXPECT_EQ(
      json_of(session),
      R"({"record":"session","id":"s:cccccccccccccccccccccccccc",)"
      R"("community_id":"1:NpEYkX02U1Wt1FeGQPLY/xYRuP4=","input":"a.pcap","door":"packet",)"
      R"("frames":[12,40],"time":"2026-03-01T08:00:00.000000000Z",)"
      R"("client":{"ip":"192.0.2.1","port":40312},"server":{"ip":"198.51.100.2","port":25},)"
      R"("helo":["mail.example"],"capabilities":["PIPELINING"],"starttls":"refused",)"
      R"("after_starttls":"clear",)"
      R"("auth":[{"mechanism":"PLAIN","outcome":"accepted"}],"sides":"both","midstream":false,)"
      R"("mails":1,"tunnels":[],"claims":[],"claims_not_kept":0,)"
      R"("transactions":[{"mail_from":"","mail_from_reply":250,"recipients":[],)"
      R"("recipients_not_kept":0,"mail_from_status":"2.1.0","final_status":null,)"
      R"("mail_argument":null,"parameters":{"size":100,"size_unreadable":false,"body":"8BITMIME",)"
      R"("smtputf8":false,"ret":null,"envid":null,"auth":null},)"
      R"("recipient_details":[{"recipient":0,"status":"2.1.5","final_reply":452,)"
      R"("final_status":"4.2.2","argument":null,"notify":"NEVER","original_type":"rfc822",)"
      R"("original_recipient":"p:rrrrrrrrrrrrrrrrrrrrrrrrrr"}],"state":"completed","mail":"m:bbbbbbbbbbbbbbbbbbbbbbbbbb"}],)"
      R"("transactions_not_kept":0,)"
      R"("bytes":{"command":100,"mail":200,"encrypted":3,"missing":4,"unparsed":5},)"
      R"("conflicts":[],"end_of_data_readings":[],"end_of_data_readings_not_kept":0,)"
      R"("withheld":["transactions.recipients.address"],)"
      R"("defects":[{"kind":"bare_lf","range":[8,1],"side":"client"}],"defects_not_kept":0})");
}

TEST(RecordJson, objection_reads_as_written_by_hand) {
  EXPECT_EQ(json_of(full_objection()),
            R"({"record":"objection","mail":"m:eeeeeeeeeeeeeeeeeeeeeeeeee",)"
            R"("time":"2026-03-02T08:00:00.000000000Z","input":"a.pcap","frames":[50,60],)"
            R"("person":"p:tttttttttttttttttttttttttt","sender_domain":"shop.example",)"
            R"("channel":"list_unsubscribe_mailto","accepted":true,"address_shared_by":1,)"
            R"("signed":false,"lists":[],)"
            R"("later":[{"mail":"m:ffffffffffffffffffffffffff",)"
            R"("time":"2026-03-03T08:00:01.500000000Z","input":"a.pcap","frames":[70,80],)"
            R"("elapsed_seconds":86401,"outcome":"accepted",)"
            R"("other_list":false,"transactional":false}],"later_not_kept":0})");
}

TEST(RecordJson, absent_things_of_a_mail_are_null) {
  const std::string json = json_of(bare_mail());
  for (const char* absent :
       {R"("session":null)", R"("frames":null)", R"("time":null)", R"("envelope":null)",
        R"("reply":{"code":null,"text":null})", R"("report":null)", R"("subject":null)",
        R"("source_offset":null)", R"("client_ip":null)"}) {
    EXPECT_THAT(json, HasSubstr(absent));
  }
}

TEST(RecordJson, null_path_is_not_an_absent_path) {
  MailRecord mail = bare_mail();
  mail.has_envelope = true;
  mail.mail_from = "";
  EXPECT_THAT(json_of(mail), HasSubstr(R"("envelope":{"mail_from":"","recipients":[])"));
  mail.mail_from = std::nullopt;
  EXPECT_THAT(json_of(mail), HasSubstr(R"("envelope":{"mail_from":null,"recipients":[])"));
}

TEST(RecordJson, mail_comes_back_field_by_field) {
  for (const MailRecord& mail : {full_mail(), bare_mail()}) {
    const auto read = mail_record_from_json(json_of(mail));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_TRUE(*read == mail) << json_of(mail) << "\n" << json_of(*read);
  }
}

TEST(RecordJson, any_mail_comes_back_field_by_field) {
  std::mt19937 random(20260301);
  for (int round = 0; round < 2000; ++round) {
    const MailRecord mail = varied_mail(random);
    const std::string json = json_of(mail);
    const auto read = mail_record_from_json(json);
    ASSERT_TRUE(read.ok()) << read.status() << "\n" << json;
    ASSERT_TRUE(*read == mail) << json << "\n" << json_of(*read);
    ASSERT_EQ(json_of(*read), json);
    ASSERT_EQ(json.find('\n'), std::string::npos) << "one line";
  }
}

TEST(RecordJson, input_digest_is_not_printed) {
  MailRecord mail = bare_mail();
  mail.input_sha256 = std::string(64, '9');
  EXPECT_EQ(json_of(mail), json_of(bare_mail()));
}

TEST(RecordJson, reading_names_what_is_not_as_the_schema_says) {
  const std::string json = json_of(full_mail());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = json;
    const std::size_t at = changed.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return mail_record_from_json(changed.replace(at, from.size(), to));
  };
  const auto message = [](const absl::StatusOr<MailRecord>& read) {
    return read.ok() ? std::string("read") : std::string(read.status().message());
  };
  EXPECT_THAT(message(with(R"("bytes":12345)", R"("bytes":"12345")")), HasSubstr("\"bytes\""));
  EXPECT_THAT(message(with(R"("bytes":12345)", R"("bytes":-1)")), HasSubstr("\"bytes\""));
  EXPECT_THAT(message(with(R"("bytes":12345,)", "")), HasSubstr("\"bytes\""));
  EXPECT_THAT(message(with(R"("door":"packet")", R"("door":"window")")), HasSubstr("\"door\""));
  EXPECT_THAT(message(with(R"("frames":[14,38])", R"("frames":[14])")), HasSubstr("\"frames\""));
  EXPECT_THAT(message(with(R"("kind":"bare_lf")", R"("kind":"other")")), HasSubstr("\"kind\""));
  EXPECT_THAT(message(with(R"("for":[0])", R"("for":[3])")), HasSubstr("\"for\""));
  EXPECT_THAT(message(with(R"("record":"mail")", R"("record":"session")")),
              HasSubstr("\"record\""));
  EXPECT_THAT(message(with(R"(["X-Empty",""])", R"(["X-Empty"])")), HasSubstr("\"fields\""));
}

TEST(RecordJson, reading_gives_an_error_for_any_other_text) {
  for (const char* text : {"", "{", "[]", "null", "{}", "mail", "\xFF", R"({"record":"mail"})"}) {
    EXPECT_FALSE(mail_record_from_json(text).ok()) << text;
  }
  EXPECT_FALSE(mail_record_from_json(std::string(100'000, '[')).ok());
  const std::string json = json_of(full_mail());
  for (std::size_t length = 0; length < json.size(); length += 7) {
    EXPECT_FALSE(mail_record_from_json(std::string_view(json).substr(0, length)).ok()) << length;
  }
}

class RecordSchema : public testing::Test {
 protected:
  // Exit code of the validator over these lines.
  static int validate(const std::vector<std::string>& lines) {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    const std::string path = std::string(CONSTAT_BINARY_DIR) + "/" + name + ".jsonl";
    {
      std::ofstream file(path, std::ios::binary);
      for (const std::string& line : lines) file << line << '\n';
    }
    const std::string command = "/usr/bin/python3 -W ignore " CONSTAT_SOURCE_DIR
                                "/tests/program/validate_records.py " +
                                path + " > " + path + ".out 2>&1";
    const int code = std::system(command.c_str());
    std::ifstream output(path + ".out");
    said_ = {std::istreambuf_iterator<char>(output), {}};
    return code;
  }
  static std::string said_;
};
std::string RecordSchema::said_;

TEST_F(RecordSchema, every_kind_of_record_follows_it) {
  std::vector<std::string> lines = {
      R"({"record":"run","program":"constat","version":"0.1.0","started":"2026-03-01T08:00:00.000000000Z",)"
      R"("host":"h","threads":1,"milliseconds":12,"command":["constat","facts","a.pcap"]})",
      json_of(full_input()),
      json_of(full_session()),
      json_of(full_mail()),
      json_of(bare_mail()),
      json_of(full_objection()),
      json_of(full_summary()),
      json_of(capture::InputFacts{}),
      json_of(Summary{})};
  SessionRecord empty;
  empty.facts.id = session_name('e');
  lines.push_back(json_of(empty));
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) lines.push_back(json_of(varied_mail(random)));
  EXPECT_EQ(validate(lines), 0) << said_;
  EXPECT_EQ(said_, std::to_string(lines.size()) + " lines valid\n");
}

TEST_F(RecordSchema, refuses_what_the_contract_does_not_have) {
  std::string more = json_of(full_objection());
  more.insert(1, R"("opinion":"yes",)");
  EXPECT_NE(validate({json_of(full_input()), more}), 0);
  EXPECT_THAT(said_, HasSubstr(":2: $: "));
  EXPECT_THAT(said_, HasSubstr("opinion"));
  MailRecord mail = full_mail();
  mail.sha256 = "ABC";
  EXPECT_NE(validate({json_of(mail)}), 0);
  EXPECT_THAT(said_, HasSubstr("$.sha256"));
  mail = full_mail();
  mail.time = "yesterday";
  EXPECT_NE(validate({json_of(mail)}), 0);
  EXPECT_NE(validate({}), 0);
  EXPECT_NE(validate({"{"}), 0);
  EXPECT_NE(validate({R"({"record":"opinion"})"}), 0);
  EXPECT_NE(validate({R"({"record":"mail","record":"mail"})"}), 0);
  EXPECT_THAT(said_, HasSubstr("stands twice"));
}

}  // namespace
}  // namespace constat::classifier
