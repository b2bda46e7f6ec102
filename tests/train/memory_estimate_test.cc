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
  const int64_t least = int64_t{3} * 4 * (100000 * 100 + 99999 * 13);
  EXPECT_GT(adam, least);
  EXPECT_LT(adam, least + (int64_t{64} << 20));
  config.set_average(0.5);
  EXPECT_GT(EstimateMemory(config, 100000), adam + int64_t{4} * 100000 * 100);
  config.set_average(0);
  config.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  EXPECT_LT(EstimateMemory(config, 100000), adam - int64_t{2} * 4 * 100000 * 100);
}

TEST(EstimateMemory, CountsTheWindowsOfAStepAndOfThosePreparedAhead) {
  TrainConfig config = SmallTrainConfig();
  config.set_batch_size(1000);
  const int64_t next = EstimateMemory(config, 1000);
  config.mutable_model()->add_distant(1000);
  // 32 steps ahead, an id and a place to sort it for each word.
  EXPECT_GT(EstimateMemory(config, 1000), next + int64_t{32} * 1000 * 1000 * 20);
  config.mutable_model()->clear_distant();
  config.mutable_model()->set_context(50);
  config.mutable_model()->set_objective(OBJECTIVE_SKIPGRAM);
  // 100 windows a word: input, gradient and its sums of 8 numbers each.
  EXPECT_GT(EstimateMemory(config, 1000), next + int64_t{100} * 1000 * 3 * 8 * 4);
}

TEST(EstimateMemory, CountsWhatAttentionAndBatchNormalisationKeep) {
  TrainConfig config = SmallTrainConfig();
  config.set_batch_size(1000);
  config.mutable_model()->clear_hidden();
  config.mutable_model()->add_hidden(500);
  const int64_t without = EstimateMemory(config, 1000);
  config.mutable_model()->set_batch_norm(true);
  // The layer's sums, and the same normalised.
  EXPECT_GE(EstimateMemory(config, 1000), without + int64_t{2} * 4 * 1000 * 500);
  config.mutable_model()->set_batch_norm(false);
  config.mutable_model()->set_attention(200);
  // 32 steps ahead, an id for each word.
  EXPECT_GT(EstimateMemory(config, 1000), without + int64_t{32} * 1000 * 200 * 4);
}

// Of labels, which are few, however many words there are.
TEST(EstimateMemory, CountsTheLabelsThatAStepTells) {
  TrainConfig config = SmallTrainConfig();
  config.mutable_model()->set_objective(OBJECTIVE_LABEL);
  config.mutable_model()->set_combine(COMBINE_SUM);
  config.mutable_model()->set_loss(LOSS_SOFTMAX);
  config.mutable_model()->set_context(1);
  config.mutable_model()->clear_hidden();
  config.mutable_model()->set_labels(2);
  config.mutable_model()->set_dim(2);
  config.set_batch_size(512);
  const int64_t parameters = int64_t{3} * 4 * (1000000 * 2 + 2);
  const int64_t found = EstimateMemory(config, 1000000);
  EXPECT_GT(found, parameters);
  EXPECT_LT(found, parameters + (int64_t{64} << 20));
}

}  // namespace
}  // namespace windowlm
