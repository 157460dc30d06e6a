#include "classifier/registers/standing.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "capture/byte_source.h"
#include "classifier/registers/times.h"

namespace constat::classifier {
namespace {

// More is no statement of where a file comes from.
constexpr std::size_t kLargest = 64 * 1024;

absl::Status wrong(const std::string& name, const toml::source_region& where,
                   std::string_view what) {
  return absl::InvalidArgumentError(name + ":" + std::to_string(where.begin.line) + ": " +
                                    std::string(what));
}

}  // namespace

absl::Status read_standing_text(const std::string& name, std::string_view text, Exhibit& exhibit) {
  const toml::parse_result parsed = toml::parse(text, name);
  if (parsed.failed()) return wrong(name, parsed.error().source(), parsed.error().description());
  const std::array<std::pair<std::string_view, std::string*>, 3> members = {
      {{"producer", &exhibit.producer},
       {"mandate", &exhibit.mandate},
       {"produced_at", &exhibit.produced_at}}};
  for (const auto& [key, value] : parsed.table()) {
    const std::string_view wanted = key.str();
    const auto* const member = std::find_if(members.begin(), members.end(),
                                            [&](const auto& one) { return one.first == wanted; });
    if (member == members.end()) {
      return wrong(name, key.source(),
                   "\"" + std::string(key.str()) +
                       "\" is not known here; there are producer, mandate and produced_at");
    }
    if (!value.is_string()) {
      return wrong(name, value.source(), "the value is no text; put it between quotes");
    }
    *member->second = value.as_string()->get();
  }
  if (!exhibit.produced_at.empty() && !register_time(exhibit.produced_at)) {
    return absl::InvalidArgumentError(name +
                                      ": produced_at is no time; write 2026-10-01 or "
                                      "2026-10-01T10:00:00Z");
  }
  return absl::OkStatus();
}

absl::Status read_standing(const std::string& register_path, Exhibit& exhibit) {
  const std::string path = register_path + ".toml";
  std::error_code error;
  if (register_path == "-" || !std::filesystem::exists(path, error)) return absl::OkStatus();
  const auto source = capture::open_file(path);
  if (!source.ok()) return source.status();
  const std::string_view text = (*source)->peek(kLargest + 1);
  if (!(*source)->status().ok()) return (*source)->status();
  if (text.size() > kLargest) {
    return absl::InvalidArgumentError(path +
                                      ": larger than 64 KiB; it states where the register "
                                      "comes from, in three lines");
  }
  return read_standing_text(path, text, exhibit);
}

}  // namespace constat::classifier
