// Mails that are odd as a whole: line ends of files, opaque parts, files in text, character sets as
// sent and as read, caps, a small stack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>

#include "core/digest.h"
#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<ByteRange> places(const Parsed& p, DefectKind kind) {
  std::vector<ByteRange> found;
  for (const Defect& defect : p.mail.defects) {
    if (defect.kind == kind) found.push_back(defect.where);
  }
  return found;
}

TEST(LineEndsOfFiles, of_one_kind_are_ordinary) {  // X16
  EXPECT_THAT(Parsed("A: 1\nB: 2\n\ntext\n").mail.defects, IsEmpty());
  EXPECT_THAT(Parsed("A: 1\r\nB: 2\r\n\r\ntext\r\n").mail.defects, IsEmpty());
}

TEST(LineEndsOfFiles, that_are_mixed_are_noted_where_they_stand) {  // X16
  const Parsed p("A: 1\r\nB: 2\n\ntext\r\nmore\rtext\r\r\n");
  EXPECT_THAT(places(p, DefectKind::kBareLf), ElementsAre(ByteRange{10, 2}));
  EXPECT_THAT(places(p, DefectKind::kBareCr), ElementsAre(ByteRange{22, 1}, ByteRange{27, 1}));
}

TEST(LineEndsOfFiles, nul_is_noted_at_every_place) {  // X16
  const std::string nul(1, '\0');
  const Parsed p("A: 1" + nul + nul + "\nContent-Type: multipart/mixed; boundary=A\n\n--A" + nul +
                 "\n\nx" + nul + "\n--A--\n");
  EXPECT_EQ(p.count(DefectKind::kNulByte), 3u);
  EXPECT_EQ(p.mail.fields[0].value, "1" + nul + nul);
  // "--A\0" begins with the boundary: a separator for some.
  EXPECT_TRUE(p.has(DefectKind::kBoundaryAmbiguous));
}

TEST(LineEndsOfFiles, are_not_noted_again_for_a_session) {
  capture::RawMail raw;
  raw.door = capture::Door::kPacket;
  EXPECT_THAT(Parsed("A: 1\r\nB: 2\n\ntext\r\n", raw).mail.defects, IsEmpty());
}

// RFC 2046 sections 5.2.2 and 5.2.3: nothing is joined, nothing is fetched.
TEST(OpaqueParts, partial_and_external_messages_stay_as_they_are) {  // X17
  const Parsed p("Content-Type: message/partial; id=x@y; number=1; total=2\n\nFrom: a@b\n\nhalf\n",
                 {}, Decode::kAll);
  EXPECT_THAT(p.outline(), ElementsAre("1 message/partial"));
  EXPECT_FALSE(p.mail.parts[0].is_container);
  EXPECT_THAT(p.mail.texts, IsEmpty());
  const Parsed q(
      "Content-Type: message/external-body; access-type=URL; URL=\"http://a.example/\"\n\n"
      "Content-Type: text/plain\n\nphantom\n");
  EXPECT_THAT(q.outline(), ElementsAre("1 message/external-body"));
  EXPECT_THAT(q.mail.texts, IsEmpty());
}

TEST(OpaqueParts, of_cryptography_and_tnef_have_a_digest_only) {  // X18
  for (const char* type :
       {"application/pkcs7-mime; smime-type=enveloped-data", "application/ms-tnef",
        "application/pgp-encrypted", "application/pkcs7-signature"}) {
    // An empty OCTET STRING; a SEQUENCE that claims 2^64 bytes.
    for (const char* body : {"BAA=", "MIj//////////w=="}) {
      const Parsed p(std::string("Content-Type: ") + type +
                         "\nContent-Transfer-Encoding: base64\n\n" + body + "\n",
                     {}, Decode::kAll);
      ASSERT_EQ(p.mail.parts.size(), 1u);
      EXPECT_TRUE(p.mail.parts[0].decoded);
      EXPECT_THAT(p.mail.texts, IsEmpty());
      EXPECT_THAT(p.mail.defects, IsEmpty());
    }
  }
}

