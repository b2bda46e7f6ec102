#ifndef WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_
#define WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/model/language_model.h"

namespace windowlm {

// How well a model predicts a text: exact, normalised over the whole vocabulary.
struct LikelihoodSummary {
  // Words predicted: all of the text, each line's `</s>` and each `<unk>` among them.
  uint64_t words = 0;
  // Those of them that are `<unk>`.
  uint64_t unknown_words = 0;
  // The sum of -log p(word | context), natural log.
  double negative_log_likelihood = 0;

  // exp of the mean; 1 for no words.
  double perplexity() const;
};

// Positions that a model is asked for at once. The cut of a text into calls may change the last
// bits of its results, so all who sum them up cut it here.
inline constexpr uint64_t kLikelihoodBatch = 1024;

// Predicts every word of a text, which is whole lines of the model's ids. The bytes of the result
// do not depend on the number of threads.
LikelihoodSummary EvaluateLikelihood(absl::Span<const uint32_t> ids, LanguageModel& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_
