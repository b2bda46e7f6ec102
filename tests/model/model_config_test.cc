#include "src/model/model_config.h"

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/window_model.h"
#include "tests/model/small_label_model.h"
#include "tests/model/small_models.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

ModelConfig Sound() { return ConfigOf(OBJECTIVE_NEXT, 2, 3, {4}); }

TEST(ModelConfig, MayBeAsGreatAsItsBounds) {
  EXPECT_TRUE(CheckModelConfig(Sound()).ok());
  ModelConfig greatest = ConfigOf(OBJECTIVE_MASKED, 1000, 100000);
  for (int i = 0; i < 100; ++i) greatest.add_hidden(100000);
  EXPECT_TRUE(CheckModelConfig(greatest).ok());
  // No overflow: 2 * 1000 * 100,000 inputs of the first layer, and so on.
  const int64_t words = int64_t{1} << 32;
  EXPECT_EQ(CountParameters(greatest, words),
            words * 100000 + (200000001 + 99 * int64_t{100001}) * 100000 + 100001 * (words - 1));
  ModelConfig least = ConfigOf(OBJECTIVE_NEXT, 1, 1);
  EXPECT_TRUE(CheckModelConfig(least).ok());
}

TEST(ContextWeights, AreThereWhereAMeanIsOfAThinnedText) {
  const Vocabulary vocabulary = *Vocabulary::FromCounts({{"a", 90}, {"b", 10}}, 1, 0);
  TrainConfig config;
  *config.mutable_model() = ConfigOf(OBJECTIVE_MASKED, 2, 3, {}, COMBINE_MEAN);
  EXPECT_TRUE(ContextWeights(config, vocabulary).empty()) << "a whole text";
  config.set_subsample(0.001);
  const std::vector<float> weights = ContextWeights(config, vocabulary);
  ASSERT_EQ(weights.size(), vocabulary.size());
  EXPECT_FLOAT_EQ(weights[1], 0.11f);
  EXPECT_LT(weights[0], weights[1]);
  config.mutable_model()->set_combine(COMBINE_CONCAT);
  EXPECT_TRUE(ContextWeights(config, vocabulary).empty()) << "nothing is added up";
  *config.mutable_model() = LabelConfigOf(2, {}, COMBINE_SUM);
  EXPECT_TRUE(ContextWeights(config, vocabulary).empty()) << "the words of whole lines";
}

