#ifndef WINDOWLM_SRC_QUERY_NEXT_WORDS_H_
#define WINDOWLM_SRC_QUERY_NEXT_WORDS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/vocabulary.h"
#include "src/model/language_model.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// OK if the model predicts the next word; kFailedPrecondition for a masked model. Messages call the
// model `name`.
absl::Status CheckPredictsNextWord(absl::string_view name, const LanguageModel& model);

// p(word | a line that starts with the words `line`), by id, of every word that a next-word model
// can predict. They sum to one. kDataLoss if they are not finite numbers because the model's
// weights are too large.
absl::StatusOr<std::vector<double>> NextWordProbabilities(absl::Span<const uint32_t> line,
                                                          LanguageModel& model);

// The `top` most probable next words, best first, scored by `probabilities` (see above). `<unk>` is
// left out unless `show_unknown`, without a change to the others' probabilities. `</s>`, the line's
// end, may be among them.
std::vector<RankedWord> MostProbableWords(absl::Span<const double> probabilities, int64_t top,
                                          bool show_unknown, const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_NEXT_WORDS_H_
