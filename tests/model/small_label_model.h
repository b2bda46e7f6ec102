#ifndef WINDOWLM_TESTS_MODEL_SMALL_LABEL_MODEL_H_
#define WINDOWLM_TESTS_MODEL_SMALL_LABEL_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/line_feature_set.h"
#include "src/corpus/word_pairs.h"
#include "src/model/label_model.h"
#include "src/model/model_file.h"
#include "src/model/output/output_layer.h"
#include "src/model/window_model.h"
#include "tests/model/small_models.h"
#include "tests/query/tiny_model.h"

namespace windowlm {

// A model of labels that has a number for each word and label, or with hidden layers three numbers
// for each word.
inline ModelConfig LabelConfigOf(int labels, const std::vector<int>& hidden = {},
                                 Combine combine = COMBINE_SUM, Loss loss = LOSS_SOFTMAX,
                                 int64_t pairs = 0) {
  ModelConfig config = ConfigOf(OBJECTIVE_LABEL, 1, hidden.empty() ? labels : 3, hidden, combine);
  config.set_loss(loss);
  config.set_labels(labels);
  if (pairs > 0) config.set_pairs(pairs);
  return config;
}

// A vocabulary of these words, each seen once, and then </s>, <unk> and <s>.
inline Vocabulary VocabularySeenOnce(std::vector<std::string> words) {
  for (const char* special : {"</s>", "<unk>", "<s>"}) words.push_back(special);
  std::vector<uint64_t> counts(words.size(), 1);
  counts.back() = 0;
  return *Vocabulary::FromWords(words, counts);
}

// Pairs of words as all that a model of labels knows besides words.
inline std::shared_ptr<const LineFeatureSet> KnownPairs(std::vector<WordPairs::Pair> pairs) {
  auto known = std::make_shared<LineFeatureSet>();
  known->pairs = WordPairs(std::move(pairs));
  return known;
}

// A model of labels whose parameters are all zero. Its vocabulary has the words in this order, and
// then </s>, <unk> and <s>; those that begin with __label__ are its labels.
inline TrainedModel TinyLabelModel(const std::vector<std::string>& words,
                                   const std::vector<WordPairs::Pair>& pairs,
                                   const ModelConfig& config) {
  TrainedModel trained{{}, VocabularyOf(words), nullptr};
  *trained.provenance.config.mutable_model() = config;
  TextConfig& text = *trained.provenance.config.mutable_corpus()->mutable_text();
  text.set_tokenizer(TOKENIZER_WHITESPACE);
  text.set_label_prefix(kLabelPrefix);
  trained.model =
      std::make_unique<WindowModel<float>>(config, static_cast<int64_t>(trained.vocabulary.size()),
                                           PRECISION_FLOAT32, nullptr, KnownPairs(pairs));
  return trained;
}

// Sets a word's number for each label, of a model without hidden layers.
inline void SetWeights(TrainedModel& trained, absl::string_view word,
                       const std::vector<float>& weights) {
  Matrix<float>& table = trained.model->parameters().front()->value;
  std::copy(weights.begin(), weights.end(), table.row(*trained.vocabulary.Find(word)));
}

// Targets that stand for these sets of labels and count alike.
inline std::vector<TargetSet> SetsOf(const std::vector<std::vector<uint32_t>>& sets) {
  std::vector<TargetSet> targets(sets.size());
  for (size_t i = 0; i < sets.size(); ++i) targets[i].labels = sets[i];
  return targets;
}

// The model after it was written to `path` and read again.
inline LabelModel SavedAndLoaded(const std::string& path, const TrainedModel& trained) {
  const absl::Status status =
      SaveModel(path, trained.provenance, trained.vocabulary, *trained.model);
  EXPECT_TRUE(status.ok()) << status;
  absl::StatusOr<LabelModel> model = LabelModel::Load(path);
  EXPECT_TRUE(model.ok()) << model.status();
  return *std::move(model);
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_SMALL_LABEL_MODEL_H_
