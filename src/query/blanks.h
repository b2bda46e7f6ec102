#ifndef WINDOWLM_SRC_QUERY_BLANKS_H_
#define WINDOWLM_SRC_QUERY_BLANKS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "src/model/language_model.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// The number of candidates for a blank that a next-word model scores.
inline constexpr int64_t kMostBlankCandidates = 200;

// The `top` words that best fill the blank between the words `before` and `after` of a line,
// scored by their probabilities; without `<unk>` unless `show_unknown`, and without `</s>`.
//
// A masked model, or a mixture that has one, scores all words that it can predict, by p(word | the
// words on both sides). A next-word model scores its kMostBlankCandidates most probable words w for
// the blank. For each it predicts the words that have w in their context, the line's end included;
// the score is proportional to p(w | before) times their probabilities, and sums to one over these
// candidates. kDataLoss if the model gives no probabilities because its weights are too large.
absl::StatusOr<std::vector<RankedWord>> FillBlank(absl::Span<const uint32_t> before,
                                                  absl::Span<const uint32_t> after, int64_t top,
                                                  bool show_unknown, LanguageModel& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_BLANKS_H_
