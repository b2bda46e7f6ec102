#ifndef WINDOWLM_SRC_BASE_THREAD_TEAM_H_
#define WINDOWLM_SRC_BASE_THREAD_TEAM_H_

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"

namespace windowlm {

// A few threads that run one function together and meet in the midst of it, as often as every few
// microseconds. ParallelFor cannot do that: its pool does not promise that calls run at once.
//
//   team.Run([&](int thread) {
//     ...            each thread writes its own part
//     team.Meet(thread);
//     ...            each thread reads what all wrote
//   });
//
// A thread that waits spins for a moment and then sleeps, so that a team gets on too where other
// programs want its processors, or where it has fewer of them than threads. Denormal numbers are
// zero on all threads. Call Run from one thread at a time, the one that made the team.
class ThreadTeam {
 public:
  // Makes a team of `size` >= 1 threads. The caller of Run is one of them.
  explicit ThreadTeam(int size);
  ~ThreadTeam();

  int size() const { return static_cast<int>(seats_.size()); }

  // Calls body(0), ..., body(size() - 1) at once, each on a thread of its own, body(0) on the
  // caller's. Returns when all have returned; what they wrote can then be read.
  void Run(absl::FunctionRef<void(int thread)> body);

  // Called within `body`: waits until all threads have called Meet as often as this one. What a
  // thread wrote before its call, all may read after theirs.
  void Meet(int thread);

 private:
  // One thread's number of meetings, in a cache line of its own.
  struct alignas(64) Seat {
    std::atomic<uint64_t> meetings{0};
  };

  void Work(int thread);
  // Returns once `ready` returns true. Whoever makes it true calls Wake afterwards.
  template <typename Ready>
  void WaitUntil(Ready ready);
  void Wake();

  // How often a waiting thread looks before it sleeps.
  const int spins_;
  std::vector<Seat> seats_;
  std::vector<std::thread> threads_;

  // What the threads run, set before run_ rises.
  const absl::FunctionRef<void(int)>* body_ = nullptr;
  // The number of runs begun.
  std::atomic<uint64_t> run_{0};
  std::atomic<bool> ended_{false};

  // The number of threads that sleep, or are about to.
  std::atomic<int> sleepers_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_THREAD_TEAM_H_
