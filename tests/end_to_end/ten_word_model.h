#ifndef WINDOWLM_TESTS_END_TO_END_TEN_WORD_MODEL_H_
#define WINDOWLM_TESTS_END_TO_END_TEN_WORD_MODEL_H_

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "src/model/model_file.h"
#include "tests/evaluate/ten_words.h"
#include "tests/query/tiny_model.h"

namespace windowlm {

// Writes a model of the ten words and their vectors with context 1, in which each word is followed
// (or surrounded) by "rare" with a logit of 2 and by all others with one of 0.
inline void SaveTenWordModel(const std::string& path, Objective objective) {
  TrainedModel trained{{}, TenWords(), nullptr};
  ModelConfig& config = *trained.provenance.config.mutable_model();
  config = TinyConfig(objective, 1, 3);
  trained.provenance.config.mutable_corpus()->set_boundaries(BOUNDARIES_LINE);
  trained.model =
      std::make_unique<WindowModel<float>>(config, static_cast<int64_t>(trained.vocabulary.size()));
  Tensor(trained, "embedding") = TenVectors();
  Tensor(trained, "output.bias").data()[9] = 2;
  const absl::Status status =
      SaveModel(path, trained.provenance, trained.vocabulary, *trained.model);
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_END_TO_END_TEN_WORD_MODEL_H_
