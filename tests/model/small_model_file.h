#ifndef WINDOWLM_TESTS_MODEL_SMALL_MODEL_FILE_H_
#define WINDOWLM_TESTS_MODEL_SMALL_MODEL_FILE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "src/corpus/vocabulary.h"
#include "src/input/byte_source.h"
#include "src/model/model_file.h"
#include "src/model/window_model.h"
#include "tests/model/small_models.h"

namespace windowlm {

// Words "the" and "cat", the line's end, unknown words and the line's start.
inline Vocabulary SmallVocabulary() {
  absl::StatusOr<Vocabulary> vocabulary =
      Vocabulary::FromCounts({{"the", 300}, {"</s>", 50}, {"cat", 20}, {"rare", 1}}, 2, 0);
  EXPECT_TRUE(vocabulary.ok()) << vocabulary.status();
  return *std::move(vocabulary);
}

inline Provenance SmallProvenance() {
  Provenance provenance;
  *provenance.config.mutable_model() = ConfigOf(OBJECTIVE_NEXT, 2, 3, {4});
  provenance.config.mutable_optimizer()->set_learning_rate(0.125);
  provenance.config.set_seed(7);
  provenance.corpus.set_train_words(371);
  provenance.training.set_steps(12);
  provenance.training.set_valid_perplexity(34.5);
  return provenance;
}

// Of SmallProvenance's configuration, for SmallVocabulary.
inline std::unique_ptr<WindowModel<float>> SmallModel() {
  auto model = std::make_unique<WindowModel<float>>(SmallProvenance().config.model(),
                                                    SmallVocabulary().size());
  FillParameters(1, *model);
  return model;
}

// The model in a file's bytes; their name in errors is "model".
inline absl::StatusOr<TrainedModel> ReadBytes(const std::string& bytes) {
  return ReadModel(ByteSource::FromBytes("model", bytes));
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_SMALL_MODEL_FILE_H_
