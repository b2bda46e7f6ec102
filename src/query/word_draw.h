#ifndef WINDOWLM_SRC_QUERY_WORD_DRAW_H_
#define WINDOWLM_SRC_QUERY_WORD_DRAW_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// How a word is drawn from a model's probabilities.
struct DrawOptions {
  // The probabilities are taken to the power of 1 / temperature; 0 means the most probable word.
  double temperature = 1;
  // Only the `top_k` most probable words may be drawn; 0 means all.
  int64_t top_k = 0;
  // Then only the most probable of these words may be drawn, as many as it takes for their share of
  // the probability to reach `top_p`, 0 < top_p <= 1 (nucleus sampling, Holtzman et al. 2020).
  double top_p = 1;
  bool show_unknown = false;
};

// Draws a word from `probabilities`, by id, as WordProbabilities returns them; `uniform` is a
// random number from [0, 1). `<unk>` is never drawn unless `show_unknown`. Words that are equally
// probable are ordered by their bytes. If the probabilities of all words that may be drawn are 0,
// they count as equal.
uint32_t DrawWord(absl::Span<const double> probabilities, const DrawOptions& options,
                  double uniform, const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_WORD_DRAW_H_
