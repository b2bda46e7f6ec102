#ifndef WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_
#define WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_

#include <cstdint>

#include "src/corpus/window_sampler.h"
#include "src/model/window_model.h"

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

// Predicts every word of the sampler's text. The bytes of the result do not depend on
// the number of threads.
LikelihoodSummary EvaluateLikelihood(const WindowSampler& sampler, uint32_t unknown_id,
                                     WindowModel<float>& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_
