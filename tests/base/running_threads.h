#ifndef WINDOWLM_TESTS_BASE_RUNNING_THREADS_H_
#define WINDOWLM_TESTS_BASE_RUNNING_THREADS_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <thread>

#include "gtest/gtest.h"
#include "src/base/parallel_for.h"

namespace windowlm {

// Lets nobody through before `count` have come, or one has waited in vain.
class Barrier {
 public:
  explicit Barrier(int count) : missing_(count) {}

  // False when the others do not come.
  bool Wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (--missing_ == 0) all_.notify_all();
    const auto all_came = [&] { return missing_ == 0 || broken_; };
    if (!all_.wait_for(lock, std::chrono::seconds(20), all_came)) broken_ = true;
    if (broken_) all_.notify_all();
    return !broken_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable all_;
  int missing_;
  bool broken_ = false;
};

// Calls SetThreads and expects that so many threads then run at once: a test of several threads
// proves nothing where they take turns.
inline void SetThreadsAndSeeThemRun(int threads) {
  SetThreads(threads);
  EXPECT_EQ(Threads(), threads);
  Barrier barrier(threads);
  std::mutex mutex;
  std::set<std::thread::id> ids;
  ParallelFor(threads, [&](int64_t) {
    EXPECT_TRUE(barrier.Wait()) << "fewer than " << threads << " threads run";
    const std::lock_guard<std::mutex> lock(mutex);
    ids.insert(std::this_thread::get_id());
  });
  EXPECT_EQ(ids.size(), static_cast<size_t>(threads));
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_BASE_RUNNING_THREADS_H_
