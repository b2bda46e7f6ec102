#include "src/corpus/phrase_counts.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace windowlm {

PhraseCounts::PhraseCounts(const PhraseWords& words, size_t max_entries)
    : roles_(words), max_entries_(max_entries) {
  betweens_.Add("");
}

bool PhraseCounts::AddWord(absl::string_view word) {
  ++total_words_;
  switch (roles_.RoleOf(word)) {
    case PhraseRole::kNone:
      has_first_ = false;
      return true;
    case PhraseRole::kInside:
      if (!has_first_) return true;
      if (!between_.empty()) between_ += kPhraseSeparator;
      absl::StrAppend(&between_, word);
      if (between_.size() > kMaxWordBytes) has_first_ = false;
      return true;
    case PhraseRole::kEnd:
      break;
  }
  const uint32_t id = words_.Add(word);
  if (id == word_counts_.size()) word_counts_.push_back(0);
  ++word_counts_[id];
  if (has_first_) CountPair(id);
  has_first_ = true;
  first_ = id;
  between_.clear();
  if (entries() > max_entries_) Prune();
  return true;
}

bool PhraseCounts::EndLine() {
  has_first_ = false;
  return true;
}

void PhraseCounts::CountPair(uint32_t second) {
  const size_t separators = between_.empty() ? 1 : 2;
  const size_t bytes = words_.word(first_).size() + between_.size() + words_.word(second).size();
  if (bytes + separators > kMaxWordBytes) return;
  const uint32_t between = between_.empty() ? 0 : betweens_.Add(between_);
  ++pairs_[{first_, between, second}];
}

void PhraseCounts::Prune() {
  while (entries() > max_entries_) ForgetUpTo(++forgotten_);
  // The last word may be gone, or have fewer counts than a pair that it began.
  has_first_ = false;
}

void PhraseCounts::ForgetUpTo(uint64_t count) {
  // Numbers that are left over would fill the memory in time, so words and what stands between them
  // are numbered anew.
  std::vector<uint32_t> new_ids(words_.size());
  WordIndex words;
  std::vector<uint64_t> word_counts;
  for (uint32_t id = 0; id < words_.size(); ++id) {
    if (word_counts_[id] <= count) continue;
    new_ids[id] = words.Add(words_.word(id));
    word_counts.push_back(word_counts_[id]);
  }
  std::vector<std::pair<PhrasePair, uint64_t>> kept;
  for (const auto& pair : pairs_) {
    if (pair.second > count) kept.push_back(pair);
  }
  pairs_.clear();
  WordIndex betweens;
  betweens.Add("");
  for (const auto& [pair, pair_count] : kept) {
    const uint32_t between = betweens.Add(betweens_.word(pair.between));
    pairs_.emplace(PhrasePair{new_ids[pair.first], between, new_ids[pair.second]}, pair_count);
  }
  words_ = std::move(words);
  word_counts_ = std::move(word_counts);
  betweens_ = std::move(betweens);
}

void PhraseCounts::ForEachPair(absl::FunctionRef<void(const PairCounts&)> take) const {
  for (const auto& [pair, count] : pairs_) {
    take({words_.word(pair.first), betweens_.word(pair.between), words_.word(pair.second),
          word_counts_[pair.first], word_counts_[pair.second], count});
  }
}

}  // namespace windowlm
