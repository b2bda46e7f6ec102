#ifndef WINDOWLM_SRC_CORPUS_VOCABULARY_H_
#define WINDOWLM_SRC_CORPUS_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// The size of the smallest vocabulary: the three special words, and one to predict.
inline constexpr int64_t kLeastVocabularySize = 4;

struct WordCount {
  absl::string_view word;
  uint64_t count;
};

// The words that a model knows, by id 0 .. size() - 1.
//
// The order is total: by count, the most frequent first, then by bytes. `</s>` and `<unk>` are
// always among them, where the order puts them. `<s>`, which no text holds and no model predicts,
// is always the last: ids below predictable_size() are those that an output layer needs.
// Immutable; safe for any number of threads.
class Vocabulary {
 public:
  // Makes a vocabulary from distinct words and how often each was seen. Words seen fewer than
  // `min_count` times are left out. If `vocab_size` is not 0, so are the last in the order until at
  // most `vocab_size` words remain, the three special ones included. The counts of the words left
  // out go to `<unk>`. The words of `kept` among them are never left out, and come before the
  // others where `vocab_size` leaves some out.
  // Errors: a vocab_size below 4, or too small for the words to keep; nothing remains but the
  // special words.
  static absl::StatusOr<Vocabulary> FromCounts(std::vector<WordCount> counts, int64_t min_count,
                                               int64_t vocab_size,
                                               const WordIndex& kept = WordIndex());

  // Makes a vocabulary from words in the order of their ids, as a file holds them.
  // Errors: an empty or repeated word, no `</s>` or `<unk>`, a last word that is not `<s>` with
  // count 0, a count above the one before it, more or fewer counts than words.
  static absl::StatusOr<Vocabulary> FromWords(absl::Span<const std::string> words,
                                              absl::Span<const uint64_t> counts);

  // Another vocabulary with the same words and counts.
  Vocabulary Copy() const;

  Vocabulary(Vocabulary&&) = default;
  Vocabulary& operator=(Vocabulary&&) = default;

  size_t size() const { return index_.size(); }
  // The number of words but for `<s>`.
  size_t predictable_size() const { return index_.size() - 1; }

  // Requires id < size(). The word is valid as long as this vocabulary lives.
  absl::string_view word(uint32_t id) const { return index_.word(id); }
  // How often the word was seen in the training text.
  uint64_t count(uint32_t id) const { return counts_[id]; }
  // The counts of all words, by id.
  absl::Span<const uint64_t> counts() const { return counts_; }

  absl::optional<uint32_t> Find(absl::string_view word) const { return index_.Find(word); }
  uint32_t IdOrUnknown(absl::string_view word) const {
    return index_.Find(word).value_or(unknown_id_);
  }

  // The words by their ids.
  const WordIndex& index() const { return index_; }

  uint32_t unknown_id() const { return unknown_id_; }
  uint32_t line_end_id() const { return line_end_id_; }
  uint32_t line_start_id() const { return static_cast<uint32_t>(size() - 1); }

 private:
  Vocabulary() = default;
  void Append(absl::string_view word, uint64_t count);

  WordIndex index_;
  std::vector<uint64_t> counts_;
  uint32_t unknown_id_ = 0;
  uint32_t line_end_id_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_VOCABULARY_H_
