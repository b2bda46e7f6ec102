#include "src/corpus/share_of_passes.h"

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/random.h"

namespace windowlm {
namespace {

TEST(ShareOfPasses, ChoosesItsShareOfAnyNumberOfPassesForEachThing) {
  for (const double share : {0.05, 0.25, 0.5, 0.7, 1.0}) {
    const ShareOfPasses passes(share, 1, RandomPurpose::kFreshLines);
    for (uint64_t thing = 0; thing < 200; ++thing) {
      int chosen = 0;
      for (uint32_t pass = 0; pass < 40; ++pass) {
        chosen += passes.Includes(pass, thing) ? 1 : 0;
        ASSERT_LT(std::abs(chosen - share * (pass + 1)), 1 + 1e-9)
            << "share " << share << ", thing " << thing << ", pass " << pass;
      }
    }
  }
}

TEST(ShareOfPasses, ChoosesOtherPassesForOtherThings) {
  const ShareOfPasses passes(0.25, 1, RandomPurpose::kFreshLines);
  for (const uint32_t pass : {0, 1, 7}) {
    int chosen = 0;
    for (uint64_t thing = 0; thing < 2000; ++thing) chosen += passes.Includes(pass, thing) ? 1 : 0;
    EXPECT_NEAR(chosen, 500, 80) << "pass " << pass;
  }
}

TEST(ShareOfPasses, OfZeroIsNone) {
  const ShareOfPasses passes(0, 1, RandomPurpose::kFreshLines);
  for (uint64_t thing = 0; thing < 100; ++thing) {
    for (uint32_t pass = 0; pass < 10; ++pass) EXPECT_FALSE(passes.Includes(pass, thing));
  }
}

TEST(ShareOfPasses, GoesByTheSeedAndThePurpose) {
  const ShareOfPasses passes(0.5, 1, RandomPurpose::kFreshLines);
  const ShareOfPasses again(0.5, 1, RandomPurpose::kFreshLines);
  const ShareOfPasses other_seed(0.5, 2, RandomPurpose::kFreshLines);
  const ShareOfPasses other_purpose(0.5, 1, RandomPurpose::kSingletons);
  int differ_by_seed = 0;
  int differ_by_purpose = 0;
  for (uint64_t thing = 0; thing < 200; ++thing) {
    EXPECT_EQ(again.Includes(3, thing), passes.Includes(3, thing));
    differ_by_seed += other_seed.Includes(3, thing) != passes.Includes(3, thing) ? 1 : 0;
    differ_by_purpose += other_purpose.Includes(3, thing) != passes.Includes(3, thing) ? 1 : 0;
  }
  EXPECT_GT(differ_by_seed, 50);
  EXPECT_GT(differ_by_purpose, 50);
}

}  // namespace
}  // namespace windowlm
