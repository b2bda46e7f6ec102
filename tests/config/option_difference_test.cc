#include "src/config/option_difference.h"

#include <functional>
#include <string>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

// "option: a, b" of the defaults and what `change` makes of them.
std::string DifferenceAfter(const std::function<void(TrainConfig&)>& change) {
  TrainConfig config = DefaultTrainConfig();
  change(config);
  const auto found = FirstDifference(config, DefaultTrainConfig());
  return found.has_value() ? found->name + ": " + found->a + ", " + found->b : "none";
}

TEST(FirstDifference, NamesTheOptionAndWritesItsValuesAsTheCommandLineDoes) {
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) { config.mutable_model()->set_dim(100); }),
            "--dim: 100, 128");
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) { config.mutable_model()->add_hidden(7); }),
            "--hidden: 200,7, 200");
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) { config.mutable_model()->clear_hidden(); }),
            "--hidden: none, 200");
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) {
              config.mutable_model()->set_loss(LOSS_ADAPTIVE_SOFTMAX);
            }),
            "--loss: adaptive-softmax, auto");
  EXPECT_EQ(DifferenceAfter(
                [](TrainConfig& config) { config.mutable_optimizer()->set_kind(OPTIMIZER_SGD); }),
            "--optimizer: sgd, auto");
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) {
              config.mutable_corpus()->mutable_text()->set_invalid_utf8(INVALID_UTF8_ERROR);
            }),
            "--invalid-utf8: error, replace");
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) {
              config.mutable_corpus()->mutable_text()->set_lowercase(true);
            }),
            "--lowercase: true, false");
}

TEST(FirstDifference, TellsNeighbouringDoublesApart) {
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) {
              config.mutable_optimizer()->set_adam_beta1(0.90000000000000013);
            }),
            "--adam-beta1: 0.90000000000000013, 0.9");
}

TEST(FirstDifference, IsTheFirstInTheOrderOfTheFields) {
  EXPECT_EQ(DifferenceAfter([](TrainConfig& config) {
              config.set_seed(5);
              config.mutable_model()->set_context(9);
              config.mutable_corpus()->set_min_count(3);
            }),
            "--min-count: 3, 0");
}

TEST(FirstDifference, IsNoneBetweenEqualMessages) {
  EXPECT_EQ(DifferenceAfter([](TrainConfig&) {}), "none");
  // A message that is there with nothing in it says what one says that is not there.
  TrainConfig with_model;
  with_model.mutable_model();
  EXPECT_FALSE(FirstDifference(with_model, TrainConfig()).has_value());
}

}  // namespace
}  // namespace windowlm
