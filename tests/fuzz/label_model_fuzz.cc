// Files of models of labels, with right checksums too.

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "src/base/matrix.h"
#include "src/model/label_model.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/resealed.h"
#include "tests/model/small_label_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

// Reads a model and asks it.
void Read(absl::string_view bytes) {
  const std::string path = testing::TempDir() + "/fuzz_label_model";
  WriteBytes(path, std::string(bytes));
  absl::StatusOr<LabelModel> model = LabelModel::Load(path);
  if (!model.ok()) return;
  Require(model->labels().size() > 0, "a model of labels has some");
  std::vector<LabelledWords> lines(2);
  for (uint32_t id = 0; id < model->vocabulary().size(); ++id) lines[1].words.push_back(id);
  lines[1].unknown_words = {"aaa"};
  Matrix<double> log_probabilities(2, model->labels().size());
  model->LogProbabilities(lines, log_probabilities.view());
  for (int64_t i = 0; i < log_probabilities.size(); ++i) {
    Require(!(log_probabilities.data()[i] > 1e-6), "no label is more than certain");
  }
}

std::string Saved(const ModelConfig& config) {
  const std::string path = testing::TempDir() + "/fuzz_seed_label_model";
  std::vector<WordPairs::Pair> pairs;
  for (uint32_t i = 0; i < config.pairs(); ++i) pairs.emplace_back(i, 0);
  const TrainedModel trained =
      TinyLabelModel({"a", "b", "__label__x", "__label__y"}, pairs, config);
  FillParameters(1, *trained.model);
  Require(SaveModel(path, trained.provenance, trained.vocabulary, *trained.model).ok(),
          "a model is saved");
  return BytesOf(path);
}

}  // namespace

void FuzzOne(absl::string_view bytes) {
  Read(bytes);
  Read(Resealed(bytes));
}

std::vector<std::string> FuzzSeeds() {
  return {Saved(LabelConfigOf(2)),
          Saved(LabelConfigOf(2, {}, COMBINE_PRESENCE, LOSS_SIGMOID, /*pairs=*/2)),
          Saved(LabelConfigOf(2, {4}, COMBINE_MEAN, LOSS_SOFTMAX, /*pairs=*/1)),
          Saved(LabelConfigOf(2, {4}, COMBINE_WINDOW_MAX))};
}

}  // namespace windowlm
