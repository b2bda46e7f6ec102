#ifndef WINDOWLM_SRC_CORPUS_WORD_PAIRS_H_
#define WINDOWLM_SRC_CORPUS_WORD_PAIRS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"

namespace windowlm {

// Pairs of words, each numbered by its place. Immutable; safe for any number of threads.
class WordPairs {
 public:
  // The ids of the two words of a pair.
  using Pair = std::pair<uint32_t, uint32_t>;

  WordPairs() = default;
  // The pairs are distinct, and fewer than 2^32.
  explicit WordPairs(std::vector<Pair> pairs);

  uint32_t size() const { return static_cast<uint32_t>(pairs_.size()); }
  const Pair& pair(uint32_t number) const { return pairs_[number]; }
  absl::optional<uint32_t> Find(uint32_t first, uint32_t second) const;

 private:
  static uint64_t KeyOf(uint32_t first, uint32_t second) {
    return static_cast<uint64_t>(first) << 32 | second;
  }

  std::vector<Pair> pairs_;
  absl::flat_hash_map<uint64_t, uint32_t> numbers_;
};

// Counts pairs of words, in memory that grows with the number of different ones.
class WordPairCounts {
 public:
  void Add(uint32_t first, uint32_t second) { ++counts_[WordPairs::Pair(first, second)]; }

  // The pairs that were seen `min_count` times or more, at most `most` of them: the most frequent
  // first, and of equals the one with lower ids.
  WordPairs MostFrequent(uint64_t min_count, uint64_t most) const;

 private:
  absl::flat_hash_map<WordPairs::Pair, uint64_t> counts_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_PAIRS_H_
