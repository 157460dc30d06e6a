// Registers as people hand them over: rows by person, what could not be read by line.

#include "classifier/registers/register.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const Pseudonymiser& pseudonyms() {
  static const Pseudonymiser kPseudonyms("0123456789abcdef");
  return kPseudonyms;
}

Register read(RegisterKind kind, std::string_view file, const Limits& limits = {}) {
  const auto source = capture::open_bytes(file, limits);
  auto made = read_register(kind, "r.csv", *source, pseudonyms(), limits);
  EXPECT_TRUE(made.ok()) << made.status();
  return made.ok() ? *std::move(made) : Register{};
}

std::uint64_t left_out(const Exhibit& exhibit, RowProblem problem) {
  return exhibit.left_out_by[static_cast<std::size_t>(problem)];
}

constexpr std::string_view kConsents =
    "\xEF\xBB\xBF"
    "courriel;date_consentement;Date de confirmation;retiré;formulaire;ip\r\n"
    "Ana@Boite.example;2025-01-02T10:00:00Z;2025-01-02T10:05:00Z;;/inscription;192.0.2.7\r\n"
    "paul@boite.example;2025-02-03T00:00:00+01:00;;;/inscription;192.0.2.8\r\n"
    "ana@boite.example;2024-06-01T00:00:00Z;;;salon;\r\n";

TEST(Register, finds_the_rows_of_a_person_by_time) {
  const Register consents = read(RegisterKind::kConsent, kConsents);
  EXPECT_EQ(consents.size(), 3u);
  const auto rows = consents.rows_of(pseudonyms().of_address("ana@boite.example"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].line, 4u);
  EXPECT_EQ(rows[0].time, 1717200000);  // date -u -d 2024-06-01 +%s
  EXPECT_EQ(rows[0].confirmed, kNoTime);
  EXPECT_EQ(rows[1].line, 2u);
  EXPECT_EQ(rows[1].time, 1735812000);  // date -u -d 2025-01-02T10:00Z +%s
  EXPECT_EQ(rows[1].confirmed, 1735812300);
  EXPECT_THAT(consents.rows_of(pseudonyms().of_address("x@y.example")), IsEmpty());
  EXPECT_THAT(consents.rows_of("ana@boite.example"), IsEmpty());
}

