// `constat extract`: each mail as a file of its exact bytes, and mails.jsonl, which says of every
// byte where in which input it stood.
//
// Files are named by the mail's id, never by anything a sender wrote.

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>

#include "classifier/record_json.h"
#include "core/json_writer.h"
#include "dossier/dossier.h"
#include "dossier/private_files.h"
#include "tools/constat/commands.h"
#include "tools/constat/run.h"

namespace constat::tools {
namespace {

namespace fs = std::filesystem;

absl::Status make_directory(const std::string& path) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_empty(path, error)) {
    return absl::AlreadyExistsError(path +
                                    ": exists and is not empty; nothing is overwritten: give -o "
                                    "another name");
  }
  if (fs::is_directory(path, error)) return absl::OkStatus();
  if (::mkdir(path.c_str(), 0700) != 0)
    return dossier::system_error("make the directory", path, errno);
  return absl::OkStatus();
}

std::string file_name(const std::string& id) { return id.substr(id.find(':') + 1) + ".eml"; }

// [mail offset, length, offset in the stream or file, input, frame or null]
void write_pieces(const capture::RawMail& mail, JsonWriter& json) {
  json.key("pieces").begin_array();
  if (mail.pieces != nullptr) {
    for (const capture::Piece& piece : *mail.pieces) {
      json.begin_array().value(piece.mail_offset).value(piece.length).value(piece.source_offset);
      json.value(std::uint64_t{piece.frame.input});
      if (piece.frame.frame == 0) {
        json.null();
      } else {
        json.value(piece.frame.frame);
      }
      json.end_array();
    }
  }
  json.end_array();
}

std::string origin_record(const capture::RawMail& mail) {
  std::string line;
  JsonWriter json(line);
  json.begin_object().key("record").value("extracted_mail").key("id").value(mail.id);
  json.key("file").value(file_name(mail.id)).key("session").value_or_null(mail.session_id);
  json.key("time").value_or_null(to_rfc3339(mail.time)).key("bytes").value(mail.size);
  json.key("bytes_written").value(std::uint64_t{mail.bytes.size()});
  json.key("sha256").value(to_hex(mail.sha256));
  json.key("completeness").value(capture::name_of(mail.completeness));
  json.key("missing").begin_array();
  for (const ByteRange& hole : mail.missing) {
    json.begin_array().value(hole.offset).value(hole.length).end_array();
  }
  json.end_array();
  write_pieces(mail, json);
  json.end_object();
  return line;
}

// Takes the mails of all workers.
class Extraction final : public capture::MailSink {
 public:
  Extraction(const Options& options, const Limits& limits)
      : directory_(options.extraction),
        wanted_(options.mails_wanted.begin(), options.mails_wanted.end()),
        all_(wanted_.empty()) {
    origins_.emplace_back(limits.record_bytes_per_worker);
  }

  void on_mail(const capture::RawMail& mail) override {
    const std::lock_guard lock(mutex_);
    if (!all_ && wanted_.erase(mail.id) == 0) return;
    status_.Update(dossier::write_private_file(directory_ + "/" + file_name(mail.id), mail.bytes,
                                               dossier::Flush::kLater));
    SortKey key;
    key.add(std::string_view(to_rfc3339(mail.time))).add(std::uint64_t{mail.input});
    key.add(mail.first_frame.frame).add(std::string_view(mail.id));
    origins_.front().add(key.bytes(), origin_record(mail));
    ++mails_;
    if (mail.incomplete() || mail.size > mail.bytes.size()) ++incomplete_;
  }

  // Writes mails.jsonl: the inputs, whose place in the list the pieces name, then the mails.
  absl::Status finish(const RunResult& result) {
    std::string text;
    for (const auto& input : result.inputs) {
      classifier::append_json(input, text);
      text += '\n';
    }
    SortedRecords records(origins_);
    for (std::string_view record; records.next(record);) {
      text += record;
      text += '\n';
    }
    status_.Update(records.status());
    status_.Update(dossier::write_private_file(directory_ + "/mails.jsonl", text));
    for (const std::string& id : wanted_) {
      if (!all_) status_.Update(absl::NotFoundError(id + ": no mail of the inputs has this id"));
    }
    return status_;
  }

  std::uint64_t mails() const { return mails_; }
  std::uint64_t incomplete() const { return incomplete_; }

 private:
  std::string directory_;
  std::set<std::string> wanted_;
  bool all_;
  std::mutex mutex_;
  std::vector<RecordSpool> origins_;
  std::uint64_t mails_ = 0;
  std::uint64_t incomplete_ = 0;
  absl::Status status_;
};

}  // namespace

ExitCode extract(const Options& options) {
  if (const auto status = make_directory(options.extraction); !status.ok()) return fail(status);
  const Limits limits;
  Extraction extraction(options, limits);
  RunRecords records(MailOrder::kCapture);
  // Nothing is pseudonymised here; the key only hides how flows are spread.
  const auto result = run(options, dossier::random_key(), records, &extraction);
  if (!result.ok()) return fail(result.status());
  print_notes(*result);
  if (const auto status = extraction.finish(*result); !status.ok()) return fail(status);
  std::fprintf(stderr, "constat: %llu mails written to %s\n",
               static_cast<unsigned long long>(extraction.mails()), options.extraction.c_str());
  if (!result->reading.ok()) return fail(result->reading);
  return extraction.incomplete() > 0 || result->summary.inputs_incomplete > 0
             ? ExitCode::kIncompleteInput
             : ExitCode::kDone;
}

}  // namespace constat::tools
