#ifndef WINDOWLM_SRC_QUERY_NEXT_WORDS_H_
#define WINDOWLM_SRC_QUERY_NEXT_WORDS_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/model/model_file.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// Whether the model that messages call `name` was trained to predict the next word: a masked one
// was not, and kFailedPrecondition says so.
absl::Status CheckPredictsNextWord(absl::string_view name, const ModelConfig& config);

// The window of the word that follows a line's first words, `prompt`: the last C of them, padded
// on the left where training pads, and what distant spans reach before these.
WindowBatch NextWordWindow(absl::Span<const uint32_t> prompt, const TrainConfig& config,
                           const Vocabulary& vocabulary);

// p(word | prompt) by id, of every word that a next-word model can predict. They sum to one.
// kDataLoss where the model's weights are so large that these are no numbers.
absl::StatusOr<std::vector<double>> NextWordProbabilities(absl::Span<const uint32_t> prompt,
                                                          TrainedModel& trained);

// The `top` most probable next words, scored by `probabilities` (as above), without `<unk>` unless
// `show_unknown`. The others' probabilities are what they are all the same. `</s>`, the line's
// end, may be among them.
std::vector<RankedWord> MostProbableWords(absl::Span<const double> probabilities, int64_t top,
                                          bool show_unknown, const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_NEXT_WORDS_H_
