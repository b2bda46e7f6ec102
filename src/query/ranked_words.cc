#include "src/query/ranked_words.h"

#include <algorithm>

namespace windowlm {

std::vector<RankedWord> BestWords(std::vector<RankedWord> words, int64_t top,
                                  const Vocabulary& vocabulary) {
  const auto better = [&vocabulary](const RankedWord& a, const RankedWord& b) {
    if (a.score != b.score) return a.score > b.score;
    return vocabulary.word(a.id) < vocabulary.word(b.id);
  };
  const int64_t count = std::min(std::max<int64_t>(0, top), static_cast<int64_t>(words.size()));
  std::partial_sort(words.begin(), words.begin() + count, words.end(), better);
  words.resize(static_cast<size_t>(count));
  return words;
}

}  // namespace windowlm
