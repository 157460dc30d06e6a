// Any bytes as fragments of a few datagrams: the same datagrams become whole, with the same bytes,
// as in a plain model that keeps a list of single bytes; and memory stays within its bound.
//
// A fragment is 4 bytes of input: which datagram and version, offset, length, fill; the end bit is
// in the first. Small numbers, so that fragments meet often.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "capture/frame/ip_fragments.h"
#include "tests/fuzz/checking_sinks.h"

namespace {

using namespace constat;
using namespace constat::capture;
using Outcome = IpFragments::Outcome;

struct Given {
  unsigned id;
  int version;
  std::uint32_t offset;
  std::string bytes;
  bool more;
};

Given given_by(std::string_view four) {
  const auto byte = [&](std::size_t at) {
    return static_cast<unsigned>(static_cast<unsigned char>(four[at]));
  };
  Given given;
  given.id = byte(0) & 3;
  given.version = (byte(0) & 4) != 0 ? 6 : 4;
  given.more = (byte(0) & 8) == 0;
  given.offset = ((byte(0) & 0xF0) == 0xF0 ? 8189 - 8 : 0) * 8 + (byte(1) & 31) * 8;
  std::size_t length = byte(2) & 63;
  if ((byte(2) & 0x80) != 0) length = length / 8 * 8;
  for (std::size_t at = 0; at < length; ++at) {
    given.bytes.push_back(static_cast<char>('a' + (given.offset + at) % 23 + (byte(3) & 1)));
  }
  return given;
}

IpFragment fragment_of(const Given& given) {
  IpFragment fragment;
  fragment.ip.source =
      given.version == 4 ? IpAddress::v4("ABCD") : IpAddress::v6("0123456789abcdef");
  fragment.ip.destination = fragment.ip.source;
  fragment.ip.identification = given.id;
  fragment.ip.protocol = 6;
  fragment.part = {given.bytes, given.bytes.size()};
  fragment.offset = given.offset;
  fragment.more = given.more;
  return fragment;
}

class Model {
 public:
  // What became whole, if anything.
  std::optional<std::string> add(const Given& given) {
    const std::size_t most = given.version == 4 ? 65'515 : 65'535;
    const std::size_t end = given.offset + given.bytes.size();
    const bool possible =
        !given.bytes.empty() && end <= most && (!given.more || given.bytes.size() % 8 == 0);
    if (!possible) return std::nullopt;
    One& one = datagrams_[{given.id, given.version}];
    if (one.whole && says_nothing_new(given, *one.whole)) return std::nullopt;
    if (one.whole) one = {};
    if (one.given_up) return std::nullopt;
    if (!given.more) one.ends.insert(end);
    one.furthest = std::max(one.furthest, end);
    if (one.ends.size() > 1 || (!one.ends.empty() && one.furthest > *one.ends.begin())) {
      one.given_up = true;
      return std::nullopt;
    }
    return fill(one, given);
  }

 private:
  struct One {
    std::map<std::size_t, char> bytes;
    std::set<std::pair<std::size_t, std::string>> parts;
    std::set<std::size_t> ends;
    std::size_t furthest = 0;
    bool given_up = false;
    std::optional<std::string> whole;
  };

  static bool says_nothing_new(const Given& given, const std::string& whole) {
    const std::size_t end = given.offset + given.bytes.size();
    return end <= whole.size() && (end == whole.size()) == !given.more &&
           whole.compare(given.offset, given.bytes.size(), given.bytes) == 0;
  }

  static std::optional<std::string> fill(One& one, const Given& given) {
    bool overlaps = false;
    for (std::size_t at = 0; at < given.bytes.size(); ++at) {
      overlaps = overlaps || one.bytes.contains(given.offset + at);
    }
    const bool again = !one.parts.insert({given.offset, given.bytes}).second;
    if (given.version == 6 && overlaps && !again) one.given_up = true;
    if (one.given_up) return std::nullopt;
    for (std::size_t at = 0; at < given.bytes.size(); ++at) {
      one.bytes.try_emplace(given.offset + at, given.bytes[at]);
    }
    if (one.ends.empty() || one.bytes.size() < *one.ends.begin()) return std::nullopt;
    std::string whole;
    for (const auto& [at, byte] : one.bytes) whole.push_back(byte);
    one.whole = whole;
    return whole;
  }

  std::map<std::pair<unsigned, int>, One> datagrams_;
};

void against_the_model(std::string_view input) {
  const Limits limits;
  IpFragments fragments(limits);
  Model model;
  for (; input.size() >= 4; input.remove_prefix(4)) {
    const Given given = given_by(input.substr(0, 4));
    const Outcome outcome = fragments.add(fragment_of(given), 0);
    const std::optional<std::string> expected = model.add(given);
    fuzz::check((outcome == Outcome::kComplete) == expected.has_value());
    fuzz::check(!expected || *fragments.datagram().bytes == *expected);
  }
}

void within_bounds(std::string_view input) {
  Limits limits;
  limits.fragment_bytes_total = 2000;
  limits.fragment_wait_seconds = 1;
  IpFragments fragments(limits);
  std::int64_t now = 0;
  for (; input.size() >= 4; input.remove_prefix(4)) {
    now += static_cast<unsigned char>(input[3]) * std::int64_t{4'000'000};
    fragments.add(fragment_of(given_by(input.substr(0, 4))), now);
    fuzz::check(fragments.bytes_held() <= limits.fragment_bytes_total + 1024);
  }
  fragments.add(IpFragment{}, now + 1'000'000'000);
  fuzz::check(fragments.bytes_held() == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  against_the_model(input);
  within_bounds(input);
  return 0;
}
