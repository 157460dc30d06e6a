// The scenarios that are shipped: all of them forge, and other programs read what they give
// (tshark, capinfos and Python's email package, where they are installed).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/digest.h"
#include "tests/unit/forge/forged.h"
#include "tests/unit/forge/tiny_pcap.h"
#include "tools/forge/list_scenarios.h"

namespace constat::forge {
namespace {

namespace fs = std::filesystem;
using testing::forged;
using testing::Forged;

const fs::path kScenarios = fs::path(CONSTAT_SOURCE_DIR) / "tools/forge/scenarios";

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> scenario_files() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(kScenarios)) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), size);
  pclose(pipe);
  return out;
}

bool installed(const std::string& program) { return !output_of("command -v " + program).empty(); }

fs::path written(const std::string& name, const std::string& bytes) {
  const fs::path path = fs::path(::testing::TempDir()) / ("forge_" + name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

TEST(Scenarios, all_forge_and_begin_with_a_sentence) {
  const auto files = scenario_files();
  ASSERT_GE(files.size(), 30u);
  for (const fs::path& file : files) {
    const std::string source = contents(file);
    EXPECT_TRUE(source.starts_with("# ")) << file;
    const Forged forge = forged(source);
    EXPECT_EQ(forge.problem, "") << file;
    EXPECT_EQ(forge.lines_of("summary").size(), 1u) << file;
  }
}

TEST(Scenarios, are_listed_with_their_first_line) {
  const ScenarioList list = list_scenarios(kScenarios.string());
  EXPECT_EQ(list.problem, "");
  EXPECT_THAT(list.text, ::testing::HasSubstr("one_mail\tOne mail, one recipient, accepted"));
  const ScenarioList one = list_scenarios((kScenarios / "mixed_replies_pipelined.forge").string());
  EXPECT_THAT(one.text, ::testing::HasSubstr("  mail letter, 1 time(s), 4 recipient(s)\n"));
  EXPECT_NE(list_scenarios((kScenarios / "nothing.forge").string()).problem, "");
}

TEST(Scenarios, sample_campaign_is_what_its_comment_says) {
  const Forged forge = forged(contents(kScenarios / "sample_campaign.forge"));
  const auto summary = forge.lines_of("summary").at(0);
  // Counted in the scenario: 14 sessions; 59 recipients, of them 4 refused at RCPT (550), 2
  // deferred (451), and one whose mail was refused at the end of data (554).
  EXPECT_EQ(summary.at("sessions").as_int64(), 14);
  EXPECT_EQ(summary.at("encrypted_sessions").as_int64(), 1);
  EXPECT_EQ(boost::json::serialize(summary.at("recipients")),
            R"({"accepted":52,"refused":5,"deferred":2,"unanswered":0})");
  EXPECT_EQ(summary.at("mails").as_int64(), 53);
  EXPECT_EQ(summary.at("objections").as_int64(), 1);
  EXPECT_EQ(summary.at("mails_by_completeness").at("holed").as_int64(), 1);
  EXPECT_EQ(summary.at("senders").as_array().size(),
            6u);  // five senders and the person who objects
}

TEST(Scenarios, sample_campaign_has_two_later_mails_after_the_objection) {
  const Forged forge = forged(contents(kScenarios / "sample_campaign.forge"));
  bool objected = false;
  int later = 0;
  for (const auto& mail : forge.lines_of("mail")) {
    if (!mail.at("objection_to").is_null()) objected = true;
    const bool to_person =
        mail.at("recipients").at(0).at("address").as_string() == "exemple-0017@orange.fr";
    if (objected && to_person && mail.at("sender_domain").as_string() == "fermedugrandpre.example")
      ++later;
  }
  EXPECT_TRUE(objected);
  EXPECT_EQ(later, 2);
}

TEST(Scenarios, tshark_finds_no_wrong_checksum_and_no_malformed_frame) {
  if (!installed("tshark")) GTEST_SKIP() << "tshark is not installed";
  for (const char* name : {"sample_campaign", "ipv6_vlan", "big_endian_sll2", "cooked_sll",
                           "raw_ip", "loopback_null"}) {
    const Forged forge = forged(contents(kScenarios / (std::string(name) + ".forge")));
    const std::string path = written(std::string(name) + ".pcap", forge.capture).string();
    const std::string tshark =
        "tshark -r " + path + " -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE ";
    EXPECT_EQ(
        output_of(tshark +
                  "-Y '_ws.malformed || tcp.checksum.status == 0 || ip.checksum.status == 0'"),
        "")
        << name;
    const std::string data =
        output_of(tshark + "-T fields -e frame.number -Y 'smtp.req.command == \"MAIL\"'");
    EXPECT_NE(data, "") << name;
  }
}

TEST(Scenarios, capinfos_counts_the_frames_of_the_truth) {
  if (!installed("capinfos")) GTEST_SKIP() << "capinfos is not installed";
  for (const char* name : {"sample_campaign", "ipv6_vlan", "cooked_sll"}) {
    const Forged forge = forged(contents(kScenarios / (std::string(name) + ".forge")));
    const std::string path = written(std::string(name) + ".counted", forge.capture).string();
    const std::string frames =
        std::to_string(forge.lines_of("summary").at(0).at("frames").as_int64());
    EXPECT_THAT(output_of("capinfos -c -M -T -r " + path),
                ::testing::HasSubstr("\t" + frames + "\n"))
        << name;
  }
}

// The first mail of each session that is sent with DATA, from the streams put together by hand.
std::vector<std::string> first_mails(const std::string& capture) {
  std::vector<std::string> out;
  for (const std::string& stream : testing::streams_of(testing::records_of(capture))) {
    const std::size_t data = stream.find("\r\nDATA\r\n");
    if (data == std::string::npos) continue;
    std::string mail = stream.substr(data + 8, stream.find("\r\n.\r\n", data) + 2 - (data + 8));
    for (std::size_t at = mail.find("\r\n.."); at != std::string::npos;
         at = mail.find("\r\n..", at + 1))
      mail.erase(at + 2, 1);
    out.push_back(mail);
  }
  return out;
}

TEST(Scenarios, python_reads_the_subjects_and_texts_of_the_sample) {
  if (!installed("python3")) GTEST_SKIP() << "python3 is not installed";
  const std::string script =
      written("read.py",
              "import email, sys\n"
              "from email import policy\n"
              "m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=policy.default)\n"
              "assert not m.defects, m.defects\n"
              "text = [p for p in m.walk() if p.get_content_maintype() == 'text']\n"
              "assert all(not p.defects and '\\ufffd' not in p.get_content() for p in text)\n"
              "sys.stdout.buffer.write((m['subject'] + '|' + ','.join(p.get_content_type() for p "
              "in text)).encode())\n")
          .string();
  const Forged forge = forged(contents(kScenarios / "sample_campaign.forge"));
  std::map<std::string, std::string> subjects;  // by digest
  for (const auto& mail : forge.lines_of("mail")) {
    if (!mail.at("sha256").is_null())
      subjects[std::string(mail.at("sha256").as_string())] = mail.at("subject").as_string();
  }
  int read = 0;
  for (const std::string& mail : first_mails(forge.capture)) {
    const auto subject = subjects.find(to_hex(sha256(mail)));
    ASSERT_NE(subject, subjects.end());
    const std::string said =
        output_of("python3 " + script + " " + written("one.eml", mail).string());
    EXPECT_TRUE(said == subject->second + "|text/plain,text/html" ||
                said == subject->second + "|text/plain")
        << said;
    ++read;
  }
  EXPECT_EQ(read, 12);  // 14 sessions less the encrypted one and the one that uses BDAT
}

}  // namespace
}  // namespace constat::forge
