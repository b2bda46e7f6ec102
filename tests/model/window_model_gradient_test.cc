// The gradient of the whole model, from the loss back to the embeddings, against central
// differences in double precision.

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/random.h"
#include "src/model/window_model.h"
#include "tests/model/random_passages.h"
#include "tests/model/small_models.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

void ExpectGradientsOf(const ModelConfig& config, int64_t vocabulary_size, const WindowBatch& batch,
                       const Regularization& regularization = {}) {
  SCOPED_TRACE(config.ShortDebugString());
  WindowModel<double> model(config, vocabulary_size);
  FillParameters(1, model);
  CollectingSink<double> sink;
  model.Step(batch, regularization, sink);
  DiscardingSink<double> discard;
  ExpectGradients([&] { return model.Step(batch, regularization, discard); }, model.parameters(),
                  sink);
}

TEST(WindowModelGradient, IsRightForEveryShape) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const int context : {1, 2, 3}) {
      for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
        for (const std::vector<int>& hidden : {std::vector<int>{}, {4}, {4, 3}}) {
          const ModelConfig config = ConfigOf(objective, context, 3, hidden, combine);
          const int words = objective == OBJECTIVE_MASKED ? 2 * context : context;
          ExpectGradientsOf(config, 6, RandomBatch(context, 5, words, 6));
        }
      }
    }
  }
}

TEST(WindowModelGradient, IsRightForEveryActivation) {
  for (const Activation activation :
       {ACTIVATION_LINEAR, ACTIVATION_TANH, ACTIVATION_RELU, ACTIVATION_SIGMOID, ACTIVATION_GELU}) {
    ExpectGradientsOf(ConfigOf(OBJECTIVE_NEXT, 2, 3, {5, 4}, COMBINE_CONCAT, activation), 6,
                      RandomBatch(1, 7, 2, 6));
  }
}

TEST(WindowModelGradient, SumsOverAWordThatIsRepeated) {
  WindowBatch batch;
  batch.contexts = {2, 2, 2, 5, 2, 5, 1, 1, 2, 5, 5, 5};
  batch.targets = {2, 0, 2, 1};
  for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
    ExpectGradientsOf(ConfigOf(OBJECTIVE_NEXT, 3, 2, {3}, combine), 6, batch);
  }
}

TEST(WindowModelGradient, IsThatOfTheNumbersThatDropoutLeaves) {
  const Regularization dropout = {0.3, 0.4, /*seed=*/5, /*step=*/7};
  for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN}) {
    for (const std::vector<int>& hidden : {std::vector<int>{}, {5}, {5, 4}}) {
      ExpectGradientsOf(ConfigOf(OBJECTIVE_NEXT, 2, 3, hidden, combine), 6, RandomBatch(2, 6, 2, 6),
                        dropout);
    }
  }
}

// Windows with two distant spans of 0 to 3 words each.
WindowBatch WithDistantWords(WindowBatch batch, int64_t vocabulary_size) {
  const CounterRandom random(9, RandomPurpose::kWindowOrder, 77);
  for (size_t span = 0; span < 2 * batch.targets.size(); ++span) {
    for (uint64_t i = 0; i < random.Below(span, 4); ++i) {
      batch.distant.push_back(
          static_cast<uint32_t>(random.Below(1000 + 10 * span + i, vocabulary_size)));
    }
    batch.distant_ends.push_back(static_cast<uint32_t>(batch.distant.size()));
  }
  return batch;
}

TEST(WindowModelGradient, ReachesDistantWords) {
  const Regularization dropout = {0.3, 0.4, /*seed=*/5, /*step=*/7};
  for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
    ModelConfig config = ConfigOf(OBJECTIVE_NEXT, 2, 3, {4}, combine);
    config.add_distant(3);
    config.add_distant(3);
    const WindowBatch batch = WithDistantWords(RandomBatch(3, 6, 2, 6), 6);
    ExpectGradientsOf(config, 6, batch);
    ExpectGradientsOf(config, 6, batch, dropout);
  }
}

TEST(WindowModelGradient, PassesResidualConnectionsAndNormalisation) {
  // Rates and sizes that leave no row all alike: there the normalisation bends too sharply for
  // differences.
  const Regularization dropout = {0.2, 0.2, /*seed=*/5, /*step=*/7};
  for (const bool residual : {false, true}) {
    for (const bool layer_norm : {false, true}) {
      for (const std::vector<int>& hidden : {std::vector<int>{7}, {7, 7}, {7, 7, 6}}) {
        ModelConfig config =
            ConfigOf(OBJECTIVE_NEXT, 2, 3, hidden, COMBINE_CONCAT, ACTIVATION_GELU);
        config.set_residual(residual);
        config.set_layer_norm(layer_norm);
        ExpectGradientsOf(config, 6, RandomBatch(4, 6, 2, 6));
        ExpectGradientsOf(config, 6, RandomBatch(5, 6, 2, 6), dropout);
      }
    }
  }
}

