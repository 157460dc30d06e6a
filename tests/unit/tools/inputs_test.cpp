// Files on disk: found, named twice, read side by side in the order of time.

#include "tools/constat/inputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/unit/capture/packet/capture_writer.h"
#include "tools/constat/capture_reader.h"

namespace constat::tools {
namespace {

namespace fs = std::filesystem;
using capture::ByteOrder;
using capture::InputKind;
using capture::testing::Writer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view kMail = "From: a@shop.example\r\nSubject: s\r\n\r\ntext\r\n";

class Files : public testing::Test {
 protected:
  Files() {
    std::string name = testing::TempDir() + "constat-inputs-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~Files() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, std::string_view bytes) {
    const fs::path path = folder_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path.string();
  }
  // Frames of one byte, its number, at the given seconds.
  std::string capture(const std::string& name, const std::vector<std::uint32_t>& seconds,
                      char first_frame) {
    const Writer writer(ByteOrder::kLittle);
    std::string bytes = writer.pcap_header(0xA1B2C3D4);
    for (const std::uint32_t second : seconds) {
      bytes += writer.pcap_record(second, 0, std::string(1, first_frame++));
    }
    return write(name, bytes);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // The frames of all captures in the order in which they are read.
  std::string frames_in_order(const std::vector<std::string>& words) {
    auto list = find_inputs(words, std::nullopt, limits_);
    EXPECT_TRUE(list.ok()) << list.status();
    if (!list.ok()) return {};
    std::string order;
    read_to_end_.clear();
    CaptureReader reader(
        list->inputs, limits_,
        [&](std::uint32_t input, capture::InputFacts&& facts, const absl::Status& status) {
          EXPECT_TRUE(status.ok());
          read_to_end_.push_back(list->inputs[input].path + " " + std::to_string(facts.frames));
        });
    capture::Packet packet;
    for (std::uint32_t input = 0; reader.next(packet, input);) order += packet.bytes;
    return order;
  }

  Limits limits_;
  fs::path folder_;
  std::vector<std::string> read_to_end_;
};

TEST_F(Files, of_a_directory_are_found_below_it_whatever_their_names) {
  write("a/letter.txt", kMail);
  write("b/c/mail.eml", kMail);
  write("b/picture.bin", std::string(100, '\x01'));
  const auto list = find_inputs({folder_.string()}, std::nullopt, limits_);
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_THAT(list->inputs, SizeIs(2));
  EXPECT_EQ(list->inputs[0].path, path("a/letter.txt"));
  EXPECT_EQ(list->inputs[1].path, path("b/c/mail.eml"));
  EXPECT_THAT(list->set_aside, ElementsAre(path("b/picture.bin")));
}

TEST_F(Files, of_a_maildir_are_mails_and_those_in_tmp_are_left_out) {
  write("box/cur/1.host:2,S", kMail);
  write("box/new/2.host", "no header at all");
  write("box/tmp/3.host", kMail);
  const auto list = find_inputs({folder_.string()}, std::nullopt, limits_);
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_THAT(list->inputs, SizeIs(2));
  EXPECT_EQ(list->inputs[1].path, path("box/new/2.host"));
  EXPECT_EQ(list->inputs[1].kind, InputKind::kEml);
  EXPECT_THAT(list->set_aside, ElementsAre(path("box/tmp/3.host")));
}

TEST_F(Files, named_twice_are_read_once) {
  const std::string mail = write("a/mail.eml", kMail);
  fs::create_symlink(mail, folder_ / "b.eml");
  const auto list = find_inputs({mail, path("b.eml"), path("a")}, std::nullopt, limits_);
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_THAT(list->inputs, SizeIs(1));
  EXPECT_EQ(list->inputs[0].path, mail);
  EXPECT_THAT(list->repeated, SizeIs(2));
}

TEST_F(Files, without_any_input_are_an_error_that_says_so) {
  write("a/picture.bin", std::string(100, '\x01'));
  const auto list = find_inputs({folder_.string()}, std::nullopt, limits_);
  ASSERT_FALSE(list.ok());
  EXPECT_THAT(std::string(list.status().message()), HasSubstr("no capture and no mail (1 files"));
}

TEST_F(Files, that_are_captures_are_read_in_the_order_of_their_first_frames) {
  const std::string late = capture("a.pcap", {300, 301}, 'x');
  const std::string early = capture("z.pcap", {100, 101}, 'a');
  EXPECT_EQ(frames_in_order({late, early}), "abxy");
  EXPECT_EQ(frames_in_order({early, late}), "abxy");
  EXPECT_THAT(read_to_end_, ElementsAre(early + " 2", late + " 2"));
}

TEST_F(Files, taken_side_by_side_are_read_as_one_capture) {
  const std::string left = capture("left.pcap", {100, 102, 104, 110}, 'a');
  const std::string right = capture("right.pcap", {101, 103, 105}, 'x');
  EXPECT_EQ(frames_in_order({right, left}), "axbyczd");
}

TEST_F(Files, with_a_clock_that_steps_back_keep_their_own_order) {
  const std::string one = capture("one.pcap", {100, 90, 104}, 'a');
  const std::string two = capture("two.pcap", {95, 102}, 'x');
  EXPECT_EQ(frames_in_order({one, two}), "xabyc");
}

TEST_F(Files, of_equal_times_go_by_name) {
  const std::string b = capture("b.pcap", {100, 100}, 'x');
  const std::string a = capture("a.pcap", {100, 100}, 'a');
  EXPECT_EQ(frames_in_order({b, a}), "abxy");
}

TEST_F(Files, more_than_may_be_open_at_once_are_read_all_the_same) {
  limits_.open_inputs = 2;
  std::vector<std::string> words;
  for (char name = 'a'; name < 'h'; ++name) {
    words.push_back(capture(std::string(1, name), {100, 200}, name));
  }
  const std::string order = frames_in_order(words);
  EXPECT_THAT(order, SizeIs(14));
  EXPECT_THAT(read_to_end_, SizeIs(7));
}

TEST_F(Files, without_a_frame_end_at_once) {
  const std::string empty = capture("empty.pcap", {}, 'a');
  const std::string one = capture("one.pcap", {100}, 'a');
  EXPECT_EQ(frames_in_order({one, empty}), "a");
  EXPECT_THAT(read_to_end_, ElementsAre(empty + " 0", one + " 1"));
}

}  // namespace
}  // namespace constat::tools
