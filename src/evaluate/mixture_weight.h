#ifndef WINDOWLM_SRC_EVALUATE_MIXTURE_WEIGHT_H_
#define WINDOWLM_SRC_EVALUATE_MIXTURE_WEIGHT_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/model/language_model.h"

namespace windowlm {

// The weight of `other` with which the mixture of both (src/model/mixed_model.h) predicts the text
// best, to about 1e-6: found by expectation maximisation (Dempster et al. 1977), which comes to
// the best weight there is, since the likelihood has one maximum. `ids` is whole lines, of one
// word at least. Takes 8 bytes a word of it.
double FitMixtureWeight(absl::Span<const uint32_t> ids, LanguageModel& model, LanguageModel& other);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_MIXTURE_WEIGHT_H_
