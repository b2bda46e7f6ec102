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

// Words for a blank that a next-word model scores.
inline constexpr int64_t kMostBlankCandidates = 200;

// Whether the model that messages call `name` can fill a blank: kFailedPrecondition says of a
// skip-gram model that it cannot.
absl::Status CheckFillsBlanks(absl::string_view name, const ModelConfig& config);

// The `top` words that best fill the blank between the words `before` and `after` of a line,
// scored by their probabilities; without `<unk>` unless `show_unknown`, and without `</s>`.
//
// By a masked model these are p(word | the words on both sides), over all words that it can
// predict. A next-word model predicts each of its kMostBlankCandidates most probable words w for
// the blank, and after each the words that have w in their context, the line's end
// among them: p is proportional to p(w | before) times their probabilities, and sums to one over
// these candidates.
// kDataLoss where the model's weights are so large that it gives no probabilities.
absl::StatusOr<std::vector<RankedWord>> FillBlank(absl::Span<const uint32_t> before,
                                                  absl::Span<const uint32_t> after, int64_t top,
                                                  bool show_unknown, TrainedModel& trained);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_BLANKS_H_
