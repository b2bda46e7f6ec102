#ifndef WINDOWLM_SRC_CORPUS_MEANT_WORDS_H_
#define WINDOWLM_SRC_CORPUS_MEANT_WORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {

// Which words somebody may have meant who wrote one that there is not: those that are made of it
// by the fewest changes, a change being a letter put in, left out, taken for another, or swapped
// with the next (the optimal string alignment distance). The case of letters does not matter. At
// most a third of the letters are changed, one where they are fewer, three where they are
// more; never all of them. For one thread.
class MeantWords {
 public:
  // Keeps at most `most` words.
  MeantWords(absl::string_view written, size_t most);

  // Words are offered in the order in which they are preferred.
  void Offer(uint32_t id, absl::string_view word);

  // Of the words that take the fewest changes, those that were offered first.
  const std::vector<uint32_t>& ids() const { return ids_; }

 private:
  // Changes from what was written to `other_`, or more than `limit_` where they are more.
  size_t Distance();

  std::u32string written_;
  std::u32string other_;
  size_t most_;
  // The most changes that are of interest.
  size_t limit_;
  std::vector<uint32_t> ids_;
  // Rows of the table of distances between prefixes, the last three.
  std::vector<size_t> rows_[3];
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_MEANT_WORDS_H_