TEST(Register, keeps_columns_without_a_meaning_beside_those_with_one) {
  const Register consents = read(RegisterKind::kConsent, kConsents);
  const auto rows = consents.rows_of(pseudonyms().of_address("ana@boite.example"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_THAT(consents.details_of(rows[1]),
              ElementsAre(Pair("source", "/inscription"), Pair("ip", "192.0.2.7")));
  EXPECT_EQ(consents.detail(rows[0], "source"), "salon");
  EXPECT_EQ(consents.detail(rows[0], "ip"), "");
  EXPECT_THAT(consents.exhibit().columns_unknown, ElementsAre("retir\xC3\xA9", "ip"));
}

TEST(Register, states_what_it_was_read_from) {
  const Register consents = read(RegisterKind::kConsent, kConsents);
  const Exhibit& exhibit = consents.exhibit();
  EXPECT_EQ(exhibit.name, "r.csv");
  EXPECT_EQ(exhibit.sha256, sha256(kConsents));
  EXPECT_EQ(exhibit.bytes, kConsents.size());
  EXPECT_EQ(exhibit.format, TableFormat::kCsv);
  EXPECT_EQ(exhibit.rows, 3u);
  EXPECT_EQ(exhibit.rows_read, 3u);
  EXPECT_EQ(exhibit.left_out_total(), 0u);
}

TEST(Register, names_rows_left_out_by_line_and_goes_on) {
  const Register sales = read(RegisterKind::kSales,
                              "email,date,siren\n"
                              "ana@boite.example,2025-01-02,732829320\n"
                              ",2025-01-02,732829320\n"              // line 3
                              "not an address,2025-01-02,\n"         // line 4
                              "paul@boite.example,02/01/2025,\n"     // line 5
                              "paul@boite.example,2025-01-02,1,2\n"  // line 6
                              "\n"
                              "\"two\nlines\"@x.example,2025-01-02,\n"  // line 8
                              "paul@boite.example,2025-01-03,\n"
                              "zoe@boite.example,\"2025-01-04,\n");  // line 11
  const Exhibit& exhibit = sales.exhibit();
  EXPECT_THAT(exhibit.left_out, ElementsAre(RowLeftOut{3, RowProblem::kNoAddress},
                                            RowLeftOut{4, RowProblem::kAddressUnreadable},
                                            RowLeftOut{5, RowProblem::kTimeUnreadable},
                                            RowLeftOut{6, RowProblem::kTooManyCells},
                                            RowLeftOut{8, RowProblem::kAddressUnreadable},
                                            RowLeftOut{11, RowProblem::kQuoteNotClosed}));
  EXPECT_EQ(exhibit.rows, 8u);
  EXPECT_EQ(exhibit.rows_read, 2u);
  EXPECT_EQ(exhibit.rows, exhibit.rows_read + exhibit.left_out_total());
  EXPECT_EQ(exhibit.times_without_zone, 2u);
}

TEST(Register, reads_json_lines) {
  const Register objections = read(
      RegisterKind::kObjection,
      "{\"address\":\"ana@boite.example\",\"time\":\"2025-01-02T10:00:00Z\",\"channel\":\"post\"}\n"
      "{\"list\":\"offres\",\"address\":\"paul@boite.example\",\"n\":7,\"x\":null}\r\n"
      "[1]\n"
      "{\"address\":\n"
      "\n"
      "{\"time\":\"2025-01-02T10:00:00Z\"}");
  const Exhibit& exhibit = objections.exhibit();
  EXPECT_EQ(exhibit.format, TableFormat::kJsonLines);
  EXPECT_EQ(exhibit.rows_read, 2u);
  EXPECT_EQ(exhibit.undated, 1u);
  EXPECT_THAT(exhibit.left_out, ElementsAre(RowLeftOut{3, RowProblem::kNotAnObject},
                                            RowLeftOut{4, RowProblem::kNotAnObject},
                                            RowLeftOut{6, RowProblem::kNoAddress}));
  const auto rows = objections.rows_of(pseudonyms().of_address("paul@boite.example"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_THAT(objections.details_of(rows[0]), ElementsAre(Pair("scope", "offres"), Pair("n", "7")));
}

TEST(Register, takes_pseudonyms_as_they_are) {
  const std::string person = pseudonyms().of_address("ana@boite.example");
  const Register mailboxes = read(RegisterKind::kMailboxes, "pseudonyme\n" + person + "\n");
  EXPECT_EQ(mailboxes.exhibit().pseudonyms, 1u);
  EXPECT_EQ(mailboxes.rows_of(person).size(), 1u);
}

TEST(Register, addresses_differ_neither_by_case_nor_by_brackets) {
  const Register mailboxes =
      read(RegisterKind::kMailboxes, "address\n <ANA@Boite.Example> \nana@boite.example\n");
  EXPECT_EQ(mailboxes.rows_of(pseudonyms().of_address("ana@boite.example")).size(), 2u);
}

TEST(Register, without_an_address_column_is_refused_with_the_remedy) {
  const std::string_view file = "name,date\nAna,2025-01-02\n";
  const auto source = capture::open_bytes(file);
  const auto made = read_register(RegisterKind::kConsent, "c.csv", *source, pseudonyms(), Limits{});
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.status().message(),
            "c.csv: no column of this consent register names the address; call it \"address\", "
            "\"email\" or \"courriel\" in the first line");
}

TEST(Register, a_second_column_of_a_role_is_kept_as_unknown) {
  const Register consents =
      read(RegisterKind::kConsent, "email,mail,time,date\na@b.example,c@d.example,2025-01-02,x\n");
  EXPECT_THAT(consents.exhibit().columns_unknown, ElementsAre("mail", "date"));
  EXPECT_EQ(consents.rows_of(pseudonyms().of_address("a@b.example")).size(), 1u);
  EXPECT_THAT(consents.rows_of(pseudonyms().of_address("c@d.example")), IsEmpty());
}

TEST(Register, caps_are_counted) {
  Limits limits;
  limits.register_row_bytes = 100;
  limits.register_problems = 1;
  limits.register_detail_bytes = 40;
  std::string file = "email,note\n";
  file += "a@b.example,short\n";
  file += "a@b.example," + std::string(200, 'x') + "\n";
  file += "a@b.example," + std::string(50, 'y') + "\n";
  file += "a@b.example,\"" + std::string(200, 'z') + "\n";
  file += "c@d.example,short\n";
  const Register consents = read(RegisterKind::kConsent, file, limits);
  const Exhibit& exhibit = consents.exhibit();
  EXPECT_EQ(left_out(exhibit, RowProblem::kTooLong), 1u);
  EXPECT_EQ(left_out(exhibit, RowProblem::kQuoteNotClosed), 1u);
  EXPECT_THAT(exhibit.left_out, ElementsAre(RowLeftOut{3, RowProblem::kTooLong}));
  EXPECT_EQ(exhibit.details_not_kept, 1u);
  EXPECT_EQ(exhibit.rows_read, 3u);
}

TEST(Register, rows_longer_than_what_is_looked_at_at_once_are_read_whole) {
  std::string file = "email,note\n";
  for (int i = 0; i < 40'000; ++i) {
    file += "p" + std::to_string(i) + "@b.example,\"" + std::string(i % 97, 'x') + "\n\"\n";
  }
  const Register consents = read(RegisterKind::kConsent, file);  // 3.5 MB
  EXPECT_EQ(consents.exhibit().rows_read, 40'000u);
  EXPECT_EQ(consents.exhibit().left_out_total(), 0u);
  const auto rows = consents.rows_of(pseudonyms().of_address("p39999@b.example"));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].line, 2 + 2 * 39'999u);
}

TEST(Register, kinds_and_problems_have_names) {
  for (const auto kind : {RegisterKind::kConsent, RegisterKind::kObjection, RegisterKind::kSales,
                          RegisterKind::kComplaints, RegisterKind::kMailboxes}) {
    EXPECT_EQ(register_kind_named(name_of(kind)), kind);
  }
  EXPECT_FALSE(register_kind_named("dns").has_value());
  for (int i = 0; i < static_cast<int>(RowProblem::kCount_); ++i) {
    EXPECT_FALSE(name_of(static_cast<RowProblem>(i)).empty());
  }
}

}  // namespace
}  // namespace constat::classifier
