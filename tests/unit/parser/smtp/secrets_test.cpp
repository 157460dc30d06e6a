// AUTH in every form, cut at every byte, from one side or both: nothing but mechanism and outcome
// comes out (RFC 4954; robustness S10, R01).
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

struct Form {
  const char* name;
  std::string client;  // behind EHLO
  std::string server;  // behind the answer to EHLO
};

const std::string kMail = "MAIL FROM:<a@s.example>\r\nQUIT\r\n";
const std::string kMailReplies = "250 ok\r\n221 bye\r\n";

const std::vector<Form>& forms() {
  static const std::vector<Form> kAll = {
      {"PLAIN at once", "AUTH PLAIN CANARY==\r\n" + kMail, "235 ok\r\n" + kMailReplies},
      {"PLAIN on the next line", "AUTH PLAIN\r\nCANARY==\r\n" + kMail,
       "334 \r\n235 ok\r\n" + kMailReplies},
      {"LOGIN", "AUTH LOGIN\r\nCANARYuser\r\nCANARYpass\r\n" + kMail,
       "334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n235 ok\r\n" + kMailReplies},
      {"LOGIN with the name at once", "AUTH LOGIN CANARYuser\r\nCANARYpass\r\n" + kMail,
       "334 UGFzc3dvcmQ6\r\n535 no\r\n" + kMailReplies},
      {"CRAM-MD5", "AUTH CRAM-MD5\r\nCANARY\r\n" + kMail,
       "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+\r\n235 ok\r\n" + kMailReplies},
      {"XOAUTH2 that fails", "AUTH XOAUTH2 CANARY\r\n\r\n" + kMail,
       "334 eyJzdGF0dXMiOiI0MDEifQ==\r\n535 no\r\n" + kMailReplies},
      {"given up", "AUTH PLAIN\r\n*\r\nAUTH PLAIN CANARY\r\n" + kMail,
       "334 \r\n501 given up\r\n235 ok\r\n" + kMailReplies},
      {"again after a failure", "AUTH PLAIN CANARYone\r\nAUTH PLAIN CANARYtwo\r\n" + kMail,
       "535 no\r\n235 ok\r\n" + kMailReplies},
      {"without a mechanism", "AUTH CANARY+/secret==\r\n" + kMail, "504 what\r\n" + kMailReplies},
      {"in lower case with more spaces", "auth   plain   CANARY \r\n" + kMail,
       "235 ok\r\n" + kMailReplies},
      {"with bare LF", "AUTH PLAIN\nCANARY\n" + kMail, "334 \r\n235 ok\r\n" + kMailReplies},
      {"to a server that does not know it", "AUTH PLAIN\r\nCANARY\r\n" + kMail,
       "502 what\r\n502 what\r\n" + kMailReplies},
      {"longer than a line", "AUTH PLAIN " + std::string(20'000, 'x') + "CANARY\r\n" + kMail,
       "500 too long\r\n" + kMailReplies},
      {"and no more", "AUTH PLAIN\r\nCANARY", "334 \r\n"},
  };
  return kAll;
}

const std::string kHello = "EHLO c.example\r\n";
const std::string kGreeting = "220 mx ESMTP\r\n250-mx\r\n250 AUTH PLAIN LOGIN\r\n";

void expect_no_secret(const Seen& seen, const Form& form, std::size_t cut) {
  ASSERT_EQ(digest_of(seen).find("CANARY"), std::string::npos) << form.name << " cut " << cut;
}

TEST(Secrets, come_out_of_no_form_however_it_is_cut) {
  for (const Form& form : forms()) {
    const std::string client = kHello + form.client;
    const std::string server = kGreeting + form.server;
    std::string expected;
    const std::size_t step = client.size() > 1000 ? 331 : 1;
    for (std::size_t cut = 0; cut <= client.size(); cut += step) {
      for (const bool server_first : {false, true}) {
        Talk talk;
        if (server_first) talk.server(server);
        if (cut > 0) talk.client(client.substr(0, cut));
        if (cut < client.size()) talk.client(client.substr(cut));
        if (!server_first) talk.server(server);
        const Seen& seen = talk.end();
        expect_no_secret(seen, form, cut);
        EXPECT_GE(seen.session().auth.size(), 1u) << form.name;
        if (expected.empty()) expected = digest_of(seen);
        ASSERT_EQ(digest_of(seen), expected) << form.name << " cut " << cut;
      }
    }
  }
}

TEST(Secrets, come_out_of_no_form_when_one_side_or_the_start_is_missing) {
  for (const Form& form : forms()) {
    expect_no_secret(Talk().client(kHello + form.client).end(), form, 0);
    for (std::size_t cut = 1; cut<form.client.size(); cut += form.client.size()> 1000 ? 331 : 1) {
      // The capture begins inside: what is left may look like anything.
      Talk midstream({}, capture::Pickup::kMidstream);
      midstream.client(form.client.substr(cut)).server(form.server);
      expect_no_secret(midstream.end(), form, cut);
      Talk holed;
      holed.server(kGreeting).client(kHello + form.client.substr(0, cut));
      holed.gap(capture::Side::kInitiator, 1).client(form.client.substr(cut + 1));
      expect_no_secret(holed.server(form.server).end(), form, cut);
    }
  }
}

}  // namespace
}  // namespace constat::parser::smtp::test
