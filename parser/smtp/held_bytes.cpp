#include "parser/smtp/held_bytes.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cassert>
#include <cstring>

namespace constat::parser::smtp {

HeldBytes::~HeldBytes() { release(); }

void HeldBytes::release() {
  if (data_) OPENSSL_cleanse(data_.get(), capacity_);
  data_.reset();
  capacity_ = head_ = end_ = 0;
}

void HeldBytes::make_room(std::size_t count) {
  if (capacity_ - end_ >= count) return;
  const std::size_t live = end_ - head_;
  // Moving down is paid for by the bytes already dropped, so that appending stays linear.
  if (head_ >= live && capacity_ - live >= count) {
    if (live > 0) std::memmove(data_.get(), data_.get() + head_, live);
    OPENSSL_cleanse(data_.get() + live, end_ - live);
  } else {
    const std::size_t grown = std::max<std::size_t>(2 * (live + count), 256);
    auto larger = std::make_unique<char[]>(grown);
    if (live > 0) std::memcpy(larger.get(), data_.get() + head_, live);
    if (data_) OPENSSL_cleanse(data_.get(), capacity_);
    data_ = std::move(larger);
    capacity_ = grown;
  }
  head_ = 0;
  end_ = live;
}

void HeldBytes::append(std::string_view bytes) {
  if (bytes.empty()) return;
  make_room(bytes.size());
  std::memcpy(data_.get() + end_, bytes.data(), bytes.size());
  end_ += bytes.size();
}

void HeldBytes::drop_front(std::size_t count) {
  assert(count <= end_ - head_);
  if (count == 0) return;
  OPENSSL_cleanse(data_.get() + head_, count);
  head_ += count;
  if (head_ == end_) release();  // idle flows must stay small
}

}  // namespace constat::parser::smtp
