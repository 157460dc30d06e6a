#include "tools/constat/capture_reader.h"

#include <algorithm>
#include <utility>

namespace constat::tools {

using capture::Packet;

struct CaptureReader::Open {
  std::unique_ptr<capture::PacketSource> source;
  std::uint32_t input = 0;
  Packet packet;
  CaptureTime time;  // of the packet, never falling

  bool read_next() {
    if (!source->next(packet)) return false;
    if (packet.time.known()) time = std::max(time, packet.time);
    return true;
  }
};

namespace {

constexpr auto kComesLater = [](const auto& a, const auto& b) {
  return std::pair(a->time, a->input) > std::pair(b->time, b->input);
};

}  // namespace

CaptureReader::CaptureReader(std::vector<Input>& inputs, const Limits& limits, OnRead on_read)
    : inputs_(inputs), limits_(limits), on_read_(std::move(on_read)) {}
CaptureReader::~CaptureReader() = default;

bool CaptureReader::next(Packet& packet, std::uint32_t& input) {
  if (present_) advance(std::move(present_));
  open_due();
  if (heap_.empty()) return false;
  std::ranges::pop_heap(heap_, kComesLater);
  present_ = std::move(heap_.back());
  heap_.pop_back();
  packet = present_->packet;
  input = present_->input;
  return true;
}

capture::InputFacts& CaptureReader::facts() { return present_->source->facts(); }

void CaptureReader::open_due() {
  while (next_input_ < inputs_.size()) {
    Input& input = inputs_[next_input_];
    const bool due = heap_.empty() || input.first_time <= heap_.front()->time;
    if (!is_capture(input.kind)) {
      ++next_input_;
    } else if (due && heap_.size() < limits_.open_inputs) {
      open_next();
    } else {
      return;
    }
  }
}

void CaptureReader::open_next() {
  const auto index = static_cast<std::uint32_t>(next_input_);
  Input& input = inputs_[next_input_++];
  auto bytes = input.open(limits_);
  if (!bytes.ok()) {
    capture::InputFacts facts;
    facts.kind = input.kind;
    on_read_(index, std::move(facts), bytes.status());
    return;
  }
  auto open = std::make_unique<Open>();
  open->source = capture::open_packets(std::move(*bytes), input.kind, limits_);
  open->input = index;
  advance(std::move(open));
}

void CaptureReader::advance(std::unique_ptr<Open> open) {
  if (open->read_next()) {
    heap_.push_back(std::move(open));
    std::ranges::push_heap(heap_, kComesLater);
    return;
  }
  open->source->finish();
  on_read_(open->input, std::move(open->source->facts()), open->source->status());
}

}  // namespace constat::tools
