#ifndef WINDOWLM_SRC_CORPUS_PHRASE_COUNTS_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "src/corpus/phrase_pair.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// How often a pair and its words were seen.
struct PairCounts {
  absl::string_view first;
  // The common words between them, with kPhraseSeparator between each other; empty for neighbours.
  absl::string_view between;
  absl::string_view second;
  uint64_t first_count;
  uint64_t second_count;
  uint64_t pair_count;
};

// Counts the words that may stand at an end of a phrase, and the pairs of them that stand side by
// side in a line or have common words alone between them. A pair whose phrase would be longer than
// kMaxWordBytes is not counted.
//
// Memory is bounded: whenever there are more than `max_entries` different words and pairs, those
// seen once are forgotten, the next time those seen up to twice, and so on, as in word2vec. One
// that comes again is counted from 0 on. No pair outlives its words, and none has more counts than
// they have.
class PhraseCounts : public WordSink {
 public:
  // `words` must outlive this.
  PhraseCounts(const PhraseWords& words, size_t max_entries);

  bool AddWord(absl::string_view word) override;
  bool EndLine() override;

  // All words that were added, whatever their roles.
  uint64_t total_words() const { return total_words_; }
  // Different words that may stand at an end of a phrase, and different pairs.
  size_t distinct_words() const { return words_.size(); }
  size_t distinct_pairs() const { return pairs_.size(); }
  // Words and pairs with at most so many counts were forgotten; 0 if none was.
  uint64_t forgotten() const { return forgotten_; }

  // Calls take(counts) for each pair, in no particular order.
  void ForEachPair(absl::FunctionRef<void(const PairCounts&)> take) const;

 private:
  // Counts the pair of the last word and `second`.
  void CountPair(uint32_t second);
  // Forgets rare words and pairs until there are max_entries_ of them at most.
  void Prune();
  void ForgetUpTo(uint64_t count);
  size_t entries() const { return words_.size() + pairs_.size(); }

  const PhraseWords& roles_;
  const size_t max_entries_;
  WordIndex words_;
  std::vector<uint64_t> word_counts_;
  // What stands between the words of pairs; "" is the first.
  WordIndex betweens_;
  absl::flat_hash_map<PhrasePair, uint64_t> pairs_;
  // The word with which a pair may begin, and the common words after it.
  bool has_first_ = false;
  uint32_t first_ = 0;
  std::string between_;
  uint64_t total_words_ = 0;
  uint64_t forgotten_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_COUNTS_H_
