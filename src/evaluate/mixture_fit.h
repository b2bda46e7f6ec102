#ifndef WINDOWLM_SRC_EVALUATE_MIXTURE_FIT_H_
#define WINDOWLM_SRC_EVALUATE_MIXTURE_FIT_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/evaluate/perplexity.h"
#include "src/model/mixture/mixture_model.h"

namespace windowlm {

struct MixtureFit {
  // Those with which the mixture predicts the text best, as if a word more had been seen that each
  // component predicts alike: so no weight is 0, and a component is not believed for few words.
  MixtureModel::Weights weights;
  // Each half of the text is predicted by weights that are fitted to the other half. With weights
  // fitted to the text itself it would look easier than other texts are.
  LikelihoodSummary cross_fitted;
};

// Fits the weights of `model` to a text by expectation maximisation (Dempster et al. 1977), which
// converges to the best weights because the likelihood has a single maximum. `ids` is whole lines.
// It takes 8 bytes a component for each word of the text.
//
// If a model gives no probabilities because its weights overflow, neither do the results: they are
// not finite.
MixtureFit FitMixture(absl::Span<const uint32_t> ids, MixtureModel& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_MIXTURE_FIT_H_
