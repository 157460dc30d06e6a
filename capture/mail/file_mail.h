// One mail of a file, being collected: kept up to a cap, hashed whole, with its place in the file.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "core/digest.h"
#include "core/limits.h"

namespace constat::capture {

class FileMail {
 public:
  FileMail(const Limits& limits, std::uint32_t input, MailSink& sink)
      : limits_(limits), input_(input), sink_(sink) {}

  // `bytes` stand at `offset` of the file.
  void append(std::string_view bytes, std::uint64_t offset);
  // Hands the mail on and starts afresh.
  void finish(Completeness completeness);

 private:
  const Limits& limits_;
  std::uint32_t input_;
  MailSink& sink_;
  std::string bytes_;
  std::uint64_t size_ = 0;
  Sha256 hash_;
  std::vector<Piece> pieces_;
  std::map<Digest, std::uint64_t> seen_;  // how often each content came before
  RawMail mail_;
};

}  // namespace constat::capture