TEST(OpaqueParts, a_signed_mail_is_read_through_its_signature) {  // X18
  const Parsed p(
      "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=S"
      "\n\n--S\n\nsigned words\n--S\nContent-Type: application/pgp-signature\n\n"
      "-----BEGIN PGP SIGNATURE-----\n\n--S-\n-----END PGP SIGNATURE-----\n--S--\n");
  EXPECT_THAT(p.outline(),
              ElementsAre("TEXT multipart/signed", "1 text/plain", "2 application/pgp-signature"));
  EXPECT_EQ(p.mail.texts.at(0).text, "signed words");
}

TEST(EncodedFilesOfMail, are_told_with_name_size_and_digest) {
  const Parsed p("\nSee the cat:\nbegin 644 c\xC3\xA9.txt\n#0V%T\n`\nend\n");
  ASSERT_EQ(p.mail.encoded_files.size(), 1u);
  const EncodedFile& file = p.mail.encoded_files[0];
  EXPECT_EQ(file.name, "c\xC3\xA9.txt");
  EXPECT_EQ(file.part, 0u);
  EXPECT_EQ(file.decoded_bytes, 3u);
  EXPECT_EQ(file.decoded_sha256, sha256("Cat"));
  EXPECT_TRUE(file.complete);
  EXPECT_EQ(p.at(file.where), "begin 644 c\xC3\xA9.txt\n#0V%T\n`\nend");
  EXPECT_FALSE(p.has(DefectKind::kUuencodeMalformed));
  // Its lines are text all the same.
  EXPECT_THAT(p.mail.texts.at(0).text, testing::HasSubstr("#0V%T"));
  EXPECT_TRUE(Parsed("\nbegin 644 x\n#0V%T\nno end\n").has(DefectKind::kUuencodeMalformed));
}

TEST(EncodedFilesOfMail, stand_in_bodies_called_uuencode_too) {
  const Parsed p(
      "Content-Type: image/gif\nContent-Transfer-Encoding: x-uuencode\n\n"
      "begin 644 cat.gif\n#0V%T\n`\nend\n");
  EXPECT_EQ(p.mail.encoded_files.size(), 1u);
  Limits none;
  none.encoded_files_per_mail = 0;
  const Parsed q("\nbegin 644 x\n#0V%T\n`\nend\n", none);
  EXPECT_EQ(q.mail.encoded_files_count, 1u);
  EXPECT_EQ(q.count(DefectKind::kEncodedFileLimit), 1u);
}

TEST(CharsetOfMail, is_told_as_sent_and_as_read) {  // X15
  const auto text = [](const std::string& type, const std::string& body) {
    return Parsed("Content-Type: " + type + "\n\n" + body).mail.texts.at(0);
  };
  const TextPart label = text("text/plain; charset=iso-8859-1", "caf\xe9");
  EXPECT_EQ(label.charset_used, "windows-1252");
  EXPECT_EQ(label.charset_source, CharsetSource::kLabel);
  const TextPart guess = text("text/plain; charset=x//TRANSLIT", "caf\xe9\x81");
  EXPECT_EQ(guess.charset_source, CharsetSource::kGuess);
  EXPECT_TRUE(guess.charset_guessed);
  EXPECT_EQ(guess.replaced, 1u);
  const TextPart meta = text("text/html", "<meta charset=koi8-r>\xd0\xd2");
  EXPECT_EQ(meta.charset_source, CharsetSource::kMeta);
  EXPECT_EQ(meta.charset_used, "koi8-r");
  EXPECT_EQ(meta.text, "\xd0\xbf\xd1\x80");
  EXPECT_FALSE(meta.charset_guessed);
  // The label of the mail comes first, a byte order mark before both.
  EXPECT_EQ(text("text/html; charset=utf-8", "<meta charset=koi8-r>\xc3\xa9").text, "\xc3\xa9");
  const TextPart mark = text("text/html; charset=koi8-r", "\xef\xbb\xbf\xc3\xa9");
  EXPECT_EQ(mark.charset_source, CharsetSource::kByteOrderMark);
  EXPECT_EQ(mark.text, "\xc3\xa9");
  // In plain text a tag is text.
  EXPECT_EQ(text("text/plain", "<meta charset=koi8-r>x").charset_source, CharsetSource::kLabel);
}

