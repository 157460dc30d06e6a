// libopendkim and we agree on signed mails, whole and changed.
#ifdef CONSTAT_OPENDKIM

#include "tests/unit/parser/auth/opendkim.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/parser/auth/authenticated.h"

namespace constat::parser::auth::testing {
namespace {

constexpr std::string_view kName = "sel._domainkey.signer.example";
constexpr std::string_view kMail =
    "From: \"A  B\" <a@signer.example>\n"
    "To: b@other.example\n"
    "Subject:  two  spaces\t\n"
    " and a fold \n"
    "Date: Mon, 02 Mar 2026 08:00:00 +0100\n"
    "\n"
    "One  line \n"
    "\n"
    "\ttab \t and more\n"
    ".\n"
    "\n"
    "\n";

const KeyPair& key() {
  static const KeyPair kKey = make_rsa_key(1024);
  return kKey;
}

struct Forms {
  dkim_canon_t header, body;
};
constexpr Forms kForms[] = {{DKIM_CANON_SIMPLE, DKIM_CANON_SIMPLE},
                            {DKIM_CANON_SIMPLE, DKIM_CANON_RELAXED},
                            {DKIM_CANON_RELAXED, DKIM_CANON_SIMPLE},
                            {DKIM_CANON_RELAXED, DKIM_CANON_RELAXED}};

class OpenDkimTest : public ::testing::Test {
 protected:
  OpenDkimTest()
      : other_(std::string(kName), key().record),
        dns_(snapshot_of(R"({"name":")" + std::string(kName) + R"(","type":"TXT","data":")" +
                         key().record + "\"}")) {}

  bool we_verify(const std::string& mail) const {
    return read_mail(mail, &dns_).signature().result == Result::kVerifies;
  }

  OpenDkim other_;
  DnsSnapshot dns_;
};

TEST_F(OpenDkimTest, what_it_signs_verifies) {
  const std::string bodies[] = {
      "",      "\r\n",  "\r\n\r\n",

      "a\r\n", " \r\n", "a \r\n\r\n", "\r\n\r\na\r\n \t\r\n\r\n", with_crlf(kMail)};
  for (const Forms forms : kForms) {
    for (const std::string& body : bodies) {
      const std::string mail =
          "From: a@signer.example\r\nDate: Mon, 02 Mar 2026 08:00:00 +0100\r\n\r\n" + body;
      const std::string whole = other_.sign(mail, key(), forms.header, forms.body, -1);
      ASSERT_FALSE(whole.empty()) << forms.header << forms.body << body;
      EXPECT_TRUE(other_.verifies(whole)) << body;
      EXPECT_TRUE(we_verify(whole)) << body << "\n"
                                    << meaning_of(read_mail(whole, &dns_).signature().reason);
    }
  }
}

TEST_F(OpenDkimTest, a_part_of_the_body_may_be_signed) {
  for (const Forms forms : kForms) {
    const std::string whole = other_.sign(with_crlf(kMail), key(), forms.header, forms.body, 8);
    ASSERT_FALSE(whole.empty());
    EXPECT_TRUE(we_verify(whole));
    EXPECT_TRUE(we_verify(whole + "added\r\n"));
    EXPECT_TRUE(other_.verifies(whole + "added\r\n"));
    const Told told = read_mail(whole, &dns_);
    EXPECT_EQ(told.signature().body_length, 8u);
    EXPECT_GT(told.signature().body_bytes, 8u);
  }
}

// Between the digits of b= the library passes over whatever is no digit; RFC 6376 section 2.10
// allows folding white space there and nothing else.
bool is_between_digits_of_b(const std::string& mail, std::size_t at) {
  const std::size_t begin = mail.find("\tb=") + 3;
  const std::size_t end = mail.find("\r\nFrom:");
  return at >= begin && at < end && std::string_view(" \t\r\n=").find(mail[at]) < 5;
}

// Every byte, two ways.
TEST_F(OpenDkimTest, agrees_on_every_changed_byte) {
  std::size_t verified = 0, compared = 0;
  for (const Forms forms : kForms) {
    const std::string whole = other_.sign(with_crlf(kMail), key(), forms.header, forms.body, -1);
    ASSERT_FALSE(whole.empty());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (is_between_digits_of_b(whole, i)) continue;
      for (const char mask : {'\x01', '\x20'}) {
        std::string changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ mask);
        // To the library a vertical tab and a form feed are white space; RFC 6376 section 2.8 knows
        // the space and the tab.
        // And a NUL ends the text for it.
        if (changed[i] == '\v' || changed[i] == '\f' || changed[i] == '\0') continue;
        const bool ours = we_verify(changed);
        EXPECT_EQ(ours, other_.verifies(changed))
            << "byte " << i << " xor " << static_cast<int>(mask) << "\n"
            << changed;
        verified += ours;
        ++compared;
      }
    }
  }
  // Case of field names and of some tags, white space that is folded away.
  EXPECT_GT(verified, 0u);
  EXPECT_GT(compared, 3500u);
}

TEST_F(OpenDkimTest, agrees_on_moved_white_space_and_lines) {
  std::mt19937 random(1);
  std::size_t verified = 0;
  const std::string_view pieces[] = {" ", "\t", "\r\n", "\r\n ", "  ", "x", "\r\n\r\n"};
  for (int round = 0; round < 600; ++round) {
    const Forms forms = kForms[random() % 4];
    std::string mail = other_.sign(with_crlf(kMail), key(), forms.header, forms.body, -1);
    const std::size_t body = mail.find("\r\n\r\n") + 4;
    for (unsigned changes = 1 + random() % 2; changes > 0; --changes) {
      const std::size_t at = body + random() % (mail.size() - body + 1);
      if (random() % 3 == 0 && at < mail.size()) {
        mail.erase(at, 1);
      } else {
        mail.insert(at, pieces[random() % std::size(pieces)]);
      }
    }
    // A line feed alone is no line end on the wire; mail programs differ in what they make of it.
    bool bare = false;
    for (std::size_t i = body; i < mail.size(); ++i) {
      bare = bare || (mail[i] == '\n' && mail[i - 1] != '\r') ||
             (mail[i] == '\r' && (i + 1 == mail.size() || mail[i + 1] != '\n'));
    }
    if (bare) continue;
    const bool ours = we_verify(mail);
    EXPECT_EQ(ours, other_.verifies(mail)) << mail;
    verified += ours;
  }
  EXPECT_GT(verified, 20u);
}

}  // namespace
}  // namespace constat::parser::auth::testing

#endif
