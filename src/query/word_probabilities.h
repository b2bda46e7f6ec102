#ifndef WINDOWLM_SRC_QUERY_WORD_PROBABILITIES_H_
#define WINDOWLM_SRC_QUERY_WORD_PROBABILITIES_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "src/model/language_model.h"

namespace windowlm {

// p(word at `position` | the other ids), by id, of every word that the model can predict
// (LanguageModel::LogProbabilitiesAt). They sum to one. kDataLoss if they are not finite numbers
// because the model's weights are too large.
absl::StatusOr<std::vector<double>> WordProbabilities(absl::Span<const uint32_t> ids,
                                                      uint64_t position, LanguageModel& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_WORD_PROBABILITIES_H_
