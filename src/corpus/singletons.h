#ifndef WINDOWLM_SRC_CORPUS_SINGLETONS_H_
#define WINDOWLM_SRC_CORPUS_SINGLETONS_H_

#include <cstdint>

#include "src/corpus/share_of_passes.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"

namespace windowlm {

// The words that were seen once, which stand in for those that were never seen: some of the passes
// over the text read each as `<unk>`. A text whose every word is in the vocabulary would else tell
// nothing of where to expect a word that is not (after Dyer et al. 2015, arXiv 1505.08075; that new
// text has about as many unknown words as the old one has singletons is Good 1953). Immutable; safe
// for any number of threads.
class Singletons {
 public:
  // `share` is the share of the passes that read a word as `<unk>`, 0 to 1.
  Singletons(const Vocabulary& vocabulary, double share, uint64_t seed);

  // Puts `<unk>` into the batch for the words that this pass, counted from 0, reads so.
  void Replace(uint32_t pass, WindowBatch* batch) const;

  // Whether this pass reads a word as `<unk>`.
  bool IsReplaced(uint32_t pass, uint32_t id) const;

 private:
  const ShareOfPasses passes_;
  const uint32_t unknown_id_;
  const uint32_t line_end_id_;
  // The ids of the words seen once, `<unk>` and `</s>` perhaps among them.
  uint32_t begin_ = 0;
  uint32_t end_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_SINGLETONS_H_
