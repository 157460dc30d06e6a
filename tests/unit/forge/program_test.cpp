// The program itself: exit codes and one clear line (where it has been built).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

namespace constat::forge {
namespace {

namespace fs = std::filesystem;
const std::string kProgram = std::string(CONSTAT_BINARY_DIR) + "/tools/forge/constat-forge";
const std::string kScenarios = std::string(CONSTAT_SOURCE_DIR) + "/tools/forge/scenarios/";

struct Execution {
  int code = -1;
  std::string output;
};

Execution run(const std::string& arguments) {
  Execution out;
  FILE* pipe = popen((kProgram + " " + arguments + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.output.append(buffer.data(), size);
  out.code = WEXITSTATUS(pclose(pipe));
  return out;
}

class Program : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(kProgram)) GTEST_SKIP() << "constat-forge is not built";
  }
  const std::string out_ = ::testing::TempDir() + "forge_program.pcap";
};

TEST_F(Program, writes_the_capture_and_its_truth) {
  fs::remove(out_ + ".truth.jsonl");
  const Execution done = run(kScenarios + "one_mail.forge -o " + out_);
  EXPECT_EQ(done.code, 0) << done.output;
  EXPECT_EQ(done.output, "");
  EXPECT_GT(fs::file_size(out_), 1000u);
  EXPECT_GT(fs::file_size(out_ + ".truth.jsonl"), 500u);
}

TEST_F(Program, answers_2_to_a_wrong_command_line) {
  EXPECT_EQ(run("").code, 2);
  EXPECT_EQ(run("--nonsense").code, 2);
  EXPECT_EQ(run(kScenarios + "one_mail.forge").code, 2);
  EXPECT_EQ(run("--senders 3 -o " + out_).code, 2);
  EXPECT_EQ(run(kScenarios + "one_mail.forge --bulk 3 -o " + out_).code, 2);
}

TEST_F(Program, answers_1_and_one_line_to_what_cannot_be_read_or_written) {
  for (const std::string& arguments :
       {"/nothing.forge -o " + out_, kScenarios + "one_mail.forge -o /no/such/folder/a.pcap",
        kScenarios + " -o " + out_, "--bulk 0 -o " + out_}) {
    const Execution failed = run(arguments);
    EXPECT_EQ(failed.code, 1) << arguments;
    EXPECT_TRUE(failed.output.starts_with("constat-forge: ")) << failed.output;
    EXPECT_EQ(std::count(failed.output.begin(), failed.output.end(), '\n'), 1) << failed.output;
  }
}

TEST_F(Program, explains_itself) {
  const Execution help = run("--help");
  EXPECT_EQ(help.code, 0);
  EXPECT_THAT(help.output, ::testing::HasSubstr("Exit codes: 0 done, 1 error, 2 usage."));
  EXPECT_THAT(run("--list " + kScenarios).output, ::testing::HasSubstr("sample_campaign\t"));
}

}  // namespace
}  // namespace constat::forge
