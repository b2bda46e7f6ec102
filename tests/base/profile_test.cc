#include "src/base/profile.h"

#include <numeric>
#include <thread>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

double Total(const Profile& profile) {
  return std::accumulate(profile.phase_seconds.begin(), profile.phase_seconds.end(), 0.0);
}

// In one test, for a profile once started runs on.
TEST(Profile, CountsPhasesOnceAndWorkOfAllThreads) {
  { const PhaseTimer timer(Phase::kOutput); }
  { const WorkTimer timer(Work::kOptimizer); }
  EXPECT_EQ(Total(TakeProfile()), 0) << "before it is started";

  StartProfile();
  {
    const PhaseTimer outer(Phase::kValidation);
    const PhaseTimer inner(Phase::kHidden);
  }
  { const PhaseTimer timer(Phase::kHidden); }
  std::thread([] { const WorkTimer timer(Work::kOptimizer); }).join();
  { const WorkTimer timer(Work::kProducts, 100); }
  std::thread([] { const WorkTimer timer(Work::kProducts, 11); }).join();
  const Profile profile = TakeProfile();
  EXPECT_GT(profile.phase_seconds[static_cast<int>(Phase::kValidation)], 0);
  EXPECT_GT(profile.phase_seconds[static_cast<int>(Phase::kHidden)], 0);
  EXPECT_EQ(profile.phase_seconds[static_cast<int>(Phase::kOutput)], 0);
  EXPECT_GT(profile.work_seconds[static_cast<int>(Work::kOptimizer)], 0);
  EXPECT_EQ(profile.product_operations, 111);

  StartProfile();
  EXPECT_EQ(TakeProfile().product_operations, 0) << "starts anew";
}

}  // namespace
}  // namespace windowlm
