#ifndef WINDOWLM_SRC_QUERY_BLANKS_H_
#define WINDOWLM_SRC_QUERY_BLANKS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/model/model_file.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// The number of candidates for a blank that a next-word model scores.
inline constexpr int64_t kMostBlankCandidates = 200;

// OK if a model of `config` can fill a blank; kFailedPrecondition for a skip-gram model. Messages
// call the model `name`.
absl::Status CheckFillsBlanks(absl::string_view name, const ModelConfig& config);

// The `top` words that best fill the blank between the words `before` and `after` of a line,
// scored by their probabilities; without `<unk>` unless `show_unknown`, and without `</s>`.
//
// A masked model scores all words that it can predict, by p(word | the words on both sides). A
// next-word model scores its kMostBlankCandidates most probable words w for the blank. For each it
// predicts the words that have w in their context, the line's end included; the score is
// proportional to p(w | before) times their probabilities, and sums to one over these candidates.
// kDataLoss if the model gives no probabilities because its weights are too large.
absl::StatusOr<std::vector<RankedWord>> FillBlank(absl::Span<const uint32_t> before,
                                                  absl::Span<const uint32_t> after, int64_t top,
                                                  bool show_unknown, TrainedModel& trained);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_BLANKS_H_
