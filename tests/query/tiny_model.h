#ifndef WINDOWLM_TESTS_QUERY_TINY_MODEL_H_
#define WINDOWLM_TESTS_QUERY_TINY_MODEL_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "src/model/model_file.h"
#include "src/model/window_model.h"

namespace windowlm {

// The words in this order, then </s>, <unk> and <s>.
inline Vocabulary VocabularyOf(std::vector<std::string> words) {
  for (const char* special : {"</s>", "<unk>", "<s>"}) words.push_back(special);
  std::vector<uint64_t> counts(words.size());
  for (size_t i = 0; i < counts.size(); ++i) counts[i] = counts.size() - 1 - i;
  return *Vocabulary::FromWords(words, counts);
}

inline ModelConfig TinyConfig(Objective objective, int context, int dim) {
  ModelConfig config;
  config.set_objective(objective);
  config.set_context(context);
  config.set_dim(dim);
  config.set_combine(COMBINE_CONCAT);
  config.set_activation(ACTIVATION_TANH);
  config.set_loss(LOSS_SOFTMAX);
  return config;
}

// All weights zero.
inline TrainedModel TinyModel(const std::vector<std::string>& words, const ModelConfig& config,
                              Boundaries boundaries) {
  TrainedModel trained{{}, VocabularyOf(words), nullptr};
  *trained.provenance.config.mutable_model() = config;
  trained.provenance.config.mutable_corpus()->set_boundaries(boundaries);
  trained.model =
      std::make_unique<WindowModel<float>>(config, static_cast<int64_t>(trained.vocabulary.size()));
  return trained;
}

// The model's tensor of that name.
inline Matrix<float>& Tensor(TrainedModel& trained, absl::string_view name) {
  for (Parameter<float>* parameter : trained.model->parameters()) {
    if (parameter->name == name) return parameter->value;
  }
  return trained.model->parameters().front()->value;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_QUERY_TINY_MODEL_H_
