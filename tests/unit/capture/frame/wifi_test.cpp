// IEEE 802.11-2020 section 9.2 and 9.3.2, and the headers of capture drivers.

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

const std::string kAddress(6, '\2');

// A data frame: the type byte, the flags byte, and what stands between sequence control and LLC.
std::string wifi(char type, char flags, const std::string& more, const std::string& body) {
  return std::string{type, flags} + zeros(2) + kAddress + kAddress + kAddress + zeros(2) + more +
         body;
}
std::string llc(unsigned type) { return raw("\xAA\xAA\x03\x00\x00\x00") + big16(type); }
std::string llc4() { return llc(0x0800) + packet4(); }
std::string plain() { return wifi('\x08', '\x01', "", llc4()); }

std::string subframe(const std::string& body, bool padded) {
  std::string bytes = kAddress + kAddress + big16(body.size()) + body;
  if (padded) bytes.resize((bytes.size() + 3) / 4 * 4);
  return bytes;
}

TEST(Wifi, headers_of_all_lengths_are_passed) {
  const std::string frames[] = {
      plain(),
      wifi('\x08', '\x03', kAddress, llc4()),                          // four addresses
      wifi('\x88', '\x01', zeros(2), llc4()),                          // QoS
      wifi('\x88', '\x81', zeros(6), llc4()),                          // QoS and HT control
      wifi('\x88', '\x83', kAddress + zeros(6), llc4()),               // all
      wifi('\x88', '\x01', raw("\x80\x00"), subframe(llc4(), false)),  // A-MSDU of one
      wifi('\x08', '\x01', "", llc(0x0800) + packet4() + "FCS!"),
  };
  for (const std::string& frame : frames) {
    Decoding decoding;
    EXPECT_EQ(decoding.add(frame, 105), kText4) << &frame - frames;
    EXPECT_EQ(decoding.layers(Layer::kWifi), 1u);
    EXPECT_TRUE(decoding.further().empty());
  }
}

TEST(Wifi, headers_of_capture_drivers_are_passed) {
  const std::string radiotap_plain = raw("\x00\x00\x08\x00") + zeros(4);
  // TSFT and flags, aligned to eight; the flags say that the QoS header is padded to 28 bytes.
  const std::string radiotap_padded = raw("\x00\x00\x11\x00\x03\x00\x00\x00") + zeros(8) + "\x20";
  // Two presence words, then the flags.
  const std::string radiotap_words =
      raw("\x00\x00\x0D\x00\x02\x00\x00\x80\x00\x00\x00\x00") + zeros(1);
  const std::string avs = raw("\x80\x21\x10\x01\x00\x00\x00\x40") + zeros(56);
  const std::string prism = little32(0x44) + little32(144) + zeros(136);
  const std::string prism_big = big32(0x44) + big32(144) + zeros(136);
  const std::pair<std::uint32_t, std::string> frames[] = {
      {127, radiotap_plain + plain()},
      {127, radiotap_padded + wifi('\x88', '\x01', zeros(4), llc4())},
      {127, radiotap_words + plain()},
      {119, prism + plain()},
      {119, prism_big + plain()},
      {119, avs + plain()},
      {163, avs + plain()},
      {192, raw("\x00\x00\x08\x00") + little32(105) + plain()},
  };
  for (const auto& [link_type, frame] : frames) {
    EXPECT_EQ(decoded(frame, link_type), kText4) << link_type;
    for (std::size_t length = 0; length < frame.size(); ++length) {
      Decoding decoding;
      decoding.add(frame.substr(0, length), link_type, frame.size());
      EXPECT_EQ(decoding.last != nullptr, length >= frame.size() - 5);
    }
  }
}

TEST(Wifi, protected_frames_are_encrypted) {
  EXPECT_EQ(decoded(wifi('\x08', '\x41', "", zeros(40)), 105), "encrypted");
  EXPECT_EQ(decoded(wifi('\x88', '\x41', zeros(2), zeros(40)), 105), "encrypted");
}

TEST(Wifi, frames_without_a_packet) {
  EXPECT_EQ(decoded(wifi('\x80', '\x00', "", zeros(20)), 105), "not_ip");  // beacon
  EXPECT_EQ(decoded(wifi('\x48', '\x01', "", ""), 105), "not_ip");         // null function
  EXPECT_EQ(decoded(raw("\xD4\x00") + zeros(8), 105), "not_ip");           // acknowledgement
  EXPECT_EQ(decoded(wifi('\x08', '\x01', "", llc(0x888E) + zeros(9)), 105), "not_ip");
  EXPECT_EQ(decoded(wifi('\x08', '\x05', "", llc4()), 105), "fragment");  // more fragments
}

TEST(Wifi, every_segment_of_an_aggregate_is_read) {
  const std::string second = packet4({.payload = "world!", .sequence = 12});
  const std::string arp = subframe(llc(0x0806) + zeros(28), true);
  const std::string frame =
      wifi('\x88', '\x01', raw("\x80\x00"),
           arp + subframe(llc4(), true) + arp + subframe(llc(0x0800) + second, true) +
               subframe(llc(0x86DD) + packet6(), true) + arp + "FCS!");
  Decoding decoding;
  EXPECT_EQ(decoding.add(frame, 105), kText4);
  const std::vector<std::string> further = decoding.further();
  ASSERT_EQ(further.size(), 2u);
  EXPECT_NE(further[0].find("'world!'"), std::string::npos);
  EXPECT_EQ(further[1], kText6);
  EXPECT_TRUE(decoding.further().empty());
  EXPECT_EQ(decoding.layers(Layer::kWifi), 1u);
  // Without any, the reason is that of the first.
  EXPECT_EQ(decoding.add(wifi('\x88', '\x01', raw("\x80\x00"), arp + arp), 105), "not_ip");
  EXPECT_TRUE(decoding.further().empty());
}

}  // namespace
}  // namespace constat::capture
