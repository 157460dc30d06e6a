#include "capture/tcp/recent_bytes.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace constat::capture {
namespace {

// A greeting and an answer or two fit into the first ring; who outgrows it soon outgrows the next.
constexpr std::size_t kFirstCapacity = 64;
constexpr std::size_t kGrowth = 4;

}  // namespace

void RecentBytes::append(std::string_view bytes, std::size_t most, std::size_t& total) {
  if (size_ + bytes.size() > capacity_) grow(size_ + bytes.size(), std::bit_floor(most), total);
  if (capacity_ == 0) return;
  if (bytes.size() > capacity_) bytes.remove_prefix(bytes.size() - capacity_);
  copy_in(bytes);
}

void RecentBytes::grow(std::size_t wanted, std::size_t most, std::size_t& total) {
  std::size_t capacity = capacity_ == 0 ? kFirstCapacity : capacity_ * kGrowth;
  capacity = std::min(most, std::max(capacity, std::bit_ceil(wanted)));
  if (capacity <= capacity_) return;
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  std::size_t copied = 0;
  for (const std::string_view piece : look_back(size_, size_)) {
    std::copy(piece.begin(), piece.end(), larger.get() + copied);
    copied += piece.size();
  }
  ring_ = std::move(larger);
  total += capacity - capacity_;
  capacity_ = static_cast<std::uint32_t>(capacity);
  next_ = size_ & (capacity_ - 1);
}

void RecentBytes::copy_in(std::string_view bytes) {
  const std::size_t first = std::min<std::size_t>(bytes.size(), capacity_ - next_);
  std::memcpy(ring_.get() + next_, bytes.data(), first);
  if (first < bytes.size()) std::memcpy(ring_.get(), bytes.data() + first, bytes.size() - first);
  const auto count = static_cast<std::uint32_t>(bytes.size());
  next_ = (next_ + count) & (capacity_ - 1);
  size_ = std::min(size_ + count, capacity_);
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
