#ifndef WINDOWLM_SRC_MODEL_WINDOW_LANGUAGE_MODEL_H_
#define WINDOWLM_SRC_MODEL_WINDOW_LANGUAGE_MODEL_H_

#include <cstdint>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"
#include "src/model/language_model.h"
#include "src/model/window_model.h"

namespace windowlm {

// A window model as a model of texts: its contexts are those of a WindowSampler over the text.
// For next-word and masked models; a skip-gram model has no context of several words.
class WindowLanguageModel : public LanguageModel {
 public:
  // `model` is a model of `config`. All arguments outlive this.
  WindowLanguageModel(const TrainConfig& config, const Vocabulary& vocabulary,
                      WindowModel<float>& model)
      : config_(config), vocabulary_(vocabulary), model_(model) {}

  const Vocabulary& vocabulary() const override { return vocabulary_; }
  const CorpusConfig& corpus_config() const override { return config_.corpus(); }
  int64_t words_before() const override;
  int64_t words_after() const override;

  // All positions of one call form one batch. If a text is cut into calls differently, results may
  // differ in their last bits.
  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override;
  void LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                          absl::Span<double> result) override;

 private:
  const TrainConfig& config_;
  const Vocabulary& vocabulary_;
  WindowModel<float>& model_;
  WindowBatch batch_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_WINDOW_LANGUAGE_MODEL_H_