TEST(ModelConfig, NamesTheOptionThatIsOutOfBounds) {
  struct Case {
    const char* option;
    std::function<void(ModelConfig&)> spoil;
  };
  const std::vector<Case> cases = {
      {"--context", [](ModelConfig& c) { c.set_context(0); }},
      {"--context", [](ModelConfig& c) { c.set_context(-1); }},
      {"--context", [](ModelConfig& c) { c.set_context(1001); }},
      {"--attention",
       [](ModelConfig& c) {
         c.clear_hidden();
         c.set_attention(-5);
       }},
      {"--attention", [](ModelConfig& c) { c.set_attention(1001); }},
      {"--dim", [](ModelConfig& c) { c.set_dim(0); }},
      {"--dim", [](ModelConfig& c) { c.set_dim(-5); }},
      {"--dim", [](ModelConfig& c) { c.set_dim(100001); }},
      {"--hidden", [](ModelConfig& c) { c.set_hidden(0, 0); }},
      {"--hidden", [](ModelConfig& c) { c.add_hidden(-1); }},
      {"--hidden", [](ModelConfig& c) { c.add_hidden(100001); }},
      {"--hidden", [](ModelConfig& c) { c.mutable_hidden()->Resize(101, 1); }},
      {"--objective", [](ModelConfig& c) { c.set_objective(OBJECTIVE_AUTO); }},
      {"--objective", [](ModelConfig& c) { c.set_objective(static_cast<Objective>(77)); }},
      {"--combine", [](ModelConfig& c) { c.set_combine(COMBINE_AUTO); }},
      {"--combine", [](ModelConfig& c) { c.set_combine(static_cast<Combine>(77)); }},
      {"--activation", [](ModelConfig& c) { c.set_activation(ACTIVATION_AUTO); }},
      {"--activation", [](ModelConfig& c) { c.set_activation(static_cast<Activation>(6)); }},
      {"--loss", [](ModelConfig& c) { c.set_loss(LOSS_AUTO); }},
      {"--loss", [](ModelConfig& c) { c.set_loss(static_cast<Loss>(77)); }},
      {"--cutoffs",
       [](ModelConfig& c) {
         c.set_loss(LOSS_ADAPTIVE_SOFTMAX);
         c.set_division(2);
       }},
      {"--cutoffs",
       [](ModelConfig& c) {
         c.set_loss(LOSS_ADAPTIVE_SOFTMAX);
         c.add_cutoffs(0);
       }},
      {"--cutoffs",
       [](ModelConfig& c) {
         c.set_loss(LOSS_ADAPTIVE_SOFTMAX);
         c.set_division(2);
         c.add_cutoffs(5);
         c.add_cutoffs(5);
       }},
      {"--division",
       [](ModelConfig& c) {
         c.set_loss(LOSS_ADAPTIVE_SOFTMAX);
         c.add_cutoffs(5);
       }},
      {"--distant", [](ModelConfig& c) { c.add_distant(0); }},
      {"--distant",
       [](ModelConfig& c) {
         for (int i = 0; i < 101; ++i) c.add_distant(1);
       }},
      {"--tied",
       [](ModelConfig& c) {
         c.set_loss(LOSS_NEGATIVE_SAMPLING);
         c.set_negatives(5);
         c.set_noise_power(0.75);
         c.set_tied(true);
       }},
      {"--tied",
       [](ModelConfig& c) {
         c.set_tied(true);
         c.set_direct(true);
       }},
      {"--residual",
       [](ModelConfig& c) {
         c.clear_hidden();
         c.set_residual(true);
       }},
      {"--layer-norm",
       [](ModelConfig& c) {
         c.clear_hidden();
         c.set_layer_norm(true);
       }},
      {"--direct",
       [](ModelConfig& c) {
         c.clear_hidden();
         c.set_direct(true);
       }},
      {"--frequent-words", [](ModelConfig& c) { c.set_loss(LOSS_SAMPLED_SOFTMAX); }},
      {"--negatives",
       [](ModelConfig& c) {
         c.set_loss(LOSS_SAMPLED_SOFTMAX);
         c.set_frequent_words(10);
         c.set_negatives(-1);
       }},
  };
  for (const Case& spoilt : cases) {
    ModelConfig config = Sound();
    spoilt.spoil(config);
    const absl::Status status = CheckModelConfig(config);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << config.ShortDebugString();
    EXPECT_THAT(std::string(status.message()), HasSubstr(spoilt.option))
        << config.ShortDebugString();
  }
}

struct SpoiltConfig {
  // How the message begins.
  const char* message;
  std::function<void(ModelConfig&)> spoil;
};

void ExpectRefused(const ModelConfig& sound, const std::vector<SpoiltConfig>& cases) {
  ASSERT_TRUE(CheckModelConfig(sound).ok()) << CheckModelConfig(sound);
  for (const SpoiltConfig& spoilt : cases) {
    ModelConfig config = sound;
    spoilt.spoil(config);
    const absl::Status status = CheckModelConfig(config);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << config.ShortDebugString();
    EXPECT_THAT(std::string(status.message()), StartsWith(spoilt.message));
  }
}

TEST(ModelConfig, OfWordsHasNothingThatOnlyLabelsHave) {
  ExpectRefused(
      Sound(),
      {{"--combine=presence needs --objective=label",
        [](ModelConfig& c) { c.set_combine(COMBINE_PRESENCE); }},
       {"--combine=window-max needs --objective=label",
        [](ModelConfig& c) { c.set_combine(COMBINE_WINDOW_MAX); }},
       {"--loss=sigmoid needs --objective=label", [](ModelConfig& c) { c.set_loss(LOSS_SIGMOID); }},
       {"--pairs needs --objective=label", [](ModelConfig& c) { c.set_pairs(5); }},
       {"--pairs needs --objective=label", [](ModelConfig& c) { c.set_pairs(-5); }},
       {"a number of labels or spellings needs --objective=label",
        [](ModelConfig& c) { c.set_labels(2); }},
       {"a number of labels or spellings needs --objective=label",
        [](ModelConfig& c) { c.set_labels(-2); }}});
}

