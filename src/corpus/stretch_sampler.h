#ifndef WINDOWLM_SRC_CORPUS_STRETCH_SAMPLER_H_
#define WINDOWLM_SRC_CORPUS_STRETCH_SAMPLER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"

namespace windowlm {

// Cuts windows out of a text as word2vec does (Mikolov et al. 2013), stretch by stretch:
//   - With subsample t > 0 the text is thinned first: of a word with share f of all words,
//     (sqrt(f / t) + 1) t / f of its occurrences stay, each by chance, and none of `<unk>`
//     and `</s>`. Contexts reach over what is gone.
//   - With a dynamic window each target has a context of 1 to C words (on each side, if
//     masked), by chance.
//   - The objective skipgram makes a window of each word of a context: that one word, and the
//     target to predict from it.
// Words that are missing at a line's or the text's end are left out; a target with no context
// has no window. All chance is a function of seed, epoch and position. Immutable; safe for
// any number of threads.
class StretchSampler {
 public:
  // `ids` is whole lines, each ending with `</s>`, and outlives this, as `vocabulary` does.
  StretchSampler(absl::Span<const uint32_t> ids, const TrainConfig& config,
                 const Vocabulary& vocabulary);

  // Positions in the text.
  uint64_t size() const { return ids_.size(); }

  // Makes *batch the windows, in the order of the text, of the targets at positions [begin, end).
  void FillBatch(uint32_t epoch, uint64_t begin, uint64_t end, WindowBatch* batch) const;

 private:
  // A word that stayed.
  struct Kept {
    uint32_t id;
    // Lines that ended before it in the stretch.
    uint32_t line;
    // Words of its context on each side.
    uint32_t context;
  };

  absl::Span<const uint32_t> ids_;
  const Objective objective_;
  const uint32_t context_;
  const bool crosses_lines_;
  const bool dynamic_;
  const uint64_t seed_;
  const uint32_t line_end_id_;
  // Of each word, the share of 2^32 that stays, in 33 bits: all of it is 2^32.
  std::vector<uint64_t> keep_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_STRETCH_SAMPLER_H_
