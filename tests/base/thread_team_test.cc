#include "src/base/thread_team.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "tests/base/denormals.h"
#include "tests/base/running_threads.h"

namespace windowlm {
namespace {

// Far longer than a waiting thread looks before it sleeps.
constexpr std::chrono::milliseconds kLong(20);

TEST(ThreadTeam, RunsAllItsThreadsAtOnce) {
  for (const int size : {1, 2, 3, 8}) {
    ThreadTeam team(size);
    ASSERT_EQ(team.size(), size);
    std::vector<std::thread::id> ids(size);
    std::atomic<int> calls{0};
    Barrier barrier(size);
    team.Run([&](int thread) {
      EXPECT_TRUE(barrier.Wait()) << "fewer than " << size << " threads run";
      ids.at(thread) = std::this_thread::get_id();
      ++calls;
    });
    EXPECT_EQ(calls, size);
    EXPECT_EQ(ids[0], std::this_thread::get_id());
    const std::set<std::thread::id> different(ids.begin(), ids.end());
    EXPECT_EQ(different.size(), static_cast<size_t>(size));
    // That no thread has: a number was left out.
    EXPECT_EQ(different.count(std::thread::id()), 0);
  }
}

// Runs a team that meets so often, and returns how many of the numbers that its threads wrote
// before a meeting were not read after it. The numbers are no atomics, so that it is Meet that
// hands them over.
int64_t NumbersMissed(ThreadTeam& team, int64_t meetings) {
  const int size = team.size();
  // The numbers of one meeting may still be read while those of the next are written, but not while
  // those of the one after that are.
  std::vector<int64_t> written[2] = {std::vector<int64_t>(size), std::vector<int64_t>(size)};
  std::vector<int64_t> missed(size);
  team.Run([&](int thread) {
    for (int64_t meeting = 1; meeting <= meetings; ++meeting) {
      std::vector<int64_t>& numbers = written[meeting % 2];
      numbers[thread] = meeting * size + thread;
      team.Meet(thread);
      for (int i = 0; i < size; ++i) missed[thread] += numbers[i] != meeting * size + i;
    }
  });
  int64_t sum = 0;
  for (const int64_t count : missed) sum += count;
  return sum;
}

TEST(ThreadTeam, LetsAllReadWhatWasWrittenBeforeTheyMet) {
  for (const int size : {1, 2, 3, 8}) {
    ThreadTeam team(size);
    for (int run = 0; run < 4; ++run) ASSERT_EQ(NumbersMissed(team, 1500), 0) << size;
  }
}

TEST(ThreadTeam, WakesThreadsThatSleepBetweenRuns) {
  for (const int size : {1, 2, 3, 8}) {
    ThreadTeam team(size);
    for (int run = 0; run < 8; ++run) {
      ASSERT_EQ(NumbersMissed(team, 50), 0) << size;
      std::this_thread::sleep_for(kLong);
    }
  }
}

TEST(ThreadTeam, MayMeetNeverOrOftenInARun) {
  ThreadTeam team(3);
  for (const int64_t meetings : {0, 1, 0, 0, 7, 2, 0}) {
    ASSERT_EQ(NumbersMissed(team, meetings), 0) << meetings;
  }
}

TEST(ThreadTeam, WaitsForALateThreadToMeet) {
  for (const int size : {2, 3, 8}) {
    ThreadTeam team(size);
    for (int late = 0; late < size; ++late) {
      int64_t written = 0;
      std::vector<int64_t> read(size);
      team.Run([&](int thread) {
        if (thread == late) {
          std::this_thread::sleep_for(kLong);
          written = 1 + late;
        }
        team.Meet(thread);
        read[thread] = written;
      });
      EXPECT_EQ(read, std::vector<int64_t>(size, 1 + late));
    }
  }
}

TEST(ThreadTeam, WaitsForALateThreadToReturn) {
  for (const int size : {2, 3, 8}) {
    ThreadTeam team(size);
    for (int late = 0; late < size; ++late) {
      int written = -1;
      team.Run([&](int thread) {
        if (thread != late) return;
        std::this_thread::sleep_for(kLong);
        written = thread;
      });
      EXPECT_EQ(written, late);
    }
  }
}

TEST(ThreadTeam, FlushesDenormalsOnEveryThread) {
  for (const int size : {1, 3}) {
    // A thread starts with the mode of the thread that starts it.
    KeepDenormals();
    ThreadTeam team(size);
    for (int run = 0; run < 2; ++run) {
      KeepDenormals();
      ASSERT_FALSE(FlushesDenormals());
      team.Run([](int thread) { EXPECT_TRUE(FlushesDenormals()) << thread; });
    }
  }
}

// Threads that have not begun to wait, wait, or sleep already are all told of the end.
TEST(ThreadTeam, EndsWithoutARun) {
  for (const int size : {1, 2, 3, 8}) {
    for (int i = 0; i < 50; ++i) const ThreadTeam team(size);
    const ThreadTeam team(size);
    std::this_thread::sleep_for(kLong);
  }
}

TEST(ThreadTeam, EndsRightAfterARun) {
  for (const int size : {1, 2, 3, 8}) {
    for (int i = 0; i < 50; ++i) {
      ThreadTeam team(size);
      ASSERT_EQ(NumbersMissed(team, i % 3), 0);
    }
  }
}

}  // namespace
}  // namespace windowlm
