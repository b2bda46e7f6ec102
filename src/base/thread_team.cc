#include "src/base/thread_team.h"

#include <immintrin.h>

#include "src/base/processor.h"

namespace windowlm {
namespace {

// Looks that follow each other at once, then looks with a pause between them: together some tens of
// microseconds, longer than a thread of equal work is late while nothing holds it up.
constexpr int kEagerSpins = 200;
constexpr int kSpins = 20000;

}  // namespace

ThreadTeam::ThreadTeam(int size)
    // With fewer processors than threads, who spins holds up who works.
    : spins_(size <= AvailableProcessors() ? kSpins : 0), seats_(size) {
  for (int thread = 1; thread < size; ++thread) {
    threads_.emplace_back([this, thread] { Work(thread); });
  }
}

ThreadTeam::~ThreadTeam() {
  ended_ = true;
  Wake();
  for (std::thread& thread : threads_) thread.join();
}

template <typename Ready>
void ThreadTeam::WaitUntil(Ready ready) {
  for (int i = 0; i < spins_; ++i) {
    if (ready()) return;
    if (i >= kEagerSpins) _mm_pause();
  }
  std::unique_lock<std::mutex> lock(mutex_);
  // All these accesses are sequentially consistent: either Wake sees the sleeper, or the sleeper
  // sees what Wake tells of.
  ++sleepers_;
  changed_.wait(lock, ready);
  --sleepers_;
}

void ThreadTeam::Wake() {
  if (sleepers_ == 0) return;
  // A sleeper that has looked in vain holds the mutex until it waits.
  { const std::lock_guard<std::mutex> lock(mutex_); }
  changed_.notify_all();
}

void ThreadTeam::Meet(int thread) {
  if (size() == 1) return;
  const uint64_t meeting = seats_[thread].meetings.load(std::memory_order_relaxed) + 1;
  seats_[thread].meetings = meeting;
  Wake();
  for (const Seat& seat : seats_) {
    WaitUntil([&] { return seat.meetings >= meeting; });
  }
}

void ThreadTeam::Run(absl::FunctionRef<void(int thread)> body) {
  FlushDenormals();
  body_ = &body;
  ++run_;
  Wake();
  body(0);
  Meet(0);
}

void ThreadTeam::Work(int thread) {
  FlushDenormals();
  for (uint64_t next = 1;; ++next) {
    WaitUntil([&] { return run_ >= next || ended_; });
    if (ended_) return;
    (*body_)(thread);
    Meet(thread);
  }
}

}  // namespace windowlm
