// One thread fills, one empties: in order, bounded, without loss.

#include "tools/constat/batch_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace constat::tools {
namespace {

TEST(BatchQueue, hands_over_in_order_and_makes_the_faster_thread_wait) {
  constexpr int kBatches = 20'000;
  BatchQueue<int> queue(4);
  std::atomic<int> pushed = 0;
  std::atomic<int> most_ahead = 0;
  std::thread filler([&] {
    for (int number = 0; number < kBatches; ++number) {
      queue.push(std::make_unique<int>(number));
      pushed.store(number + 1);
    }
    queue.push(nullptr);
  });
  int expected = 0;
  while (const std::unique_ptr<int> batch = queue.pop()) {
    ASSERT_EQ(*batch, expected);
    ++expected;
    most_ahead = std::max(most_ahead.load(), pushed.load() - expected);
  }
  filler.join();
  EXPECT_EQ(expected, kBatches);
  EXPECT_LE(most_ahead.load(), 5);
}

TEST(BatchQueue, gives_back_nothing_when_there_is_nothing) {
  BatchQueue<int> queue(2);
  EXPECT_EQ(queue.try_pop(), nullptr);
  queue.push(std::make_unique<int>(3));
  const auto batch = queue.try_pop();
  ASSERT_NE(batch, nullptr);
  EXPECT_EQ(*batch, 3);
}

TEST(BatchQueue, frees_what_nobody_took) {  // the leak checker looks
  BatchQueue<int> queue(2);
  queue.push(std::make_unique<int>(1));
  queue.push(std::make_unique<int>(2));
}

}  // namespace
}  // namespace constat::tools
