// The directory of a case: the record file, the files written beside it, the manifest over all.

#include "dossier/dossier.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "dossier/private_files.h"
#include "dossier/record_store.h"

namespace constat::dossier {
namespace {

constexpr std::string_view kRecords = "records.sqlite";
constexpr std::string_view kScratch = "records.sqlite.new";
constexpr std::string_view kManifest = "manifest-sha256.txt";
// The circumstances of the run differ from run to run.
constexpr std::string_view kRun = "run.json";

// One plain word: no directory, nothing hidden, nothing that a manifest line would have to escape.
bool is_plain_name(std::string_view name) {
  const auto is_plain = [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '.' || character == '-' ||
           character == '_';
  };
  return !name.empty() && name.front() != '.' && name.front() != '-' &&
         std::ranges::all_of(name, is_plain);
}

}  // namespace

class Dossier::Impl {
 public:
  Impl(std::string directory, std::unique_ptr<RecordStore> records)
      : directory_(std::move(directory)), records_(std::move(records)) {}

  RecordStore* records() const { return records_.get(); }
  bool is_open_for_writing() const {
    return records_ != nullptr && records_->is_open_for_writing();
  }
  std::string path_of(std::string_view name) const { return directory_ + "/" + std::string(name); }
  absl::Status sealed() const {
    return absl::FailedPreconditionError("the dossier " + directory_ + " is sealed");
  }

  absl::Status seal() {
    if (!is_open_for_writing()) return sealed();
    // Made here so that it is the owner's alone from the start; SQLite fills it.
    if (auto status = write_private_file(path_of(kScratch), ""); !status.ok()) return status;
    if (auto status = records_->finish(path_of(kScratch)); !status.ok()) return status;
    records_.reset();
    auto manifest = manifest_text();
    if (!manifest.ok()) return manifest.status();
    if (auto status = write_private_file(path_of(kManifest), *manifest); !status.ok())
      return status;
    return sync(directory_);
  }

 private:
  absl::StatusOr<std::string> manifest_text() const {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(directory_, error), end; !error && entry != end;
         entry.increment(error)) {
      std::string name = entry->path().filename().string();
      if (name != kManifest && name != kRun) names.push_back(std::move(name));
    }
    if (error) return system_error("list", directory_, error.value());
    std::ranges::sort(names);
    std::string text;
    for (const std::string& name : names) {
      if (!is_plain_name(name)) {
        return absl::FailedPreconditionError("a file that constat did not write stands in " +
                                             directory_ + "; move it elsewhere");
      }
      auto digest = sha256_of_file(path_of(name));
      if (!digest.ok()) return digest.status();
      text += *digest + "  " + name + "\n";
    }
    return text;
  }

  std::string directory_;
  std::unique_ptr<RecordStore> records_;  // null once sealed
};

Dossier::Dossier(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Dossier::~Dossier() = default;

absl::StatusOr<std::unique_ptr<Dossier>> Dossier::create(const std::string& directory) {
  if (auto status = make_private_directory(directory); !status.ok()) return status;
  const std::string path = directory + "/" + std::string(kRecords);
  if (auto status = write_private_file(path, ""); !status.ok()) return status;
  auto records = RecordStore::create(path);
  if (!records.ok()) return records.status();
  return std::unique_ptr<Dossier>(
      new Dossier(std::make_unique<Impl>(directory, std::move(*records))));
}

absl::StatusOr<std::unique_ptr<Dossier>> Dossier::open(const std::string& directory) {
  auto records = RecordStore::open(directory + "/" + std::string(kRecords));
  if (!records.ok()) return records.status();
  return std::unique_ptr<Dossier>(
      new Dossier(std::make_unique<Impl>(directory, std::move(*records))));
}

absl::Status Dossier::add(const StoredRecord& record) {
  if (!impl_->is_open_for_writing()) return impl_->sealed();
  return impl_->records()->add(record);
}

absl::Status Dossier::for_each(
    std::string_view record_kind,
    const std::function<absl::Status(std::string_view json)>& visit) const {
  if (impl_->records() == nullptr) return impl_->sealed();
  return impl_->records()->for_each(record_kind, visit);
}

absl::Status Dossier::write_file(const std::string& name, std::string_view bytes) {
  if (!impl_->is_open_for_writing()) return impl_->sealed();
  if (!is_plain_name(name) || name == kManifest || name == kRecords || name == kScratch) {
    return absl::InvalidArgumentError("\"" + name + "\" cannot be the name of a file in a dossier");
  }
  return write_private_file(impl_->path_of(name), bytes);
}

absl::Status Dossier::seal() { return impl_->seal(); }

}  // namespace constat::dossier
