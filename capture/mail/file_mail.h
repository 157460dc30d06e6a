// One mail of a file, being collected: kept up to a cap, hashed whole, with its place in the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
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
  void add(Defect defect) { mail_.defects.push_back(defect); }
  // Hands the mail on and starts afresh.
  void finish(Completeness completeness);
  // Forgets what was collected: it was no mail.
  void discard();

 private:
  // Which of the equal mails of this file the present one is.
  std::uint64_t ordinal(const Digest& digest);

  const Limits& limits_;
  std::uint32_t input_;
  MailSink& sink_;
  std::string bytes_;
  std::uint64_t size_ = 0;
  Sha256 hash_;
  std::vector<Piece> pieces_;
  // How often each content came before, by the first 8 bytes of its digest: 16 bytes a mail, up to
  // Limits::mail_digests_per_input. Two contents that share them only share a count: ids are made
  // of the whole digest.
  absl::flat_hash_map<std::uint64_t, std::uint32_t> seen_;
  std::uint64_t mails_ = 0;
  RawMail mail_;
};

}  // namespace constat::capture
