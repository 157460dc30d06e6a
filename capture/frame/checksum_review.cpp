#include "capture/frame/checksum_review.h"

#include <cstring>

#include "capture/frame/internet_checksum.h"

namespace constat::capture {
namespace {

constexpr std::size_t kTcpChecksumAt = 16;

bool is_unfinished(const IpHeader& ip, std::string_view segment) {
  std::uint16_t field;
  std::memcpy(&field, segment.data() + kTcpChecksumAt, sizeof field);
  const auto complement = static_cast<std::uint16_t>(~field);
  for (const std::size_t length : {segment.size(), std::size_t{0}}) {
    const std::uint16_t sum = fold(tcp_pseudo_header(ip, static_cast<std::uint32_t>(length)));
    if (field == sum || complement == sum) return true;
  }
  return false;
}

}  // namespace

bool ChecksumReview::reads_header(const IpHeader& ip, std::string_view header) {
  if (mode_ == Checksums::kIgnore || ip.length_left_to_card) return true;
  Sender& from = sender(ip.source, Kind::kHeader);
  if (!is_sum_right(add_words(0, header))) return reads_wrong(from, Kind::kHeader);
  ++from.tally(Kind::kHeader).right;
  return true;
}

bool ChecksumReview::reads_tcp(const IpHeader& ip, std::string_view segment, std::uint64_t length) {
  if (mode_ == Checksums::kIgnore || ip.length_left_to_card || segment.size() != length) {
    return true;
  }
  Sender& from = sender(ip.source, Kind::kTcp);
  const auto pseudo_header = tcp_pseudo_header(ip, static_cast<std::uint32_t>(length));
  if (!is_sum_right(add_words(pseudo_header, segment))) {
    if (!is_unfinished(ip, segment)) return reads_wrong(from, Kind::kTcp);
    ++counts_.checksums_unfinished;
    if (mode_ == Checksums::kStrict) return reads_wrong(from, Kind::kTcp);
    note_read(from);
  }
  ++from.tally(Kind::kTcp).right;
  return true;
}

bool ChecksumReview::reads_wrong(Sender& from, Kind kind) {
  Tally& tally = from.tally(kind);
  ++tally.wrong;
  if (mode_ == Checksums::kStrict || tally.wrong <= tally.right) {
    ++counts_.checksums_wrong_set_aside;
    return false;
  }
  note_read(from);
  return true;
}

void ChecksumReview::note_read(Sender& sender) {
  ++counts_.checksums_wrong_read;
  if (!sender.read_wrong) ++counts_.addresses_offloading;
  sender.read_wrong = true;
}

std::size_t ChecksumReview::shortcut_of(const IpAddress& address) {
  std::uint64_t words[2];
  std::memcpy(words, address.bytes.data(), sizeof words);
  return ((words[0] ^ words[1] ^ address.version) * 0x9E37'79B9'7F4A'7C15 >> 48) % kShortcuts;
}

ChecksumReview::Sender& ChecksumReview::sender(const IpAddress& address, Kind kind) {
  Senders::value_type*& shortcut = shortcuts_[shortcut_of(address)];
  if (shortcut == nullptr || shortcut->first != address) shortcut = find_or_add(address);
  Sender& found = shortcut->second;
  const Tally& tally = found.tally(kind);
  found.seen_again = found.seen_again || tally.right + tally.wrong > 0;
  return found;
}

ChecksumReview::Senders::value_type* ChecksumReview::find_or_add(const IpAddress& address) {
  const auto found = senders_.find(address);
  if (found != senders_.end()) return &*found;
  if (senders_.size() >= limits_.checksum_addresses && !senders_.empty()) forget_one();
  queue_.push_back(senders_.try_emplace(address).first);
  return &*queue_.back();
}

// Each turn to the end was earned by being seen again.
void ChecksumReview::forget_one() {
  while (queue_.front()->second.seen_again) {
    queue_.front()->second.seen_again = false;
    queue_.push_back(queue_.front());
    queue_.pop_front();
  }
  Senders::value_type*& shortcut = shortcuts_[shortcut_of(queue_.front()->first)];
  if (shortcut == &*queue_.front()) shortcut = nullptr;
  senders_.erase(queue_.front());
  queue_.pop_front();
}

}  // namespace constat::capture
