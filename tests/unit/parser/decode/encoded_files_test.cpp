// uuencode and yEnc in text. Examples: POSIX.1-2017 (uuencode), the article "Uuencoding" of
// Wikipedia ("Cat", "http://www.wikipedia.org"), yEnc-draft 1.3.
#include "parser/decode/encoded_files.h"

#include <gtest/gtest.h>

namespace constat::parser {
namespace {

TextFiles files_in(const std::string& text, std::size_t most = 100) {
  TextFiles found;
  find_text_files(text, most, found);
  return found;
}

// Each byte plus 42; NUL, LF, CR and '=' after an '=' and plus 64 more.
std::string yenc_line(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) {
    char c = static_cast<char>(static_cast<unsigned char>(byte) + 42);
    if (c == '\0' || c == '\n' || c == '\r' || c == '=') {
      out += '=';
      c = static_cast<char>(static_cast<unsigned char>(c) + 64);
    }
    out += c;
  }
  return out + "\r\n";
}

TEST(EncodedFiles, reads_uuencode) {
  const std::string text = "Hello,\nbegin 644 cat.txt\n#0V%T\n`\nend\nbye\n";
  const TextFiles found = files_in(text);
  ASSERT_EQ(found.count, 1u);
  const TextFile& file = found.kept[0];
  EXPECT_EQ(file.kind, TextFileKind::kUuencode);
  EXPECT_EQ(file.name, "cat.txt");
  EXPECT_EQ(file.bytes, 3u);
  EXPECT_EQ(file.sha256, sha256("Cat"));
  EXPECT_EQ(text.substr(file.where.offset, file.where.length), "begin 644 cat.txt\n#0V%T\n`\nend");
  EXPECT_TRUE(file.ended);
  EXPECT_FALSE(file.malformed);
}

TEST(EncodedFiles, reads_lengths_that_are_no_multiple_of_three) {
  const TextFiles found = files_in(
      "begin 0644 wikipedia-url.txt\r\n::'1T<#HO+W=W=RYW:6MI<&5D:6$N;W)G#0H \r\n`\r\nend\r\n");
  ASSERT_EQ(found.count, 1u);
  EXPECT_EQ(found.kept[0].bytes, 26u);
  EXPECT_EQ(found.kept[0].sha256, sha256("http://www.wikipedia.org\r\n"));
  EXPECT_TRUE(found.kept[0].ended);
}

TEST(EncodedFiles, reads_trimmed_spaces_and_says_so) {
  const TextFiles found = files_in("begin 644 zeros\n#\n \nend\nbegin 644 z\n#    \n\nend\n");
  ASSERT_EQ(found.count, 2u);
  EXPECT_EQ(found.kept[0].sha256, sha256(std::string(3, '\0')));
  EXPECT_TRUE(found.kept[0].malformed);
  EXPECT_EQ(found.kept[1].sha256, sha256(std::string(3, '\0')));
  EXPECT_FALSE(found.kept[1].malformed);
}

TEST(EncodedFiles, without_an_end_stop_at_the_first_line_that_is_no_data) {
  const TextFiles found = files_in("begin 644 cat.txt\n#0V%T\nRegards\nbegin 644 x\n#0V%T\n");
  ASSERT_EQ(found.count, 2u);
  EXPECT_FALSE(found.kept[0].ended);
  EXPECT_EQ(found.kept[0].bytes, 3u);
  EXPECT_EQ(found.kept[0].where, (ByteRange{0, 23}));
  EXPECT_FALSE(found.kept[1].ended);
}

TEST(EncodedFiles, are_not_seen_in_ordinary_text) {
  for (const char* text :
       {"begin 644 words about it\nand so on\n", "begin  reading here\n\nend\n",
        "begin 644\n#0V%T\n", "begin 89 x\n#0V%T\n", "begin 644 x", "xbegin 644 y\n#0V%T\n`\nend\n",
        "=ybegin\nabc\n", "begin 644 x\n\ntext\n", "begin-base64 644 x\nno, not base64\n"}) {
    EXPECT_EQ(files_in(text).count, 0u) << text;
  }
}

TEST(EncodedFiles, reads_begin_base64) {
  const TextFiles found = files_in("begin-base64 644 a b\nQ2F0\nQ2F0cw==\n====\n");
  ASSERT_EQ(found.count, 1u);
  EXPECT_EQ(found.kept[0].kind, TextFileKind::kBase64);
  EXPECT_EQ(found.kept[0].name, "a b");
  EXPECT_EQ(found.kept[0].sha256, sha256("CatCats"));
  EXPECT_TRUE(found.kept[0].ended);
  EXPECT_FALSE(found.kept[0].malformed);
}

TEST(EncodedFiles, reads_yenc_and_checks_size_and_crc) {
  const std::string data = yenc_line("123456789");
  const TextFiles good = files_in("=ybegin line=128 size=9 name=a file.bin \r\n" + data +
                                  "=yend size=9 crc32=cbf43926\r\n");
  ASSERT_EQ(good.count, 1u);
  EXPECT_EQ(good.kept[0].kind, TextFileKind::kYenc);
  EXPECT_EQ(good.kept[0].name, "a file.bin");
  EXPECT_EQ(good.kept[0].bytes, 9u);
  EXPECT_EQ(good.kept[0].sha256, sha256("123456789"));
  EXPECT_TRUE(good.kept[0].ended);
  EXPECT_FALSE(good.kept[0].malformed);
  for (const char* end :
       {"=yend size=8 crc32=cbf43926\r\n", "=yend size=9 crc32=cbf43927\r\n", "=yend\r\n"}) {
    const TextFiles bad = files_in("=ybegin line=128 size=9 name=x\r\n" + data + end);
    ASSERT_EQ(bad.count, 1u) << end;
    EXPECT_TRUE(bad.kept[0].malformed) << end;
  }
  EXPECT_FALSE(files_in("=ybegin line=128 size=9 name=x\r\n" + data).kept.at(0).ended);
}

TEST(EncodedFiles, reads_every_byte_of_yenc) {
  std::string all;
  for (int byte = 0; byte < 1024; ++byte) all += static_cast<char>(byte);
  const TextFiles found =
      files_in("=ybegin line=1100 size=1024 name=x\r\n" + yenc_line(all) + "=yend size=1024\r\n");
  ASSERT_EQ(found.count, 1u);
  EXPECT_EQ(found.kept[0].sha256, sha256(all));
}

TEST(EncodedFiles, reads_a_part_of_several) {
  const TextFiles found =
      files_in("=ybegin part=1 total=2 line=128 size=18 name=x\r\n=ypart begin=1 end=9\r\n" +
               yenc_line("123456789") + "=yend size=9 part=1 pcrc32=cbf43926 crc32=00000000\r\n");
  ASSERT_EQ(found.count, 1u);
  EXPECT_TRUE(found.kept[0].ended);
  EXPECT_FALSE(found.kept[0].malformed);
}

TEST(EncodedFiles, beyond_the_cap_are_counted) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "begin 644 cat.txt\n#0V%T\n`\nend\n";
  const TextFiles found = files_in(text, 3);
  EXPECT_EQ(found.kept.size(), 3u);
  EXPECT_EQ(found.count, 10u);
}

}  // namespace
}  // namespace constat::parser
