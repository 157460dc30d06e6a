// Segments that came before their turn, of one direction, in the order of their positions. The
// first copy of a byte stays; parts never overlap. O(log n) a part, whatever the order of arrival,
// and at most 64 bytes beside the bytes themselves (robustness T07).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/container/btree_map.h"
#include "capture/stream_events.h"

namespace constat::capture {

class EarlySegments {
 public:
  // `bytes` are valid until the next call that changes anything.
  struct Part {
    std::string_view bytes;
    Arrival arrival;
  };
  // A later copy of bytes that are held. Views are valid until the next call that changes anything;
  // `later` lies in the bytes given to add().
  struct Overlap {
    std::int64_t position;
    std::string_view held;
    std::string_view later;
  };

  // In rising order.
  std::vector<Overlap> overlaps_with(std::int64_t position, std::string_view bytes) const;
  // Keeps those of `bytes` that are not held yet.
  void add(std::int64_t position, std::string_view bytes, const Arrival& arrival);

  bool empty() const { return parts_.empty(); }
  std::int64_t first_position() const { return parts_.begin()->first; }
  Part first() const { return parts_.begin()->second.part(); }
  void drop_first();
  // The byte at a position, if it is held.
  std::optional<char> byte_at(std::int64_t position) const;

  // Memory held: bytes, and a fixed charge for each part.
  std::size_t charge() const { return bytes_ + parts_.size() * kPartCharge; }

 private:
  static constexpr std::size_t kPartCharge = 64;

  // Owns its bytes; up to 8 of them in place.
  class Held {
   public:
    Held(std::string_view bytes, const Arrival& arrival);
    Held(Held&& other) noexcept;
    Held& operator=(Held&& other) noexcept;
    ~Held();
    std::string_view bytes() const;
    Part part() const { return {bytes(), {time_, {input_, frame_}}}; }

   private:
    bool is_in_place() const { return length_ <= sizeof storage_; }
    char* pointer() const;

    std::uint32_t length_;
    std::uint32_t input_;
    std::uint64_t frame_;
    CaptureTime time_;
    std::array<char, 8> storage_;  // the bytes, or the address of an array
  };
  static_assert(sizeof(Held) == 32);

  using Parts = absl::btree_map<std::int64_t, Held>;
  static std::int64_t end_of(const Parts::value_type& part);
  // The first part that ends after `position`.
  Parts::const_iterator first_reaching(std::int64_t position) const;

  Parts parts_;
  std::size_t bytes_ = 0;
};

}  // namespace constat::capture
