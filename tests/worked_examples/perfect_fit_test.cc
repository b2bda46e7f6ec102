// A network with room enough fits a very small sample perfectly: where each context has one
// continuation, the loss goes to 0; where it has two, to that of the coin, log 2. Whatever is
// wrong in a gradient, an optimizer or the windows' cutting shows here.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"
#include "src/model/window_model.h"
#include "src/nn/optimizer.h"

namespace windowlm {
namespace {

// The loss on all windows of `text`, a line, with two words of context, after 300 steps of Adam.
double LossAfterTrainingOn(const std::string& text, Objective objective, Combine combine) {
  std::vector<std::string> words = absl::StrSplit(text, ' ');
  words.push_back("</s>");
  std::vector<WordCount> counts;
  for (const std::string& word : std::set<std::string>(words.begin(), words.end())) {
    const auto kept = std::find(words.begin(), words.end(), word);
    counts.push_back({*kept, static_cast<uint64_t>(std::count(kept, words.end(), word))});
  }
  const absl::StatusOr<Vocabulary> vocabulary = Vocabulary::FromCounts(counts, 1, 0);
  EXPECT_TRUE(vocabulary.ok()) << vocabulary.status();
  std::vector<uint32_t> ids;
  std::vector<uint64_t> id_counts;
  for (const std::string& word : words) ids.push_back(vocabulary->IdOrUnknown(word));
  for (uint32_t id = 0; id < vocabulary->size(); ++id) id_counts.push_back(vocabulary->count(id));

  ModelConfig config;
  config.set_objective(objective);
  config.set_context(2);
  config.set_dim(8);
  config.add_hidden(16);
  config.set_activation(ACTIVATION_TANH);
  config.set_combine(combine);
  config.set_loss(LOSS_SOFTMAX);
  WindowModel<float> model(config, static_cast<int64_t>(vocabulary->size()));
  model.Initialize(1, id_counts);

  OptimizerConfig adam;
  adam.set_kind(OPTIMIZER_ADAM);
  adam.set_adam_beta1(0.9);
  adam.set_adam_beta2(0.999);
  adam.set_epsilon(1e-8);
  Optimizer<float> optimizer(adam, model.parameters());
  const WindowSampler windows(ids, objective, 2, BOUNDARIES_LINE, *vocabulary);
  WindowBatch batch;
  windows.FillBatchInTextOrder(0, windows.size(), &batch);
  for (int step = 0; step < 300; ++step) {
    optimizer.BeginStep(0.03);
    model.Step(batch, {}, optimizer);
  }
  std::vector<double> losses(batch.targets.size());
  model.NegativeLogLikelihood(batch, absl::MakeSpan(losses));
  return std::accumulate(losses.begin(), losses.end(), 0.0) / static_cast<double>(losses.size());
}

constexpr char kDistinct[] = "we forgot to make sure that the old dog gets some food";

TEST(PerfectFit, OfASentenceWithoutRepetition) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
      EXPECT_LT(LossAfterTrainingOn(kDistinct, objective, combine), 1e-3)
          << Objective_Name(objective) << ", " << Combine_Name(combine);
    }
  }
}

// After "a b" comes "c" or "d", and nothing before it tells which: of seven words two cost log 2
// each. Masked, the words behind tell.
TEST(PerfectFit, LeavesWhatTheContextDoesNotTell) {
  const std::string text = "a b c a b d";
  EXPECT_NEAR(LossAfterTrainingOn(text, OBJECTIVE_NEXT, COMBINE_CONCAT), 2 * std::log(2) / 7, 1e-3);
  EXPECT_LT(LossAfterTrainingOn(text, OBJECTIVE_MASKED, COMBINE_CONCAT), 1e-3);
}

}  // namespace
}  // namespace windowlm
