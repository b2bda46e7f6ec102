#ifndef WINDOWLM_SRC_CORPUS_STRETCH_SAMPLER_H_
#define WINDOWLM_SRC_CORPUS_STRETCH_SAMPLER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"

namespace windowlm {

// The words of a stretch of text that were not thinned out, some before and behind it included, and
// the windows of its targets.
struct TextStretch {
  // The context of a target, words[target], is words[begin, end) without the target itself.
  struct Window {
    uint32_t begin;
    uint32_t end;
    uint32_t target;
  };

  std::vector<uint32_t> words;
  // In the order of the text. No context is empty.
  std::vector<Window> windows;
};

// Cuts windows out of a text as word2vec does (Mikolov et al. 2013), stretch by stretch:
//   - With subsample > 0 the text is thinned first: each occurrence of a word stays with the
//     probability of KeptShares. Contexts reach over the words that are gone.
//   - With a dynamic window the context of each target has a random size of 1 to C words (on
//     each side, unless the objective is `next`).
//   - The objective skipgram makes a window of each word of a context: that one word, and the
//     target to predict from it.
//
//   position         0     1     2     3    4     5     6
//   text             the   cat   sat   on   the   mat   </s>
//   thinned text           cat   sat              mat
//   stretch [1, 4)         \____________/                 targets cat and sat
//   contexts, C = 1  cat: sat     sat: cat, mat
//
// Words that are missing at a line's or the text's end are left out; a target with no context has
// no window. All random choices are functions of seed, epoch and position. Immutable; safe for any
// number of threads.
class StretchSampler {
 public:
  // `ids` holds whole lines, each ending with `</s>`. `ids` and `vocabulary` must outlive this.
  StretchSampler(absl::Span<const uint32_t> ids, const TrainConfig& config,
                 const Vocabulary& vocabulary);

  // The number of positions in the text.
  uint64_t size() const { return ids_.size(); }

  // Sets *stretch to the windows of the targets at positions [begin, end).
  void Fill(uint32_t epoch, uint64_t begin, uint64_t end, TextStretch* stretch) const;

  // Sets *batch to the windows, in the order of the text, of the targets at positions [begin, end).
  void FillBatch(uint32_t epoch, uint64_t begin, uint64_t end, WindowBatch* batch) const;

 private:
  absl::Span<const uint32_t> ids_;
  const Objective objective_;
  const uint32_t context_;
  const bool crosses_lines_;
  const bool dynamic_;
  const uint64_t seed_;
  const uint32_t line_end_id_;
  // The probability that each word stays, in units of 2^-32. It takes 33 bits, as 2^32 means
  // always.
  std::vector<uint64_t> keep_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_STRETCH_SAMPLER_H_
