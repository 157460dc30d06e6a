#include "capture/byte_source.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace constat::capture {
namespace {

class ByteSourceFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "byte_source_XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }
  std::string folder_;
};

std::string pattern(std::size_t length) {
  std::string bytes(length, ' ');
  for (std::size_t at = 0; at < length; ++at) bytes[at] = static_cast<char>(at * 31 + at / 251);
  return bytes;
}

InputFacts finish(ByteSource& source) {
  InputFacts facts;
  source.finish(facts);
  return facts;
}

TEST_F(ByteSourceFiles, reads_a_file_in_windows_and_hashes_every_byte) {
  const std::string bytes = pattern(3'000'001);
  const auto source = open_file(write("a", bytes));
  ASSERT_TRUE(source.ok());
  std::string read;
  for (std::size_t step = 1;; step = step * 7 % 100'003 + 1) {
    const std::string_view seen = (*source)->peek(step);
    EXPECT_EQ((*source)->position(), read.size());
    if (seen.empty()) break;
    read += seen;
    (*source)->skip(seen.size());
  }
  EXPECT_EQ(read, bytes);
  const InputFacts facts = finish(**source);
  EXPECT_EQ(facts.sha256, sha256(bytes));
  EXPECT_EQ(facts.bytes, bytes.size());
  EXPECT_EQ(facts.bytes_decompressed, bytes.size());
  EXPECT_EQ(facts.compression, Compression::kNone);
  EXPECT_TRUE(facts.defects.empty());
  EXPECT_TRUE((*source)->status().ok());
}

