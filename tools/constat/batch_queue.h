// Batches of work from one thread to one other, and the empty ones back: bounded, so that who fills
// waits for who empties, and nothing is ever dropped.
#pragma once

#include <boost/lockfree/spsc_queue.hpp>
#include <cassert>
#include <cstddef>
#include <memory>
#include <semaphore>
#include <utility>

namespace constat::tools {

template <typename Batch>
class BatchQueue {
 public:
  explicit BatchQueue(std::size_t capacity)
      : batches_(capacity), room_(static_cast<std::ptrdiff_t>(capacity)), filled_(0) {}

  // Waits while the queue is full. Null says that nothing follows.
  void push(std::unique_ptr<Batch> batch) {
    room_.acquire();
    [[maybe_unused]] const bool pushed = batches_.push(batch.release());
    assert(pushed);
    filled_.release();
  }
  // Waits while the queue is empty.
  std::unique_ptr<Batch> pop() {
    filled_.acquire();
    return take();
  }
  // Null when there is none at this moment.
  std::unique_ptr<Batch> try_pop() { return filled_.try_acquire() ? take() : nullptr; }

  ~BatchQueue() {
    while (try_pop() != nullptr) continue;
  }
  BatchQueue(const BatchQueue&) = delete;
  BatchQueue& operator=(const BatchQueue&) = delete;

 private:
  std::unique_ptr<Batch> take() {
    Batch* batch = nullptr;
    [[maybe_unused]] const bool popped = batches_.pop(batch);
    assert(popped);
    room_.release();
    return std::unique_ptr<Batch>(batch);
  }

  boost::lockfree::spsc_queue<Batch*> batches_;
  std::counting_semaphore<> room_;
  std::counting_semaphore<> filled_;
};

}  // namespace constat::tools
