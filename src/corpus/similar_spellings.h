#ifndef WINDOWLM_SRC_CORPUS_SIMILAR_SPELLINGS_H_
#define WINDOWLM_SRC_CORPUS_SIMILAR_SPELLINGS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {

// Finds the words that are spelt most like one that somebody wrote: those that the fewest changes
// make of it. A change puts in, leaves out or replaces a letter, or swaps two neighbours (the
// optimal string alignment distance); the case of letters does not matter. A third of the letters
// may change, but at least one, at most three, and never all of them. For one thread.
class SimilarSpellings {
 public:
  // Keeps at most `most` words that are similar to `written`.
  SimilarSpellings(absl::string_view written, size_t most);

  // Considers a word. Words must be offered in order of preference.
  void Offer(uint32_t id, absl::string_view word);

  // The ids of the words that take the fewest changes. If they are too many, those offered first.
  const std::vector<uint32_t>& ids() const { return ids_; }

 private:
  // The number of changes from `written_` to `other_`, or some number above `limit_` if it is above
  // that.
  size_t Distance();

  std::u32string written_;
  std::u32string other_;
  size_t most_;
  // The most changes that are of interest: those of the best word so far, if there is one.
  size_t limit_;
  std::vector<uint32_t> ids_;
  // The last three rows of the table of distances between prefixes.
  std::vector<size_t> rows_[3];
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_SIMILAR_SPELLINGS_H_
