// Copies of bytes that are not read yet, beside the one in EarlySegments: other readings of the
// same bytes, and doubtful copies (doubt.h), which are read only where nothing better comes. Each
// is compared with what is read at its place, once that is known.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "capture/stream_events.h"
#include "capture/tcp/doubt.h"

namespace constat::capture {

struct LaterCopy {
  std::string bytes;
  std::string first{};  // what was read at the same place, as far as it is known
  Arrival arrival{};
  std::uint64_t order = 0;  // of arrival
  Doubt doubt = Doubt::kNone;
  bool acknowledged_before = false;

  bool is_compared() const { return first.size() == bytes.size(); }
};

class LaterCopies {
 public:
  using Copies = std::multimap<std::int64_t, LaterCopy>;  // by position

  void add(std::int64_t position, LaterCopy&& copy);

  bool empty() const { return copies_.empty(); }
  std::size_t charge() const { return charge_; }
  FrameRef first_frame() const { return copies_.begin()->second.arrival.frame; }

  // `bytes` are what is read at `position`; all copies reach no further back. Hands out each copy
  // that is thereby known whole: done(position, const LaterCopy&).
  template <class Done>
  void compare(std::int64_t position, std::string_view bytes, Done done);
  // [from, to) will not be read: removes and hands out what copies say of it; and of the bytes
  // before it, as compare() does.
  template <class Done, class Abandoned>
  void abandon(std::int64_t from, std::int64_t to, Done done, Abandoned abandoned);

  // The first doubtful copy that reaches beyond `position` begins here, or at `position` itself.
  std::optional<std::int64_t> doubtful_from(std::int64_t position) const;
  // The doubtful copy of the byte at `position` that came first, from there to `end` at most, or to
  // where one that came earlier begins. Requires that there is one; removes it.
  LaterCopy take_doubtful(std::int64_t position, std::int64_t end);

 private:
  static constexpr std::size_t kCopyCharge = 192;
  static std::int64_t end_of(const Copies::value_type& copy) {
    return copy.first + static_cast<std::int64_t>(copy.second.bytes.size());
  }
  // Divides the copies that reach from before `position` to beyond it.
  void divide_at(std::int64_t position);
  Copies::iterator erase(Copies::iterator copy);

  Copies copies_;
  std::size_t charge_ = 0;
  std::uint64_t next_order_ = 0;
};

template <class Done>
void LaterCopies::compare(std::int64_t position, std::string_view bytes, Done done) {
  const std::int64_t end = position + static_cast<std::int64_t>(bytes.size());
  for (auto at = copies_.begin(); at != copies_.end() && at->first < end;) {
    LaterCopy& copy = at->second;
    const std::int64_t known = at->first + static_cast<std::int64_t>(copy.first.size());
    copy.first += bytes.substr(static_cast<std::size_t>(known - position),
                               copy.bytes.size() - copy.first.size());
    if (copy.is_compared()) {
      done(at->first, copy);
      at = erase(at);
    } else {
      ++at;
    }
  }
}

template <class Done, class Abandoned>
void LaterCopies::abandon(std::int64_t from, std::int64_t to, Done done, Abandoned abandoned) {
  divide_at(from);
  divide_at(to);
  compare(from, {}, done);
  auto at = copies_.lower_bound(from);
  while (at != copies_.end() && at->first < to) {
    abandoned(at->first, at->second);
    at = erase(at);
  }
}

}  // namespace constat::capture
