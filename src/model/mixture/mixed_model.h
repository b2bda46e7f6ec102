#ifndef WINDOWLM_SRC_MODEL_MIXTURE_MIXED_MODEL_H_
#define WINDOWLM_SRC_MODEL_MIXTURE_MIXED_MODEL_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/model/language_model.h"

namespace windowlm {

// OK if two models may be mixed: they have the same words in the same order, and the same rules of
// what a word is. Otherwise kFailedPrecondition, and the message, which calls the models `name` and
// `other_name`, says how to make one that fits.
absl::Status CheckCanMix(absl::string_view name, const LanguageModel& model,
                         absl::string_view other_name, const LanguageModel& other);

// A mixture of two models: (1 - weight) p(word) + weight p_other(word). Each model sees its own
// context of a word.
class MixedModel : public LanguageModel {
 public:
  // The models have passed CheckCanMix and outlive this. 0 <= weight <= 1.
  MixedModel(LanguageModel& model, LanguageModel& other, double weight)
      : model_(model), other_(other), weight_(weight) {}

  const Vocabulary& vocabulary() const override { return model_.vocabulary(); }
  const CorpusConfig& corpus_config() const override { return model_.corpus_config(); }
  int64_t words_before() const override {
    return std::max(model_.words_before(), other_.words_before());
  }
  int64_t words_after() const override {
    return std::max(model_.words_after(), other_.words_after());
  }

  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override;
  void LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) override;

 private:
  // The mixture's log probability, from those of both models.
  double Mix(double log_p, double other_log_p) const;

  LanguageModel& model_;
  LanguageModel& other_;
  const double weight_;
  std::vector<double> others_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MIXTURE_MIXED_MODEL_H_
