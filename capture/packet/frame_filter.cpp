#include "capture/packet/frame_filter.h"

#include <pcap/pcap.h>

#include <algorithm>

#include "capture/packet/filter_words.h"

namespace constat::capture {
namespace {

constexpr std::uint32_t kEthernet = 1;
constexpr std::uint32_t kRawIp = 101;
constexpr std::uint32_t kWifi = 105;
constexpr std::uint32_t kCooked = 113;

// The values of capture files (LINKTYPE_*) where they differ from those libpcap computes with
// (DLT_*): tcpdump.org/linktypes.html.
int dlt_of(std::uint32_t link_type) {
  switch (link_type) {
    case 100:
      return DLT_ATM_RFC1483;
    case kRawIp:
      return DLT_RAW;
    case 102:
      return DLT_SLIP_BSDOS;
    case 103:
      return DLT_PPP_BSDOS;
    case 106:
      return DLT_ATM_CLIP;
    case 107:
      return DLT_FRELAY;
    default:
      return static_cast<int>(link_type & 0xFFFF);
  }
}

std::string title_of(std::uint32_t link_type) {
  std::string title = "link type " + std::to_string(link_type);
  if (const char* name = pcap_datalink_val_to_description(dlt_of(link_type))) {
    title += std::string(" (") + name + ")";
  }
  return title;
}

}  // namespace

struct FrameFilter::Program {
  Program(const std::string& expression, std::uint32_t type) : link_type(type) {
    constexpr int kSnapLength = 262'144;  // libpcap's largest: a match accepts all of the frame
    pcap_t* const dead = pcap_open_dead(dlt_of(type), kSnapLength);
    if (dead == nullptr) {
      status = absl::ResourceExhaustedError("filter: libpcap has no memory");
      return;
    }
    compiled = pcap_compile(dead, &code, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0;
    if (!compiled) {
      std::string cause = pcap_geterr(dead);
      std::replace(cause.begin(), cause.end(), '\n', ' ');
      status = absl::InvalidArgumentError("filter '" + expression + "': " + title_of(type) + ": " +
                                          cause);
    }
    pcap_close(dead);
  }
  ~Program() {
    if (compiled) pcap_freecode(&code);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  std::uint32_t link_type;
  bpf_program code{};
  bool compiled = false;
  absl::Status status;
};

FrameFilter::FrameFilter(std::string expression) : expression_(std::move(expression)) {}
FrameFilter::FrameFilter(FrameFilter&&) noexcept = default;
FrameFilter& FrameFilter::operator=(FrameFilter&&) noexcept = default;
FrameFilter::~FrameFilter() = default;

const FrameFilter::Program& FrameFilter::program_for(std::uint32_t link_type) {
  auto& program = programs_[link_type];
  if (program == nullptr) program = std::make_unique<Program>(expression_, link_type);
  return *program;
}

absl::StatusOr<FrameFilter> FrameFilter::compile(std::string expression) {
  if (const auto status = check_filter_words(expression); !status.ok()) return status;
  FrameFilter filter(std::move(expression));
  for (const std::uint32_t link_type : {kEthernet, kRawIp, kWifi, kCooked}) {
    if (filter.program_for(link_type).status.ok()) return filter;
  }
  return filter.program_for(kEthernet).status;
}

absl::StatusOr<bool> FrameFilter::matches(const Packet& packet) {
  if (last_ == nullptr || last_->link_type != packet.link_type) {
    last_ = &program_for(packet.link_type);
  }
  const Program& program = *last_;
  if (!program.status.ok()) return program.status;
  pcap_pkthdr header{};
  header.caplen = static_cast<bpf_u_int32>(packet.bytes.size());
  header.len = std::max(packet.original_length, header.caplen);
  const auto* const bytes = reinterpret_cast<const u_char*>(packet.bytes.data());
  return pcap_offline_filter(&program.code, &header, bytes) != 0;
}

}  // namespace constat::capture
