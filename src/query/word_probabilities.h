#ifndef WINDOWLM_SRC_QUERY_WORD_PROBABILITIES_H_
#define WINDOWLM_SRC_QUERY_WORD_PROBABILITIES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "src/corpus/window_sampler.h"
#include "src/model/model_file.h"

namespace windowlm {

// p(word | window), by id, of every word that the model can predict. They sum to one. `window` is a
// batch of one. kDataLoss if they are not finite numbers because the model's weights are too large.
absl::StatusOr<std::vector<double>> WordProbabilities(const WindowBatch& window,
                                                      TrainedModel& trained);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_WORD_PROBABILITIES_H_
