#include "tools/forge/bulk.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <sstream>

#include "tests/unit/forge/tiny_pcap.h"

namespace constat::forge {
namespace {

TEST(Bulk, writes_the_mails_and_counts_them) {
  std::ostringstream capture;
  std::ostringstream truth;
  const BulkPlan plan{.mails = 105, .senders = 3, .recipients = 2, .mail_bytes = 3000, .seed = 1};
  ASSERT_TRUE(forge_bulk(plan, capture, truth).ok());
  const auto summary = boost::json::parse(truth.str()).as_object();
  EXPECT_EQ(summary.at("mails").as_int64(), 105);
  EXPECT_EQ(summary.at("sessions").as_int64(), 11);  // ten mails each, the last has five
  EXPECT_EQ(summary.at("senders").as_array().size(), 3u);
  const std::int64_t each = summary.at("mail_bytes").as_int64() / 105;
  EXPECT_NEAR(static_cast<double>(each), 3000, 400);
  const auto records = testing::records_of(capture.str());
  EXPECT_EQ(static_cast<std::int64_t>(records.size()), summary.at("frames").as_int64());
  EXPECT_EQ(static_cast<std::int64_t>(capture.str().size()), summary.at("file_bytes").as_int64());
  for (std::size_t i = 1; i < records.size(); ++i)
    EXPECT_LE(records[i - 1].nanoseconds, records[i].nanoseconds);
}

TEST(Bulk, accounts_for_every_recipient) {
  std::ostringstream capture;
  std::ostringstream truth;
  const BulkPlan plan{.mails = 100, .senders = 1, .recipients = 1, .mail_bytes = 1024, .seed = 1};
  ASSERT_TRUE(forge_bulk(plan, capture, truth).ok());
  const auto summary = boost::json::parse(truth.str()).as_object();
  // Recipients 7 and 57 of each hundred are answered 550; with one recipient such a mail has no
  // content.
  EXPECT_EQ(summary.at("recipients").at("refused").as_int64(), 2);
  EXPECT_EQ(summary.at("recipients").at("accepted").as_int64(), 98);
  EXPECT_EQ(summary.at("mails").as_int64(), 98);
}

TEST(Bulk, says_which_number_does_not_fit) {
  std::ostringstream out;
  const auto complaint = [&out](BulkPlan plan) {
    return std::string(forge_bulk(plan, out, out).message());
  };
  BulkPlan none;
  none.mails = 0;
  EXPECT_EQ(complaint(none), "--bulk takes a number from 1 to 1000000000");
  BulkPlan small;
  small.mail_bytes = 10;
  EXPECT_EQ(complaint(small), "--mail-bytes takes a number from 1024 to 16777216");
  BulkPlan unsent;
  unsent.senders = 0;
  EXPECT_EQ(complaint(unsent), "--senders takes a number from 1 to 65536");
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace constat::forge
