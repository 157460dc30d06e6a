// Robustness T18: endless nesting of every kind ends at Limits::encapsulation_layers.

#include <functional>

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

// Wraps the packet `depth` times, then in Ethernet.
std::string nested(int depth, const std::function<std::string(const std::string&)>& wrap,
                   const std::string& packet) {
  std::string body = packet;
  for (int layer = 0; layer < depth; ++layer) body = wrap(body);
  return body;
}

TEST(Layers, vlan_tags_up_to_the_cap) {
  std::string body = packet4();
  unsigned type = 0x0800;
  for (int tags = 0; tags < 100; ++tags) {
    EXPECT_EQ(decoded(ethernet(type, body), 1), tags <= 15 ? kText4 : "too_deep") << tags;
    body = big16(static_cast<unsigned>(tags)) + big16(type) + body;
    type = tags % 3 == 0 ? 0x8100 : tags % 3 == 1 ? 0x88A8 : 0x9100;
  }
}

struct Nesting {
  std::string what;
  std::function<std::string(const std::string&)> wrap;
  int deepest;  // that is read, in a frame of raw IP
};

const Nesting kNestings[] = {
    {"IP in IP", [](const std::string& in) { return ipv4(kOuterFour, in, {.protocol = 4}); }, 16},
    {"GRE",
     [](const std::string& in) {
       return ipv4(kOuterFour, big16(0) + big16(0x0800) + in, {.protocol = 47});
     },
     16},
    {"GRE with Ethernet",
     [](const std::string& in) {
       return ipv4(kOuterFour, big16(0) + big16(0x6558) + ethernet(0x0800, in), {.protocol = 47});
     },
     8},
    {"VXLAN",
     [](const std::string& in) {
       const std::string vxlan = raw("\x08\x00\x00\x00\x00\x01\x23\x00");
       return ipv4(kOuterFour, udp(9, 4789, vxlan + ethernet(0x0800, in)), {.protocol = 17});
     },
     8},
    {"PPPoE in GRE",
     [](const std::string& in) {
       const std::string ppp = raw("\x00\x21") + in;
       return ipv4(kOuterFour,
                   big16(0) + big16(0x8864) + raw("\x11\x00\x00\x07") + big16(ppp.size()) + ppp,
                   {.protocol = 47});
     },
     5},
};

TEST(Layers, tunnels_up_to_the_cap) {
  for (const Nesting& nesting : kNestings) {
    for (const int depth : {1, nesting.deepest, nesting.deepest + 1, 100}) {
      const std::string frame = nested(depth, nesting.wrap, packet4());
      EXPECT_EQ(decoded(frame), depth <= nesting.deepest ? kText4 : "too_deep")
          << nesting.what << " " << depth;
    }
  }
}

TEST(Layers, mpls_labels_up_to_the_cap) {
  for (const std::size_t labels : {1u, 15u, 16u, 100u}) {
    std::string stack;
    for (std::size_t label = 1; label < labels; ++label) stack += big32(17 << 12 | 64);
    const std::string frame = ethernet(0x8847, stack + big32(17 << 12 | 0x100 | 64) + packet4());
    EXPECT_EQ(decoded(frame, 1), labels <= 15 ? kText4 : "too_deep") << labels;
  }
}

TEST(Layers, ipv6_extension_headers_up_to_the_cap) {
  for (const int headers : {1, 16, 17, 40}) {
    std::string chain = tcp({}, kSix);
    unsigned next = 6;
    for (int header = 0; header < headers; ++header) {
      chain = std::string(1, static_cast<char>(next)) + zeros(7) + chain;
      next = 60;
    }
    EXPECT_EQ(decoded(ipv6(kSix, chain, next)), headers <= 16 ? kText6 : "too_deep") << headers;
  }
}

TEST(Layers, a_lower_cap_is_heeded) {
  Limits limits;
  limits.encapsulation_layers = 2;
  const std::string one_tag = ethernet(0x8100, big16(1) + big16(0x0800) + packet4());
  const std::string two_tags =
      ethernet(0x8100, big16(1) + big16(0x8100) + big16(1) + big16(0x0800) + packet4());
  EXPECT_EQ(Decoding(Checksums::kKeep, limits).add(one_tag, 1), kText4);
  EXPECT_EQ(Decoding(Checksums::kKeep, limits).add(two_tags, 1), "too_deep");
}

// Robustness T17 and T18: a fragmented tunnel whose packet is a fragment of a tunnel, and so on.
TEST(Layers, fragments_in_fragments_up_to_the_cap) {
  for (const int depth : {1, 3, 16, 17}) {
    std::vector<std::string> frames = {packet4()};
    for (int layer = 0; layer < depth; ++layer) {
      std::vector<std::string> wrapped;
      for (const std::string& packet : frames) {
        static unsigned id = 0;
        ++id;
        // Only the last one is cut again, so that their number grows by one a layer.
        if (&packet != &frames.back()) {
          wrapped.push_back(ipv4(kOuterFour, packet, {.protocol = 4, .id = id}));
          continue;
        }
        wrapped.push_back(
            ipv4(kOuterFour, packet.substr(0, 16), {.protocol = 4, .id = id, .fragment = 0x2000}));
        wrapped.push_back(
            ipv4(kOuterFour, packet.substr(16), {.protocol = 4, .id = id, .fragment = 2}));
      }
      frames = wrapped;
    }
    Decoding decoding;
    for (std::size_t at = 0; at + 1 < frames.size(); ++at) {
      const std::string result = decoding.add(frames[at]);
      EXPECT_TRUE(result == "fragment" || (depth > 16 && result == "too_deep")) << result;
    }
    EXPECT_EQ(decoding.add(frames.back()), depth <= 16 ? kText4 : "too_deep") << depth;
  }
}

}  // namespace
}  // namespace constat::capture