TEST(CharsetOfMail, of_meta_after_an_unknown_label_is_that_of_meta) {
  const Parsed p("Content-Type: text/html; charset=xyz\n\n<meta charset=koi8-r>\xd0\xd2");
  EXPECT_EQ(p.mail.texts.at(0).charset_used, "koi8-r");
  EXPECT_EQ(p.count(DefectKind::kCharsetUnknown), 1u);
}

TEST(Caps, on_the_runs_of_a_text_cut_it_and_say_so) {
  Limits few;
  few.text_runs = 10;
  std::string body;
  for (int i = 0; i < 100; ++i) body += "a=C3=A9";
  const Parsed p(
      "Content-Type: text/plain; charset=utf-8\n"
      "Content-Transfer-Encoding: quoted-printable\n\n" +
          body,
      few);
  EXPECT_EQ(p.count(DefectKind::kTextLimit), 1u);
  EXPECT_TRUE(p.mail.texts.at(0).incomplete);
  EXPECT_LT(p.mail.texts[0].text.size(), 40u);
  EXPECT_EQ(p.mail.parts[0].decoded_bytes, 300u);
  // In the set of the text.
  body.clear();
  for (int i = 0; i < 100; ++i) body += "a\xe9";
  const Parsed q("Content-Type: text/plain; charset=latin1\n\n" + body, few);
  EXPECT_EQ(q.count(DefectKind::kTextLimit), 1u);
  EXPECT_TRUE(q.mail.texts.at(0).incomplete);
}

TEST(Caps, on_links_of_plain_text_are_noted) {
  Limits few;
  few.links_per_mail = 1;
  const Parsed p("\nhttp://a.example/ http://b.example/\n", few);
  EXPECT_EQ(p.mail.texts.at(0).links.size(), 1u);
  EXPECT_EQ(p.count(DefectKind::kLinkLimit), 1u);
}

// Robustness M22. Sanitizers need more of a stack for themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kStack = 512 * 1024;
#else
constexpr std::size_t kStack = 128 * 1024;
#endif

void* parse_all(void* mails) {
  for (const std::string& mail : *static_cast<std::vector<std::string>*>(mails)) {
    Parsed(mail, {}, Decode::kAll);
  }
  return nullptr;
}

std::vector<std::string> deep_mails() {
  std::vector<std::string> mails(8);
  for (int i = 0; i < 20'000; ++i) {
    const std::string b = "b" + std::to_string(i) + "e";
    mails[0] += "Content-Type: multipart/mixed; boundary=" + b + "; boundary=x\n\n--" + b + "\n";
    mails[1] += "Content-Type: message/rfc822\n\n";
    mails[2] += i == 0 ? "Content-Type: text/html\n\n" : "<div><b><a href=x><table><td>";
    mails[3] += i == 0 ? "To: " : "((((\"<";
    mails[4] += i == 0 ? "Subject: " : "=?utf-8?B?w6k=?= ";
    mails[5] += i == 0 ? "Content-Type: text/plain; x*0=a" : "; x*" + std::to_string(i) + "=b";
    mails[6] += i == 0 ? "Content-Type: text/plain; charset=iso-2022-jp\n\n" : "\x1b$B$\"\x1b(B";
    mails[7] += i == 0 ? "Content-Type: text/plain; charset=utf-7\n\n" : "+AOk-x";
  }
  return mails;
}

TEST(Stack, of_128_kib_is_enough) {
  std::vector<std::string> mails = deep_mails();
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, kStack), 0);
  pthread_t thread;
  ASSERT_EQ(pthread_create(&thread, &attributes, parse_all, &mails), 0);
  EXPECT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

}  // namespace
}  // namespace constat::parser
