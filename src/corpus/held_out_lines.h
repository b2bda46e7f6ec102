#ifndef WINDOWLM_SRC_CORPUS_HELD_OUT_LINES_H_
#define WINDOWLM_SRC_CORPUS_HELD_OUT_LINES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "src/corpus/encoded_corpus.h"

namespace windowlm {

// The most words that are held out: more would make no measure better, and each take longer.
inline constexpr uint64_t kMostHeldOutWords = 200000;
// At how many places of a text lines are held out.
inline constexpr uint64_t kHeldOutPlaces = 50;

// Moves lines to hold out behind all others, where they stay in their order, and returns their
// number: floor(lines * fraction) of the `lines` lines of `ids`, each of which ends with
// `line_end`; but never all lines, and no more than have kMostHeldOutWords words. They are whole
// runs of lines, the last of each of kHeldOutPlaces equal parts of the text, so that a text of many
// documents is not judged by its last one. Errors: those of EncodedCorpusWriter.
absl::StatusOr<uint64_t> HoldOutLines(double fraction, uint64_t lines, uint32_t line_end,
                                      EncodedCorpusWriter& ids);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_HELD_OUT_LINES_H_