TEST_F(ByteSourceFiles, hashes_what_was_not_asked_for) {
  const std::string bytes = pattern(700'000);
  const auto source = open_file(write("a", bytes));
  (*source)->peek(10);
  (*source)->skip(4);
  const InputFacts facts = finish(**source);
  EXPECT_EQ(facts.sha256, sha256(bytes));
  EXPECT_EQ(facts.bytes, bytes.size());
  EXPECT_EQ(facts.bytes_decompressed, bytes.size());
  EXPECT_EQ(facts.compression, Compression::kNone);
  EXPECT_TRUE(facts.defects.empty());
}

TEST_F(ByteSourceFiles, peek_gives_a_whole_window) {
  const std::string bytes = pattern(ByteSource::kWindow + 1000);
  const auto source = open_file(write("a", bytes));
  (*source)->peek(500);
  (*source)->skip(500);
  const std::string_view window = (*source)->peek(ByteSource::kWindow);
  EXPECT_EQ(window, std::string_view(bytes).substr(500, ByteSource::kWindow));
}

TEST_F(ByteSourceFiles, empty_file_has_the_digest_of_nothing) {
  const auto source = open_file(write("a", ""));
  EXPECT_EQ((*source)->peek(4096), "");
  const InputFacts facts = finish(**source);
  // FIPS 180-4, the empty message.
  EXPECT_EQ(to_hex(facts.sha256),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(facts.bytes, 0u);
}

TEST_F(ByteSourceFiles, missing_file_is_named_with_the_cause) {
  const auto source = open_file(path("none.pcap"));
  EXPECT_EQ(source.status().message(),
            path("none.pcap") + ": cannot be opened: No such file or directory");
}

TEST_F(ByteSourceFiles, folder_is_an_error) {
  EXPECT_EQ(open_file(folder_).status().message(), folder_ + ": cannot be read: Is a directory");
}

TEST_F(ByteSourceFiles, device_without_end_is_not_read) {  // robustness P08
  EXPECT_EQ(open_file("/dev/zero").status().message(),
            "/dev/zero: cannot be read: neither a file nor a pipe");
}

TEST_F(ByteSourceFiles, symbolic_link_is_followed) {
  write("a", "bytes");
  std::filesystem::create_symlink(path("a"), path("b"));
  EXPECT_EQ((*open_file(path("b")))->peek(10), "bytes");
}

TEST_F(ByteSourceFiles, pipe_is_read_to_its_end) {
  const std::string bytes = pattern(400'000);
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(path("pipe"), std::ios::binary) << bytes; });
  const auto source = open_file(path("pipe"));
  ASSERT_TRUE(source.ok());
  EXPECT_EQ((*source)->peek(300'000), std::string_view(bytes).substr(0, 300'000));
  (*source)->skip(300'000);
  const InputFacts facts = finish(**source);
  EXPECT_EQ(facts.sha256, sha256(bytes));
  EXPECT_EQ(facts.bytes, bytes.size());
  EXPECT_EQ(facts.bytes_decompressed, bytes.size());
  EXPECT_EQ(facts.compression, Compression::kNone);
  EXPECT_TRUE(facts.defects.empty());
  writer.join();
}

TEST_F(ByteSourceFiles, other_devices_and_sockets_are_refused_in_one_line) {  // robustness P08
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path("s").copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  for (const std::string& name : {path("s"), std::string("/dev/null"), std::string("/dev/tty")}) {
    EXPECT_EQ(open_file(name).status().message(),
              name + ": cannot be read: neither a file nor a pipe");
  }
  ::close(socket);
}

TEST_F(ByteSourceFiles, symbolic_links_in_a_circle_are_named_with_the_cause) {  // robustness P08
  std::filesystem::create_symlink(path("a"), path("b"));
  std::filesystem::create_symlink(path("b"), path("a"));
  EXPECT_EQ(open_file(path("a")).status().message(),
            path("a") + ": cannot be opened: Too many levels of symbolic links");
}

TEST_F(ByteSourceFiles, file_that_shrinks_while_read_ends_early_and_says_where) {  // robustness P09
  const std::string bytes = pattern(2'000'000);
  const std::string name = write("a", bytes);
  const auto source = open_file(name);
  (*source)->peek(1000);
  std::filesystem::resize_file(name, 700'000);
  while (const std::size_t more = (*source)->peek(100'000).size()) (*source)->skip(more);
  EXPECT_EQ((*source)->position(), 700'000u);
  EXPECT_TRUE((*source)->cut_short());
  const InputFacts facts = finish(**source);
  EXPECT_EQ(facts.bytes, 700'000u);
  EXPECT_EQ(facts.sha256, sha256(bytes.substr(0, 700'000)));
  EXPECT_EQ(facts.defects, (Defects{{DefectKind::kInputChanged, {700'000, 1'300'000}}}));
}

TEST_F(ByteSourceFiles, file_that_grows_is_read_to_the_size_it_had) {  // robustness P08, P09
  const std::string name = write("a", "first");
  const auto source = open_file(name);
  std::ofstream(name, std::ios::app) << " and more";
  EXPECT_EQ((*source)->peek(100), "first");
  EXPECT_FALSE((*source)->cut_short());
  const InputFacts facts = finish(**source);
  EXPECT_EQ(facts.bytes, 5u);
  EXPECT_EQ(facts.sha256, sha256("first"));
  EXPECT_EQ(facts.defects, (Defects{{DefectKind::kInputChanged, {5, 9}}}));
}

TEST_F(ByteSourceFiles, file_rewritten_with_as_many_bytes_has_changed) {  // robustness P09
  const std::string name = write("a", "bytes");
  const timespec old[2] = {{1000, 5}, {1000, 5}};
  ASSERT_EQ(::utimensat(AT_FDCWD, name.c_str(), old, 0), 0);
  const auto source = open_file(name);
  (*source)->peek(5);
  std::fstream(name) << "other";
  EXPECT_EQ(finish(**source).defects, (Defects{{DefectKind::kInputChanged, {0, 5}}}));
}

TEST_F(ByteSourceFiles, a_time_set_back_does_not_hide_a_change) {  // robustness P09
  const std::string name = write("a", "bytes");
  const timespec old[2] = {{1000, 5}, {1000, 5}};
  ASSERT_EQ(::utimensat(AT_FDCWD, name.c_str(), old, 0), 0);
  const auto source = open_file(name);
  // The clock of inodes ticks every few milliseconds.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  std::fstream(name) << "other";
  ASSERT_EQ(::utimensat(AT_FDCWD, name.c_str(), old, 0), 0);
  EXPECT_EQ(finish(**source).defects, (Defects{{DefectKind::kInputChanged, {0, 5}}}));
}

TEST_F(ByteSourceFiles, another_file_put_in_its_place_is_a_change) {  // robustness P09
  const std::string name = write("a", "bytes");
  const auto source = open_file(name);
  std::filesystem::rename(write("b", "other"), name);
  const InputFacts facts = finish(**source);
  EXPECT_EQ(facts.sha256, sha256("bytes"));
  EXPECT_EQ(facts.defects, (Defects{{DefectKind::kInputChanged, {0, 5}}}));
}

TEST(ByteSource, memory_is_read_as_a_file_is) {
  const auto source = open_bytes("abcdef");
  EXPECT_EQ(source->peek(4), "abcd");
  source->skip(3);
  EXPECT_EQ(source->position(), 3u);
  EXPECT_EQ(source->peek(100), "def");
  const InputFacts facts = finish(*source);
  EXPECT_EQ(facts.sha256, sha256("abcdef"));
  EXPECT_EQ(facts.bytes, 6u);
  EXPECT_EQ(facts.bytes_decompressed, 6u);
}

}  // namespace
}  // namespace constat::capture
