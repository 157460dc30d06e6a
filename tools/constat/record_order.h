// The one order in which records come out: capture time, then place. It depends on the capture
// alone, not on how it was split into files or spread over threads. Records of mail files, which
// have no capture time, follow in the order of their files.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "classifier/mail_record.h"
#include "core/capture_time.h"
#include "core/record_spool.h"

namespace constat::tools {

// What stands in the key of a session.
struct SessionKey {
  std::string_view time, id;
};

class RecordOrder {
 public:
  explicit RecordOrder(const std::vector<std::string>& input_names) {
    for (const std::string& name : input_names) places_.emplace(name, places_.size());
  }

  SortKey key_of(const classifier::MailRecord& mail) const {
    const bool in_file = mail.door == capture::Door::kMail;
    SortKey key;
    key.add(std::uint64_t{in_file}).add(std::string_view(in_file ? "" : mail.time));
    key.add(place_of(mail.input)).add(mail.first_frame).add(mail.last_frame);
    return key.add(mail.source_offset.value_or(0)).add(std::string_view(mail.id));
  }
  SortKey key_of(const classifier::SessionRecord& session) const {
    SortKey key;
    key.add(std::string_view(to_rfc3339(session.facts.time))).add(place_of(session.input));
    return key.add(session.facts.first_frame.frame).add(std::string_view(session.facts.id));
  }
  // Of key_of(session); valid as long as that is. Neither text holds a byte that keys write in
  // another way.
  static SessionKey session_key(std::string_view key) {
    const std::size_t time = std::min(key.find('\0'), key.size());
    const std::size_t id = std::min(time + 1 + 2 * sizeof(std::uint64_t), key.size());
    return {key.substr(0, time), key.substr(id, key.size() - id - (id < key.size() ? 1 : 0))};
  }

 private:
  std::uint64_t place_of(const std::string& input) const {
    const auto found = places_.find(input);
    return found == places_.end() ? places_.size() : found->second;
  }
  absl::flat_hash_map<std::string, std::uint64_t> places_;
};

}  // namespace constat::tools
