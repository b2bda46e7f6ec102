#include "src/base/parallel_for.h"

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>

#include "src/base/processor.h"

#if defined(WINDOWLM_TELLS_RACE_DETECTOR)
// oneTBB is not instrumented, so the race detector must be told that the calls of a loop run after
// its fork and before its join.
extern "C" void __tsan_acquire(void* address);
extern "C" void __tsan_release(void* address);
#define WINDOWLM_ACQUIRE(address) __tsan_acquire(address)
#define WINDOWLM_RELEASE(address) __tsan_release(address)
#else
#define WINDOWLM_ACQUIRE(address) static_cast<void>(address)
#define WINDOWLM_RELEASE(address) static_cast<void>(address)
#endif

namespace windowlm {
namespace {

// The threads of oneTBB's arena. An arena copies the floating-point mode of the thread that makes
// it, and its threads take the mode from the arena.
class Pool {
 public:
  explicit Pool(int threads)
      : threads_(threads > 0 ? threads : AvailableProcessors()),
        limit_(tbb::global_control::max_allowed_parallelism, threads_) {
    FlushDenormals();
    arena_ = std::make_unique<tbb::task_arena>(threads_);
    arena_->initialize();
  }

  int threads() const { return threads_; }
  tbb::task_arena& arena() { return *arena_; }

 private:
  const int threads_;
  // An arena alone gets no more workers than the machine has processors.
  const tbb::global_control limit_;
  std::unique_ptr<tbb::task_arena> arena_;
};

std::unique_ptr<Pool>& CurrentPool() {
  static std::unique_ptr<Pool>& pool = *new std::unique_ptr<Pool>(new Pool(0));
  return pool;
}

struct Body {
  const absl::FunctionRef<void(int64_t)>* run;
  char* fork;
  char* join;

  void operator()(const tbb::blocked_range<int64_t>& range) const {
    WINDOWLM_ACQUIRE(fork);
    for (int64_t i = range.begin(); i < range.end(); ++i) (*run)(i);
    WINDOWLM_RELEASE(join);
  }
};

}  // namespace

void SetThreads(int threads) {
  CurrentPool().reset();
  CurrentPool() = std::make_unique<Pool>(threads);
}

int Threads() { return CurrentPool()->threads(); }

void ParallelFor(int64_t count, absl::FunctionRef<void(int64_t)> body) {
  Pool& pool = *CurrentPool();
  if (count <= 1 || pool.threads() == 1) {
    // The caller need not be the thread that made the pool.
    FlushDenormals();
    for (int64_t i = 0; i < count; ++i) body(i);
    return;
  }
  char fork = 0;
  char join = 0;
  WINDOWLM_RELEASE(&fork);
  pool.arena().execute([&] {
    tbb::parallel_for(tbb::blocked_range<int64_t>(0, count, 1), Body{&body, &fork, &join},
                      tbb::simple_partitioner());
  });
  WINDOWLM_ACQUIRE(&join);
}

void ParallelForTiles(int64_t size, int64_t tile, absl::FunctionRef<void(int64_t, int64_t)> body) {
  ParallelFor((size + tile - 1) / tile,
              [&](int64_t i) { body(i * tile, std::min(size, (i + 1) * tile)); });
}

}  // namespace windowlm
