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
  // Then only the `top_k` most probable words may be drawn; 0: all.
  int64_t top_k = 0;
  // Then only the most probable words whose share of what is left first reaches `top_p`, 0 < top_p
  // <= 1 (nucleus sampling, Holtzman et al. 2020).
  double top_p = 1;
  bool show_unknown = false;
};

// Draws a word from `probabilities` by id, as WordProbabilities gives them, by a number `uniform`
// from [0, 1): never `<unk>` unless `show_unknown`. Words that are equally probable are ordered by
// their bytes. At least one word that may be drawn has a probability above 0.
uint32_t DrawWord(absl::Span<const double> probabilities, const DrawOptions& options,
                  double uniform, const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_WORD_DRAW_H_
