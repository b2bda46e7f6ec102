#include "src/base/parallel_for.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/base/denormals.h"
#include "tests/base/running_threads.h"

namespace windowlm {
namespace {

TEST(SetThreads, RunsThatManyThreadsAtOnce) {
  for (const int threads : {2, 8, 3}) SetThreadsAndSeeThemRun(threads);
}

TEST(SetThreads, WithOneRunsOnTheCaller) {
  SetThreads(1);
  ParallelFor(100, [caller = std::this_thread::get_id()](int64_t) {
    ASSERT_EQ(std::this_thread::get_id(), caller);
  });
}

TEST(SetThreads, WithZeroTakesTheProcessors) {
  SetThreads(0);
  EXPECT_GE(Threads(), 1);
}

TEST(SetThreads, FlushesDenormalsOnEveryThread) {
  for (const int threads : {1, 8}) {
    KeepDenormals();
    EXPECT_FALSE(FlushesDenormals());
    SetThreads(threads);
    EXPECT_TRUE(FlushesDenormals());
    Barrier barrier(threads);
    ParallelFor(threads, [&](int64_t) {
      EXPECT_TRUE(barrier.Wait());
      EXPECT_TRUE(FlushesDenormals());
    });
  }
}

TEST(ParallelFor, FlushesDenormalsForWhicheverThreadCallsIt) {
  for (const int threads : {1, 2}) {
    for (const int64_t count : {1, 50}) {
      SetThreads(threads);
      std::thread([&] {
        // A thread starts with the mode of the thread that starts it.
        KeepDenormals();
        ParallelFor(count, [&](int64_t) { EXPECT_TRUE(FlushesDenormals()) << threads; });
      }).join();
    }
  }
}

TEST(ParallelFor, CallsEachIndexOnce) {
  for (const int threads : {1, 2, 8}) {
    SetThreads(threads);
    for (const int64_t count : {0, 1, 2, 7, 1000}) {
      std::vector<std::atomic<int>> calls(count);
      ParallelFor(count, [&](int64_t i) { ++calls[i]; });
      for (const std::atomic<int>& call : calls) ASSERT_EQ(call, 1);
    }
  }
}

TEST(ParallelForTiles, CutsBySizeAndTileAlone) {
  using Tiles = std::vector<std::pair<int64_t, int64_t>>;
  for (const int threads : {1, 8}) {
    SetThreads(threads);
    const auto tiles_of = [](int64_t size, int64_t tile) {
      std::mutex mutex;
      Tiles tiles;
      ParallelForTiles(size, tile, [&](int64_t begin, int64_t end) {
        const std::lock_guard<std::mutex> lock(mutex);
        tiles.emplace_back(begin, end);
      });
      std::sort(tiles.begin(), tiles.end());
      return tiles;
    };
    EXPECT_EQ(tiles_of(0, 4), Tiles());
    EXPECT_EQ(tiles_of(3, 4), (Tiles{{0, 3}}));
    EXPECT_EQ(tiles_of(8, 4), (Tiles{{0, 4}, {4, 8}}));
    EXPECT_EQ(tiles_of(9, 4), (Tiles{{0, 4}, {4, 8}, {8, 9}}));
    EXPECT_EQ(tiles_of(3, 1), (Tiles{{0, 1}, {1, 2}, {2, 3}}));
  }
}

}  // namespace
}  // namespace windowlm