// What attention makes of embeddings gives these no gradient, so that theirs can be checked only
// where what it finds is not added.
TEST(WindowModelGradient, PassesAttention) {
  const Regularization dropout = {0.2, 0.2, /*seed=*/5, /*step=*/7};
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const bool tied : {false, true}) {
      ModelConfig config = ConfigOf(objective, 2, 3, {5, 5});
      config.set_attention(4);
      config.set_tied(tied);
      config.set_direct(!tied);
      const int64_t sides = objective == OBJECTIVE_MASKED ? 2 : 1;
      WindowBatch batch = RandomBatch(3, 6, 2 * sides, 7);
      batch.attended = RandomPassages(static_cast<int64_t>(batch.targets.size()), sides, 5, 7);
      WindowModel<double> model(config, 7);
      FillParameters(1, model);
      DiscardingSink<double> discard;
      const auto loss = [&] { return model.Step(batch, dropout, discard); };
      CollectingSink<double> sink;
      model.Step(batch, dropout, sink);
      const std::vector<Parameter<double>*> others(model.parameters().begin() + 1,
                                                   model.parameters().end());
      ExpectGradients(loss, others, sink);
      for (Parameter<double>* parameter : others) {
        if (parameter->name != "attention.value.weight") continue;
        std::fill_n(parameter->value.data(), parameter->value.size(), 0.0);
      }
      CollectingSink<double> without;
      model.Step(batch, dropout, without);
      ExpectGradients(loss, model.parameters(), without);
    }
  }
}

TEST(WindowModelGradient, PassesBatchNormalisationAndNoise) {
  Regularization regularization = {0.2, 0.2, /*seed=*/5, /*step=*/7};
  regularization.hidden_noise = 0.1;
  for (const bool residual : {false, true}) {
    for (const bool layer_norm : {false, true}) {
      for (const std::vector<int>& hidden : {std::vector<int>{7}, {7, 7}}) {
        ModelConfig config =
            ConfigOf(OBJECTIVE_NEXT, 2, 3, hidden, COMBINE_CONCAT, ACTIVATION_GELU);
        config.set_batch_norm(true);
        config.set_residual(residual);
        config.set_layer_norm(layer_norm);
        ExpectGradientsOf(config, 6, RandomBatch(4, 9, 2, 6));
        ExpectGradientsOf(config, 6, RandomBatch(5, 9, 2, 6), regularization);
      }
    }
  }
}

TEST(WindowModelGradient, PassesDirectConnections) {
  const Regularization dropout = {0.3, 0.4, /*seed=*/5, /*step=*/7};
  for (const std::vector<int>& hidden : {std::vector<int>{4}, {4, 3}}) {
    ModelConfig config = ConfigOf(OBJECTIVE_NEXT, 2, 3, hidden);
    config.set_direct(true);
    ExpectGradientsOf(config, 6, RandomBatch(4, 6, 2, 6), dropout);
  }
}

// Of a word that is both in contexts and among the outputs, with and without a projection.
TEST(WindowModelGradient, OfTiedEmbeddingsIsTheSumOfBothUses) {
  const Regularization dropout = {0.3, 0.4, /*seed=*/5, /*step=*/7};
  for (const std::vector<int>& hidden : {std::vector<int>{}, {3}, {4}, {4, 4}}) {
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SAMPLED_SOFTMAX}) {
      ModelConfig config = ConfigOf(OBJECTIVE_NEXT, 2, 3, hidden);
      config.set_loss(loss);
      config.set_frequent_words(2);
      config.set_negatives(2);
      config.set_tied(true);
      ExpectGradientsOf(config, 7, RandomBatch(4, 6, 2, 7));
      config.set_layer_norm(!hidden.empty());
      ExpectGradientsOf(config, 7, RandomBatch(4, 6, 2, 7), dropout);
    }
  }
}

// Above 256 words the output layer has several tiles, above 1,024 several groups of them.
TEST(WindowModelGradient, CrossesTheTilesOfALargeVocabulary) {
  for (const int64_t size : {258, 1026, 1301}) {
    WindowModel<double> model(ConfigOf(OBJECTIVE_NEXT, 2, 2, {3}), size);
    FillParameters(3, model);
    WindowBatch batch = RandomBatch(4, 6, 2, size);
    batch.targets = {0, 255, 256, static_cast<uint32_t>(size - 2), 100, 256};
    CollectingSink<double> sink;
    model.Step(batch, {}, sink);
    DiscardingSink<double> discard;
    const auto expect_row = [&](Parameter<double>& parameter, int64_t row) {
      ExpectGradient(
          absl::StrCat(parameter.name, " of ", size, " words, row ", row),
          [&] { return model.Step(batch, {}, discard); }, parameter.value.view().Rows(row, 1),
          sink.gradient(parameter).view().Rows(row, 1));
    };
    Parameter<double>& embedding = *model.parameters().front();
    Parameter<double>& weight = *model.parameters()[model.parameters().size() - 2];
    Parameter<double>& bias = *model.parameters().back();
    for (const uint32_t word : batch.contexts) expect_row(embedding, word);
    for (const int64_t word : {int64_t{0}, int64_t{255}, int64_t{256}, size / 2, size - 2}) {
      expect_row(weight, word);
      expect_row(bias, word);
    }
  }
}

}  // namespace
}  // namespace windowlm
