#include "src/corpus/word_pairs.h"

#include <algorithm>

namespace windowlm {

WordPairs::WordPairs(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {
  numbers_.reserve(pairs_.size());
  for (const auto& [first, second] : pairs_) {
    numbers_.emplace(KeyOf(first, second), static_cast<uint32_t>(numbers_.size()));
  }
}

absl::optional<uint32_t> WordPairs::Find(uint32_t first, uint32_t second) const {
  const auto found = numbers_.find(KeyOf(first, second));
  if (found == numbers_.end()) return absl::nullopt;
  return found->second;
}

WordPairs WordPairCounts::MostFrequent(uint64_t min_count, uint64_t most) const {
  std::vector<std::pair<WordPairs::Pair, uint64_t>> kept;
  for (const auto& counted : counts_) {
    if (counted.second >= min_count) kept.push_back(counted);
  }
  std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (kept.size() > most) kept.resize(most);
  std::vector<WordPairs::Pair> pairs;
  pairs.reserve(kept.size());
  for (const auto& counted : kept) pairs.push_back(counted.first);
  return WordPairs(std::move(pairs));
}

}  // namespace windowlm
