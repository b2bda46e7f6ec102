#ifndef WINDOWLM_SRC_CORPUS_PHRASE_SCORES_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_SCORES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "proto/run_options.pb.h"
#include "src/corpus/phrase_counts.h"

namespace windowlm {

// A pair of words that is a phrase.
struct Phrase {
  std::string first;
  // The common words within it, with kPhraseSeparator between each other.
  std::string between;
  std::string second;
  double score;
  uint64_t count;
};

// The threshold that `options` give or leave to the scoring.
double PhraseThreshold(const PhraseOptions& options);

// kInvalidArgument if the scoring can give no such score as the threshold of `options`.
absl::Status CheckPhraseThreshold(const PhraseOptions& options);

// How much more often the words of `pair` stand side by side than by chance, by the scoring and the
// minimum count of `options`; minus infinity where no count allows it to be a phrase.
//   default: (pair - minimum) / (first * second) * table, of the counts of pair and words, where
//            `table_entries` is the number of different words and pairs (Mikolov et al. 2013 have
//            the number of words there; this is gensim's)
//   npmi:    ln(p(pair) / (p(first) p(second))) / -ln p(pair), from -1 to 1, where p is the count
//            divided by `total_words`, the length of the text (Bouma 2009)
double PhraseScore(const PairCounts& pair, uint64_t table_entries, uint64_t total_words,
                   const PhraseOptions& options);

// The pairs that score above the threshold of `options`, in the order of MoreLikelyPhrase.
std::vector<Phrase> ChoosePhrases(const PhraseCounts& counts, const PhraseOptions& options);

// Orders by score, the highest first, and phrases of the same score by count and then by spelling.
bool MoreLikelyPhrase(const Phrase& a, const Phrase& b);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_SCORES_H_
