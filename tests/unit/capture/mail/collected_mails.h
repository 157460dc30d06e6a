// Reads a mail file that stands in a buffer of exactly its size, and keeps every mail.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "capture/mail/mail_source.h"

namespace constat::capture::testing {

struct Collected final : MailSink {
  struct Mail {
    std::string bytes, id, digest;
    std::uint64_t size;
    std::vector<Piece> pieces;
    Defects defects;
    Completeness completeness;
  };
  std::vector<Mail> mails;
  InputFacts facts;
  void on_mail(const RawMail& mail) override {
    EXPECT_FALSE(mail.has_envelope);
    EXPECT_EQ(mail.session_id, "");
    mails.push_back({std::string(mail.bytes), mail.id, to_hex(mail.sha256), mail.size, *mail.pieces,
                     mail.defects, mail.completeness});
  }
};

inline Collected read_mail_file(std::string_view text, InputKind kind, const Limits& limits = {}) {
  Collected collected;
  const std::vector<char> exact(text.begin(), text.end());
  const auto source = open_bytes({exact.data(), exact.size()}, limits);
  EXPECT_TRUE(read_mails(*source, kind, 3, limits, collected, collected.facts).ok());
  const InputFacts& facts = collected.facts;
  EXPECT_EQ(facts.bytes, text.size());
  EXPECT_EQ(to_hex(facts.sha256), to_hex(sha256(text)));
  EXPECT_EQ(facts.mails, collected.mails.size());
  if (facts.kind == InputKind::kMbox) {
    EXPECT_EQ(facts.mbox.separator + facts.mbox.separator_alone + facts.mbox.content_length +
                  facts.mbox.file_start,
              facts.mails);
  }
  return collected;
}

}  // namespace constat::capture::testing