TEST(ModelConfig, OfLabelsNeedsThemAndHasNothingThatOnlyWordsHave) {
  ExpectRefused(
      LabelConfigOf(2, {4}, COMBINE_MEAN),
      {{"--objective=label needs labels, and there are 0", [](ModelConfig& c) { c.set_labels(0); }},
       {"--objective=label needs labels, and there are -1",
        [](ModelConfig& c) { c.set_labels(-1); }},
       {"--objective=label needs --loss=softmax or --loss=sigmoid",
        [](ModelConfig& c) {
          c.set_loss(LOSS_NCE);
          c.set_negatives(5);
          c.set_noise_power(0.75);
        }},
       {"--objective=label needs --loss=softmax or --loss=sigmoid",
        [](ModelConfig& c) {
          c.set_loss(LOSS_ADAPTIVE_SOFTMAX);
          c.set_division(4);
          c.add_cutoffs(1);
        }},
       {"--objective=label does not go with --combine=concat",
        [](ModelConfig& c) { c.set_combine(COMBINE_CONCAT); }},
       {"--distant does not go with --objective=label", [](ModelConfig& c) { c.add_distant(5); }},
       {"--attention does not go with --objective=label",
        [](ModelConfig& c) { c.set_attention(5); }},
       {"--tied does not go with --objective=label", [](ModelConfig& c) { c.set_tied(true); }},
       {"--subwords does not go with --objective=label",
        [](ModelConfig& c) {
          c.add_subwords(3);
          c.add_subwords(6);
        }},
       {"--pairs must be from 1 to 100000000, or 0 for none, and is -1",
        [](ModelConfig& c) { c.set_pairs(-1); }},
       {"--pairs must be", [](ModelConfig& c) { c.set_pairs(100000001); }},
       {"--dim=3 needs hidden layers", [](ModelConfig& c) { c.clear_hidden(); }}});
}

TEST(ModelConfig, OfWindowsOverLinesNeedsAHiddenLayerAndNothingBesideWords) {
  ExpectRefused(
      LabelConfigOf(3, {4}, COMBINE_WINDOW_MAX),
      {{"--combine=window-max needs hidden layers", [](ModelConfig& c) { c.clear_hidden(); }},
       {"--pairs does not go with --combine=window-max", [](ModelConfig& c) { c.set_pairs(3); }},
       {"--spellings does not go with --combine=window-mean",
        [](ModelConfig& c) {
          c.set_combine(COMBINE_WINDOW_MEAN);
          c.add_spellings(3);
          c.add_spellings(5);
        }},
       {"--layer-norm does not go with", [](ModelConfig& c) { c.set_layer_norm(true); }},
       {"--batch-norm does not go with", [](ModelConfig& c) { c.set_batch_norm(true); }},
       {"--direct does not go with", [](ModelConfig& c) { c.set_direct(true); }}});
}

TEST(ModelConfig, OfLabelsMayHaveEitherLossAndEveryPartThatGoesWithLines) {
  for (const Combine combine : {COMBINE_MEAN, COMBINE_SUM, COMBINE_PRESENCE}) {
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
      for (const std::vector<int>& hidden : {std::vector<int>{}, {4}, {4, 4}}) {
        ModelConfig config = LabelConfigOf(1, hidden, combine, loss, /*pairs=*/100000000);
        EXPECT_TRUE(CheckModelConfig(config).ok()) << CheckModelConfig(config);
        if (hidden.empty()) continue;
        config.set_direct(true);
        config.set_residual(true);
        config.set_layer_norm(true);
        config.set_batch_norm(true);
        EXPECT_TRUE(CheckModelConfig(config).ok()) << CheckModelConfig(config);
      }
    }
  }
}

