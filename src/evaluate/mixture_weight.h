#ifndef WINDOWLM_SRC_EVALUATE_MIXTURE_WEIGHT_H_
#define WINDOWLM_SRC_EVALUATE_MIXTURE_WEIGHT_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/model/language_model.h"

namespace windowlm {

// The weight of `other` with which the mixture of both (MixedModel) predicts the text best, to
// within about 1e-6. It is found by expectation maximisation (Dempster et al. 1977), which
// converges to the best weight because the likelihood has a single maximum. `ids` is whole lines,
// with at least one word. It takes 8 bytes for each word of the text.
double FitMixtureWeight(absl::Span<const uint32_t> ids, LanguageModel& model, LanguageModel& other);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_MIXTURE_WEIGHT_H_
