#include "src/train/memory_estimate.h"

#include <cstdint>

#include "gtest/gtest.h"
#include "tests/train/small_corpus.h"

namespace windowlm {
namespace {

TEST(EstimateMemory, CountsParametersStateAndWorkspace) {
  TrainConfig config = SmallTrainConfig();
  config.mutable_model()->set_dim(100);
  const int64_t adam = EstimateMemory(config, 100000);
  // Embeddings, and the output's 12 inputs and bias, with two numbers of state each.
  const int64_t least = 3 * 4 * (100000 * 100 + 99999 * 13);
  EXPECT_GT(adam, least);
  EXPECT_LT(adam, least + (int64_t{64} << 20));
  config.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  EXPECT_LT(EstimateMemory(config, 100000), adam - 2 * 4 * 100000 * 100);
}

}  // namespace
}  // namespace windowlm