TEST(ModelConfig, PredictsLabelsOrEachWordButTheLineStart) {
  EXPECT_EQ(PredictedWords(LabelConfigOf(3), 100), 3);
  EXPECT_EQ(PredictedWords(Sound(), 100), 99);
}

TEST(ModelConfig, AMaskedContextHasWordsOnBothSides) {
  EXPECT_EQ(WindowWords(ConfigOf(OBJECTIVE_NEXT, 3, 1)), 3);
  EXPECT_EQ(WindowWords(ConfigOf(OBJECTIVE_MASKED, 3, 1)), 6);
  ModelConfig windows = LabelConfigOf(2, {4}, COMBINE_WINDOW_MAX);
  windows.set_context(3);
  EXPECT_EQ(WindowWords(windows), 7) << "a word, and those on both sides";
}

void ExpectCounted(const ModelConfig& config) {
  const WindowModel<float> model(config, 11);
  int64_t count = 0;
  for (const auto* parameter : model.parameters()) count += parameter->value.size();
  EXPECT_EQ(CountParameters(config, 11), count) << config.ShortDebugString();
}

TEST(ModelConfig, CountsTheParametersOfEveryPart) {
  for (const std::vector<int>& hidden : {std::vector<int>{4}, {3}, {4, 4}, {4, 7}}) {
    for (const bool layer_norm : {false, true}) {
      ModelConfig config = ConfigOf(OBJECTIVE_NEXT, 2, 3, hidden);
      config.set_layer_norm(layer_norm);
      config.set_residual(true);
      config.add_distant(4);
      ExpectCounted(config);
      config.set_direct(true);
      ExpectCounted(config);
      config.set_direct(false);
      config.set_tied(true);
      ExpectCounted(config);
    }
  }
}

TEST(ModelConfig, CountsTheParametersOfAttentionAndBatchNormalisation) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const bool tied : {false, true}) {
      ModelConfig config = ConfigOf(objective, 2, 3, {4, 7});
      config.set_tied(tied);
      config.set_attention(5);
      ExpectCounted(config);
      config.set_batch_norm(true);
      ExpectCounted(config);
    }
  }
}

TEST(ModelConfig, CountsTheParametersOfModelsOfLabels) {
  for (const std::vector<int>& hidden : {std::vector<int>{}, {4}, {4, 7}}) {
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
      for (const int64_t pairs : {0, 9}) {
        ModelConfig config = LabelConfigOf(5, hidden, COMBINE_MEAN, loss, pairs);
        ExpectCounted(config);
        if (hidden.empty()) continue;
        config.set_direct(true);
        config.set_layer_norm(true);
        ExpectCounted(config);
      }
    }
  }
}

TEST(ModelConfig, CountsTheParametersOfWindowsOverLines) {
  for (const Combine combine : {COMBINE_WINDOW_MAX, COMBINE_WINDOW_MEAN}) {
    for (const std::vector<int>& hidden : {std::vector<int>{4}, {4, 7}}) {
      ModelConfig config = LabelConfigOf(5, hidden, combine);
      config.set_context(2);
      ExpectCounted(config);
    }
  }
}

TEST(ModelConfig, CountsTheParametersThatTheModelHas) {
  for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
    for (const std::vector<int>& hidden : {std::vector<int>{}, {4}, {4, 7}}) {
      for (const Loss loss : {LOSS_SOFTMAX, LOSS_ADAPTIVE_SOFTMAX, LOSS_SAMPLED_SOFTMAX, LOSS_NCE,
                              LOSS_NEGATIVE_SAMPLING}) {
        ModelConfig config = ConfigOf(OBJECTIVE_MASKED, 2, 3, hidden, combine);
        config.set_loss(loss);
        config.add_cutoffs(4);
        config.add_cutoffs(9);
        config.set_division(2);
        config.set_negatives(3);
        ExpectCounted(config);
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
