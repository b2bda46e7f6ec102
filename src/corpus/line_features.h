#ifndef WINDOWLM_SRC_CORPUS_LINE_FEATURES_H_
#define WINDOWLM_SRC_CORPUS_LINE_FEATURES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "src/corpus/labels.h"
#include "src/corpus/line_feature_set.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// How often a word must be in the training text to tell of labels by itself, and in how many of its
// lines a pair of words or an n-gram must be: 2, or 1 if the text has no word twice.
uint64_t LeastFeatureCount(const Vocabulary& vocabulary, const Labels& labels);

// Which of a line's words and other features a model of labels gets: each as often as it is there;
// each once, in ascending order; or each word, where `<unk>` stands for one that tells nothing, so
// that all are in their places, but none if all tell nothing.
enum class LineWords { kEach, kOnce, kInPlace };

// What a model of labels looks at of a line, numbered: its words, by their ids; its pairs of
// neighbouring words, by vocabulary.size() + their number; and the n-grams of characters of its
// words, behind those. Labels are passed over, and `<unk>` unless words are in place. Immutable;
// safe for any number of threads.
class LineFeatures {
 public:
  // `known` is not null. The other arguments are copied from.
  LineFeatures(const Vocabulary& vocabulary, const Labels& labels,
               std::shared_ptr<const LineFeatureSet> known, LineWords words);

  // Appends the features of a line of word ids; a `</s>` at its end is no word. `unknown_words` are
  // words of the line that the vocabulary lacks, whose n-grams may be known.
  void Append(absl::Span<const uint32_t> line, absl::Span<const std::string> unknown_words,
              std::vector<uint32_t>* features) const;

  // Calls visit(first, second) for each two neighbouring words of a line that the vocabulary has.
  template <typename Visitor>
  void VisitPairs(absl::Span<const uint32_t> line, Visitor visit) const {
    for (size_t i = 1; i < line.size(); ++i) {
      if (IsWord(line[i - 1]) && IsWord(line[i])) visit(line[i - 1], line[i]);
    }
  }

  const LineFeatureSet& known() const { return *known_; }

 private:
  bool IsWord(uint32_t id) const { return kinds_[id] >= Kind::kWord; }

  // What a word of the vocabulary is: a label or the like; `<unk>`; a word; one that tells of
  // labels.
  enum class Kind : uint8_t { kNone, kUnknown, kWord, kTelling };

  std::shared_ptr<const LineFeatureSet> known_;
  LineWords words_;
  uint32_t unknown_id_;
  std::vector<Kind> kinds_;
  // The features of the n-grams of word i are ngrams_[ngram_ends_[i - 1], ngram_ends_[i]).
  std::vector<uint32_t> ngrams_;
  std::vector<size_t> ngram_ends_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_LINE_FEATURES_H_
