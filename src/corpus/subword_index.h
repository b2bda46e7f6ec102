#ifndef WINDOWLM_SRC_CORPUS_SUBWORD_INDEX_H_
#define WINDOWLM_SRC_CORPUS_SUBWORD_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/character_ngrams.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The rows of a table that belong to the n-grams of words. The special words have no n-grams.
// Immutable; safe for any number of threads.
class SubwordIndex {
 public:
  // Which buckets have a row, in ascending order: those that the vocabulary's words use, or all.
  enum class Rows { kUsed, kAll };

  // Hashes the words of the vocabulary, which need not outlive this.
  SubwordIndex(const Vocabulary& vocabulary, const NgramRange& range, Rows rows);

  const NgramRange& range() const { return range_; }
  // The number of rows.
  int64_t rows() const { return rows_; }

  // The rows of the n-grams of word `id` of the vocabulary, a row as often as its n-grams occur.
  absl::Span<const uint32_t> RowsOf(uint32_t id) const {
    return absl::MakeConstSpan(row_of_ngram_).subspan(begins_[id], begins_[id + 1] - begins_[id]);
  }

  struct Found {
    // The rows of those n-grams that have one, and how many n-grams the word has in all.
    std::vector<uint32_t> rows;
    size_t ngrams = 0;
  };
  // The same of any text, as that of a word that is not in the vocabulary.
  Found Find(absl::string_view word) const;

  // The row of a bucket; none, as -1, where no word uses it. Requires bucket < range().buckets.
  int64_t RowOfBucket(uint32_t bucket) const;

 private:
  NgramRange range_;
  int64_t rows_ = 0;
  // By bucket, the row plus 1, or 0 for buckets without one; empty where all buckets have a row.
  std::vector<uint32_t> row_of_bucket_;
  // The rows of all words' n-grams, one word after the other, and where each word's begin.
  std::vector<uint32_t> row_of_ngram_;
  std::vector<size_t> begins_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_SUBWORD_INDEX_H_
