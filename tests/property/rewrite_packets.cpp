#include "tests/property/rewrite_packets.h"

#include <algorithm>

#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/octets.h"
#include "tools/forge/wire/wrap.h"

namespace constat::tests {
namespace {

namespace wire = forge;

std::size_t up_to(std::size_t most, std::mt19937& random) { return random() % (most + 1); }

struct Layout {
  std::size_t tcp, payload;
};

// Of a packet as the forge writes it: no IP options, no extension headers.
Layout layout_of(const std::string& ip) {
  const std::size_t tcp = wire::version_of(ip) == 6 ? 40 : 20;
  return {tcp, tcp + (wire::get8(ip, tcp + 12) >> 4) * 4};
}

void set_checksums(std::string& ip, const Layout& layout) {
  if (wire::version_of(ip) == 4) wire::set_ipv4_checksum(ip);
  const wire::IpRoute route{wire::source_of(ip), wire::destination_of(ip)};
  wire::set16(ip, layout.tcp + 16, 0);
  const std::string_view segment = std::string_view(ip).substr(layout.tcp);
  const std::uint64_t pseudo = wire::pseudo_header_sum(route, 6, segment.size());
  wire::set16(ip, layout.tcp + 16, wire::checksum(pseudo + wire::word_sum(segment)));
}

// Bytes [from, to) of the payload as a packet of its own.
TimedPacket piece_of(const TimedPacket& packet, const Layout& layout, std::size_t from,
                     std::size_t to, std::uint32_t id) {
  const std::string& whole = packet.ip;
  std::string ip = whole.substr(0, layout.payload) + whole.substr(layout.payload + from, to - from);
  if (wire::version_of(ip) == 6) {
    wire::set16(ip, 4, ip.size() - 40);
  } else {
    wire::set16(ip, 2, ip.size());
    wire::set16(ip, 4, id);
  }
  const auto sequence = wire::get32(whole, layout.tcp + 4) + static_cast<std::uint32_t>(from);
  wire::set32(ip, layout.tcp + 4, sequence);
  if (layout.payload + to < whole.size()) {
    const std::uint32_t flags = wire::get8(ip, layout.tcp + 13);
    ip[layout.tcp + 13] = static_cast<char>(flags & ~(0u | wire::kFin | wire::kPsh));
  }
  set_checksums(ip, layout);
  return {packet.time, std::move(ip)};
}

const wire::WrapKind& kind_for(int version, std::mt19937& random) {
  const auto kinds = wire::wrap_kinds();
  for (;;) {
    const wire::WrapKind& kind = kinds[random() % kinds.size()];
    if (kind.can_carry(version)) return kind;
  }
}

}  // namespace

Packets cut(const Packets& packets, std::mt19937& random) {
  Packets result;
  std::uint32_t id = 0;
  for (const TimedPacket& packet : packets) {
    const Layout layout = layout_of(packet.ip);
    const std::size_t payload = packet.ip.size() - layout.payload;
    const bool keep = payload < 2 || up_to(2, random) == 0 ||
                      (wire::get8(packet.ip, layout.tcp + 13) & (wire::kSyn | wire::kRst)) != 0;
    for (std::size_t from = 0; !keep && from < payload;) {
      const std::size_t to = std::min(payload, from + 1 + up_to(payload, random));
      result.push_back(piece_of(packet, layout, from, to, ++id));
      from = to;
    }
    if (keep) result.push_back(packet);
  }
  return result;
}

Packets repeat(const Packets& packets, std::size_t distance, std::mt19937& random) {
  // Place before which a copy stands, and of which packet.
  std::vector<std::pair<std::size_t, std::size_t>> copies;
  for (std::size_t count = packets.size() / 10; count > 0; --count) {
    const std::size_t of = random() % packets.size();
    copies.emplace_back(of + 1 + up_to(distance, random), of);
  }
  std::ranges::sort(copies);
  Packets result;
  auto copy = copies.begin();
  for (std::size_t at = 0; at <= packets.size(); ++at) {
    const bool end = at == packets.size();
    for (; copy != copies.end() && (copy->first <= at || end); ++copy) {
      result.push_back(packets[copy->second]);
      result.back().time = packets[end ? at - 1 : at].time;
    }
    if (!end) result.push_back(packets[at]);
  }
  return result;
}

Packets reorder(const Packets& packets, std::size_t distance, std::mt19937& random) {
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t index = 0; index < packets.size(); ++index)
    places.emplace_back(index + up_to(distance, random), index);
  std::ranges::sort(places);
  Packets result;
  for (const auto& [place, index] : places)
    result.push_back({packets[result.size()].time, packets[index].ip});
  return result;
}

std::vector<Frame> to_frames(const Packets& packets, const Framing& framing, std::mt19937& random) {
  const wire::WrapKind& plain = *wire::find_wrap("ethernet");
  const bool plainly = framing.wrapping == Wrapping::kPlain;
  std::vector<wire::Wrapper> wrappers;  // for version 4 and 6
  for (const int version : {4, 6}) {
    const wire::WrapKind& kind = plainly ? plain : kind_for(version, random);
    wrappers.emplace_back(kind, wire::ByteOrder::kLittle);
  }
  wire::Wrapper tagged(*wire::find_wrap("qinq"), wire::ByteOrder::kLittle);
  std::vector<Frame> frames;
  const auto add = [&](wire::Wrapper& wrapper, const TimedPacket& packet) {
    const auto input = static_cast<std::uint32_t>(random() % framing.inputs);
    for (std::string& bytes : wrapper.wrap(packet.ip)) {
      frames.push_back(
          {std::move(bytes), packet.time, static_cast<std::uint32_t>(wrapper.kind().link), input});
    }
  };
  for (const TimedPacket& packet : packets) {
    const int version = wire::version_of(packet.ip);
    wire::Wrapper& usual = wrappers[version == 6 ? 1 : 0];
    if (framing.wrapping == Wrapping::kOneForEach) usual.use(kind_for(version, random));
    add(usual, packet);
    if (framing.mirror == Mirror::kSome && up_to(3, random) == 0) add(tagged, packet);
  }
  return frames;
}

}  // namespace constat::tests
