#include "tools/constat/inputs.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "capture/packet/packet_source.h"

namespace constat::tools {
namespace {

namespace fs = std::filesystem;
using capture::InputKind;

// Enough for the headers of a capture file and its first frame, whatever its size.
constexpr std::size_t kFirstFrameBytes = 512 * 1024;

// Read ahead of the source's position, which stays where it is.
CaptureTime first_frame_time(capture::ByteSource& bytes, InputKind kind, const Limits& limits) {
  const auto packets = capture::open_packets(
      capture::open_bytes(bytes.peek(kFirstFrameBytes), limits), kind, limits);
  capture::Packet packet;
  return packets->next(packet) ? packet.time : CaptureTime::unknown();
}

absl::StatusOr<Input> open_input(const std::string& path, std::optional<InputKind> forced_kind,
                                 const Limits& limits) {
  auto bytes = capture::open_file(path, limits);
  if (!bytes.ok()) return bytes.status();
  const bool is_empty = (*bytes)->peek(1).empty();
  if (!(*bytes)->status().ok()) return (*bytes)->status();
  Input input;
  input.path = path;
  if (is_empty) {
    return absl::InvalidArgumentError(path + ": the file is empty: there is nothing to read");
  }
  input.kind = forced_kind ? *forced_kind : capture::recognise(**bytes);
  if (input.kind == InputKind::kUnknown) {
    return absl::InvalidArgumentError(
        path +
        ": offset 0: neither a capture (pcap, pcapng) nor a mail (mbox, .eml);"
        " --as KIND reads it as one all the same");
  }
  if (is_capture(input.kind)) input.first_time = first_frame_time(**bytes, input.kind, limits);
  std::error_code error;
  if (path == "-" || !fs::is_regular_file(path, error)) {
    input.opened = std::move(*bytes);
  } else if (const auto size = fs::file_size(path, error); !error) {
    input.bytes = size;
  }
  return input;
}

// The Maildir that a file is a mail of: it lies in cur/ or new/ beside the other of them.
enum class MaildirPlace : std::uint8_t { kNone, kMail, kUnfinished };
MaildirPlace maildir_place(const fs::path& file) {
  const fs::path folder = file.parent_path();
  const std::string name = folder.filename().string();
  const bool delivered = name == "cur" || name == "new";
  if (!delivered && name != "tmp") return MaildirPlace::kNone;
  std::error_code error;
  const fs::path mailbox = folder.parent_path();
  if (!fs::is_directory(mailbox / "cur", error) || !fs::is_directory(mailbox / "new", error)) {
    return MaildirPlace::kNone;
  }
  return delivered ? MaildirPlace::kMail : MaildirPlace::kUnfinished;
}

absl::StatusOr<std::vector<std::string>> files_below(const std::string& directory) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator walk(directory, error);
  while (!error && walk != fs::recursive_directory_iterator()) {
    if (walk->is_regular_file(error) && !error) files.push_back(walk->path().string());
    if (!error) walk.increment(error);
  }
  if (error) {
    return absl::UnavailableError(directory + ": cannot be read: " + error.message());
  }
  std::ranges::sort(files);
  return files;
}

absl::Status add_directory(const std::string& directory, std::optional<InputKind> forced_kind,
                           const Limits& limits, InputList& list) {
  auto files = files_below(directory);
  if (!files.ok()) return files.status();
  std::size_t found = 0;
  for (const std::string& file : *files) {
    const MaildirPlace place = maildir_place(file);
    if (place == MaildirPlace::kUnfinished) {
      list.set_aside.push_back(file);
      continue;
    }
    const auto kind = !forced_kind && place == MaildirPlace::kMail ? InputKind::kEml : forced_kind;
    auto input = open_input(file, kind, limits);
    if (input.ok()) {
      list.inputs.push_back(std::move(*input));
      ++found;
    } else if (absl::IsInvalidArgument(input.status())) {
      list.set_aside.push_back(file);
    } else {
      return input.status();
    }
  }
  if (found > 0) return absl::OkStatus();
  return absl::InvalidArgumentError(directory + ": the directory holds no capture and no mail (" +
                                    std::to_string(files->size()) +
                                    " files looked at); name a pcap, pcapng, mbox or .eml file");
}

// What was named twice, once by its own path and once by that of its directory say, is read once:
// counted twice, its mails would be.
void leave_out_repeated(InputList& list) {
  std::set<std::string> seen;
  std::erase_if(list.inputs, [&](const Input& input) {
    std::error_code error;
    const fs::path file = input.path == "-" ? fs::path("-") : fs::canonical(input.path, error);
    if (error || seen.insert(file.string()).second) return false;
    list.repeated.push_back(input.path);
    return true;
  });
}

}  // namespace

absl::StatusOr<std::unique_ptr<capture::ByteSource>> Input::open(const Limits& limits) {
  if (opened != nullptr) return std::move(opened);
  return capture::open_file(path, limits);
}

absl::StatusOr<InputList> find_inputs(const std::vector<std::string>& words,
                                      std::optional<InputKind> forced_kind, const Limits& limits) {
  InputList list;
  for (const std::string& word : words) {
    std::error_code error;
    if (fs::is_directory(word, error)) {
      if (const auto status = add_directory(word, forced_kind, limits, list); !status.ok()) {
        return status;
      }
      continue;
    }
    auto input = open_input(word, forced_kind, limits);
    if (!input.ok()) return input.status();
    list.inputs.push_back(std::move(*input));
  }
  std::ranges::stable_sort(list.inputs, [](const Input& a, const Input& b) {
    const auto key = [](const Input& input) {
      return std::tuple(!is_capture(input.kind), input.first_time, input.path);
    };
    return key(a) < key(b);
  });
  leave_out_repeated(list);
  return list;
}

}  // namespace constat::tools
