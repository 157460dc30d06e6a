#include "capture/tcp/recent_bytes.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace constat::capture {
namespace {

constexpr std::size_t kFirstCapacity = 512;

}  // namespace

void RecentBytes::append(std::string_view bytes, const Bounds& bounds, std::size_t& total) {
  if (size_ + bytes.size() > capacity_) grow(size_ + bytes.size(), bounds, total);
  if (capacity_ == 0) return;
  if (bytes.size() > capacity_) bytes.remove_prefix(bytes.size() - capacity_);
  copy_in(bytes);
}

void RecentBytes::grow(std::size_t wanted, const Bounds& bounds, std::size_t& total) {
  const std::size_t most = std::bit_floor(bounds.most);
  // Twice what is wanted: a stream that has outgrown one ring soon outgrows the next.
  const std::size_t capacity =
      std::min(most, wanted <= kFirstCapacity ? kFirstCapacity : 2 * std::bit_ceil(wanted));
  if (capacity <= capacity_ || total + capacity - capacity_ > bounds.total_most) return;
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  std::size_t copied = 0;
  for (const std::string_view piece : look_back(size_, size_)) {
    std::copy(piece.begin(), piece.end(), larger.get() + copied);
    copied += piece.size();
  }
  ring_ = std::move(larger);
  total += capacity - capacity_;
  capacity_ = capacity;
  next_ = size_;  // below the new capacity, which is at least twice the old one
}

void RecentBytes::copy_in(std::string_view bytes) {
  const std::size_t first = std::min(bytes.size(), capacity_ - next_);
  std::memcpy(ring_.get() + next_, bytes.data(), first);
  if (first < bytes.size()) std::memcpy(ring_.get(), bytes.data() + first, bytes.size() - first);
  next_ = (next_ + bytes.size()) & (capacity_ - 1);
  size_ = std::min(size_ + bytes.size(), capacity_);
}

std::array<std::string_view, 2> RecentBytes::look_back(std::size_t back, std::size_t length) const {
  assert(length <= back && back <= size_);
  if (length == 0) return {};
  const std::size_t start = (next_ + capacity_ - back) & (capacity_ - 1);
  const std::size_t first = std::min(length, capacity_ - start);
  return {std::string_view(ring_.get() + start, first),
          std::string_view(ring_.get(), length - first)};
}

void RecentBytes::release(std::size_t& total) {
  total -= capacity_;
  ring_.reset();
  capacity_ = next_ = size_ = 0;
}

}  // namespace constat::capture
