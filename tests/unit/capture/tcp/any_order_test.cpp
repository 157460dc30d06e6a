// Any cutting, reordering and repetition of the same segments gives the same streams, and those
// that the slow reference gives.

#include <algorithm>
#include <random>

#include "tests/reference/reassemble.h"
#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

using reference::Placed;
using testing::Conversation;
using testing::kAck;
using testing::kFin;
using testing::Recorded;

enum class Piece : std::uint8_t { kSyn, kSynAck, kClientData, kServerData, kClientFin, kServerFin };
struct Step {
  Piece piece;
  std::uint32_t offset = 0;
  std::string text{};
};

class Script {
 public:
  explicit Script(unsigned seed) : random_(seed) {}

  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

  std::string text(unsigned length) {
    std::string result(length, ' ');
    for (char& c : result) c = static_cast<char>('a' + below(26));
    return result;
  }

  // Cuts a stream into segments, some of them sent twice in other cuts.
  void cut(std::vector<Step>& steps, Piece piece, const std::string& stream) {
    for (std::uint32_t at = 0; at < stream.size();) {
      const std::uint32_t length = 1 + below(700);
      steps.push_back({piece, at, stream.substr(at, length)});
      at += length;
      if (below(4) == 0) {
        const std::uint32_t back = below(at < stream.size() ? at : 1);
        steps.push_back({piece, back, stream.substr(back, 1 + below(900))});
      }
    }
  }

  // Drops some data segments.
  void lose(std::vector<Step>& steps) {
    std::erase_if(steps, [&](const Step& step) {
      const bool data = step.piece == Piece::kClientData || step.piece == Piece::kServerData;
      return data && below(10) == 0;
    });
  }

  void shuffle(std::vector<Step>& steps) { std::shuffle(steps.begin(), steps.end(), random_); }

 private:
  std::mt19937 random_;
};

void play(Conversation& talk, const Step& step) {
  switch (step.piece) {
    case Piece::kSyn:
      return talk.client_syn();
    case Piece::kSynAck:
      return talk.server_syn();
    case Piece::kClientData:
      return talk.client(step.offset, step.text);
    case Piece::kServerData:
      return talk.server(step.offset, step.text);
    case Piece::kClientFin:
      return talk.client(step.offset, "", kAck | kFin);
    case Piece::kServerFin:
      return talk.server(step.offset, "", kAck | kFin);
  }
}

reference::Stream expected(const std::vector<Step>& steps, Piece data, std::uint64_t end) {
  std::vector<Placed> arrivals;
  for (const Step& step : steps) {
    if (step.piece == data) arrivals.push_back({step.offset, step.text});
  }
  return reference::reassemble(arrivals, end);
}

reference::Stream seen(const Recorded::OneSide& side) { return {side.text, side.gaps}; }

TEST(AnyOrder, gives_the_streams_of_the_reference) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Script script(seed);
    const std::string client = script.text(1 + script.below(8000));
    const std::string server = script.text(1 + script.below(3000));
    std::vector<Step> steps = {{Piece::kSyn},
                               {Piece::kSynAck},
                               {Piece::kClientFin, static_cast<std::uint32_t>(client.size())},
                               {Piece::kServerFin, static_cast<std::uint32_t>(server.size())}};
    script.cut(steps, Piece::kClientData, client);
    script.cut(steps, Piece::kServerData, server);
    if (seed % 2 == 1) script.lose(steps);
    script.shuffle(steps);

    Conversation talk;
    talk.client_isn = script.below(3) == 0 ? 0xFFFFFF00 : 12345;
    for (const Step& step : steps) play(talk, step);
    talk.finish();

    const Recorded& flow = talk.only_flow();
    ASSERT_EQ(seen(flow.initiator()), expected(steps, Piece::kClientData, client.size())) << seed;
    ASSERT_EQ(seen(flow.responder()), expected(steps, Piece::kServerData, server.size())) << seed;
    ASSERT_EQ(flow.flow.initiator.port, 40000) << seed;
    ASSERT_EQ(flow.flow.sequence_seed, std::uint64_t{talk.client_isn} << 32 | 50000) << seed;
    ASSERT_EQ(flow.end, StreamEnd::kFinished) << seed;
    ASSERT_EQ(talk.counts().conflicts, 0u) << seed;
    if (::testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(AnyOrder, midstream_gives_the_same_streams) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Script script(seed);
    const std::string client = script.text(1 + script.below(8000));
    std::vector<Step> steps;
    script.cut(steps, Piece::kClientData, client);
    script.shuffle(steps);
    Conversation talk;
    for (const Step& step : steps) play(talk, step);
    talk.finish();
    ASSERT_EQ(talk.only_flow().initiator().text, client) << seed;
    ASSERT_TRUE(talk.only_flow().initiator().gaps.empty()) << seed;
    ASSERT_EQ(talk.only_flow().flow.sequence_seed >> 32, talk.client_isn) << seed;
  }
}

}  // namespace
}  // namespace constat::capture
