// The truth of small scenarios, counted by hand.
#include "tools/forge/truth.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/digest.h"
#include "tests/unit/forge/forged.h"
#include "tests/unit/forge/tiny_pcap.h"

namespace constat::forge {
namespace {

using ::testing::ElementsAre;
using testing::forged;
using testing::Forged;
using testing::one_session;

std::vector<std::string> outcomes_of(const boost::json::object& mail) {
  std::vector<std::string> out;
  for (const auto& recipient : mail.at("recipients").as_array()) {
    out.emplace_back(recipient.at("outcome").as_string());
  }
  return out;
}

std::string serialised(const boost::json::value& value) { return boost::json::serialize(value); }

TEST(Truth, counts_a_recipient_as_reached_only_when_rcpt_and_data_were_accepted) {
  const std::string envelope =
      "    to a@x.example 250\n    to b@x.example 550\n    to c@x.example 451\n    to d@x.example "
      "252\n";
  const Forged forge = forged(one_session(
      "  mail letter {\n" + envelope + "  }\n  mail letter {\n" + envelope +
      "    data_reply 554\n  }\n  mail letter {\n" + envelope +
      "    data_reply 451\n  }\n  mail letter {\n" + envelope + "    data_reply none\n  }"));
  const auto mails = forge.lines_of("mail");
  ASSERT_EQ(mails.size(), 4u);
  EXPECT_THAT(outcomes_of(mails[0]), ElementsAre("accepted", "refused", "deferred", "accepted"));
  EXPECT_THAT(outcomes_of(mails[1]), ElementsAre("refused", "refused", "deferred", "refused"));
  EXPECT_THAT(outcomes_of(mails[2]), ElementsAre("deferred", "refused", "deferred", "deferred"));
  EXPECT_THAT(outcomes_of(mails[3]),
              ElementsAre("unanswered", "refused", "deferred", "unanswered"));
  EXPECT_EQ(mails[1].at("reply").as_int64(), 554);
  EXPECT_TRUE(mails[3].at("reply").is_null());
  const auto summary = forge.lines_of("summary").at(0);
  EXPECT_EQ(serialised(summary.at("recipients")),
            R"({"accepted":2,"refused":6,"deferred":6,"unanswered":2})");
  EXPECT_EQ(serialised(summary.at("mails_by_outcome")),
            R"({"accepted":1,"refused":1,"deferred":1,"unanswered":1})");
}

TEST(Truth, tells_mails_from_transactions_without_content) {
  const Forged forge =
      forged(one_session("  mail letter {\n    to a@x.example\n    rset instead_of_data\n  }\n"
                         "  mail letter {\n    to b@x.example 550\n  }\n"
                         "  mail letter {\n    deliver each\n    repeat 2\n    to c@x.example\n    "
                         "to d{n}@x.example\n  }"));
  const auto empty = forge.lines_of("transaction");
  ASSERT_EQ(empty.size(), 2u);
  EXPECT_EQ(empty[0].at("state").as_string(), "aborted");
  EXPECT_EQ(empty[1].at("state").as_string(), "refused");
  const auto mails = forge.lines_of("mail");
  ASSERT_EQ(mails.size(), 4u);
  EXPECT_EQ(mails[3].at("recipients").at(0).at("address").as_string(), "d4@x.example");
  const auto session = forge.lines_of("session").at(0);
  EXPECT_EQ(session.at("transactions").as_int64(), 6);
  EXPECT_EQ(session.at("mails").as_int64(), 4);
}

TEST(Truth, gives_the_digest_of_the_mail_with_dots_undone) {
  const Forged forge = forged(one_session("  mail letter {\n    to ana@boite.example\n  }"));
  const std::string client = testing::streams_of(testing::records_of(forge.capture)).at(0);
  const std::size_t begin = client.find("DATA\r\n") + 6;
  std::string mail = client.substr(begin, client.find("\r\n.\r\n") + 2 - begin);
  mail.erase(mail.find("\r\n..") + 2, 1);
  const auto line = forge.lines_of("mail").at(0);
  EXPECT_EQ(line.at("bytes").to_number<std::size_t>(), mail.size());
  EXPECT_EQ(line.at("sha256").as_string(), to_hex(sha256(mail)));
  EXPECT_EQ(line.at("subject").as_string(), "Les paniers d'été");
  EXPECT_EQ(serialised(line.at("means_to_stop")), R"(["header.mailto"])");
  EXPECT_EQ(line.at("sender_domain").as_string(), "ferme.example");
}

TEST(Truth, counts_the_bytes_of_a_hole_and_gives_no_digest) {
  const Forged forge =
      forged(one_session("  segment 60\n  lose mail 1 segment 2\n  lose mail 1 segment 4\n"
                         "  mail letter {\n    to ana@boite.example\n  }"));
  const auto line = forge.lines_of("mail").at(0);
  EXPECT_EQ(line.at("completeness").as_string(), "holed");
  EXPECT_EQ(line.at("missing_bytes").as_int64(), 120);
  EXPECT_TRUE(line.at("sha256").is_null());
}

TEST(Truth, names_what_the_capture_holds_of_a_mail) {
  const std::string mail = "  mail letter {\n    to ana@boite.example\n  }";
  const auto completeness = [](const Forged& forge) {
    return std::string(forge.lines_of("mail").at(0).at("completeness").as_string());
  };
  EXPECT_EQ(completeness(forged(one_session(mail))), "complete");
  EXPECT_EQ(completeness(forged(one_session("  keep client\n" + mail))), "complete");
  EXPECT_EQ(completeness(forged(one_session("  keep server\n" + mail))), "unseen");
  EXPECT_EQ(completeness(forged(one_session("  segment 100\n  begin_at 6\n" + mail))), "midstream");
  EXPECT_EQ(completeness(forged(one_session(mail, "snaplen 96\n"))), "holed");
  EXPECT_EQ(
      completeness(forged(one_session("  mail letter {\n    to a@x.example\n    cut 100\n  }"))),
      "truncated");
}

TEST(Truth, keeps_duplicates_from_filling_or_making_holes) {
  const std::string rest =
      "  segment 60\n  duplicate 1\n  mail letter {\n    to ana@boite.example\n  }";
  EXPECT_EQ(forged(one_session(rest)).lines_of("mail").at(0).at("missing_bytes").as_int64(), 0);
  const Forged holed = forged(one_session("  lose mail 1 segment 1\n" + rest));
  EXPECT_EQ(holed.lines_of("mail").at(0).at("missing_bytes").as_int64(), 60);
}

TEST(Seen, takes_captured_stretches_in_any_order_and_overlap) {
  SentMail mail;
  mail.wire = {{100, 50}, {160, 40}};
  EXPECT_EQ(seen_of(mail, {}, {{160, 100}, {90, 60}}).missing, 0u);
  EXPECT_EQ(seen_of(mail, {}, {{110, 20}, {120, 10}, {160, 40}}).missing, 30u);
  EXPECT_EQ(seen_of(mail, {}, {}).completeness, Completeness::kUnseen);
  EXPECT_EQ(seen_of(mail, {}, {{150, 10}}).completeness,
            Completeness::kUnseen);  // only the chunk line
}

}  // namespace
}  // namespace constat::forge
