#ifndef WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_
#define WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/model/language_model.h"

namespace windowlm {

inline constexpr int kMaxNgramOrder = 6;

// The n-grams of one order, in the lexicographic order of their ids. N-grams with the same context,
// which is all of their words but the last, are neighbours, by ascending last words.
struct NgramTable {
  // The last word of each n-gram. Empty for order 1, where n-gram i is word i.
  std::vector<uint32_t> words;
  // p(last word | context) of each n-gram. Order 1 has none for `<s>`, which is never predicted.
  std::vector<float> probabilities;
  // N-gram i is the context of the n-grams [children[i], children[i + 1]) of the next order. Any
  // other word w has, in this context, the probability backoffs[i] p(w | n-gram i without its first
  // word). Both are empty for the highest order.
  std::vector<float> backoffs;
  std::vector<uint32_t> children;
};

// An n-gram model in backoff form: the probability of a word is that of the longest n-gram in the
// tables that ends with it here, times the backoffs of all longer contexts.
//
// With boundaries `line` a context starts with `<s>` at the start of its line; with `none` it
// reaches over lines, and `</s>` stands before the text's first word.
class NgramModel : public LanguageModel {
 public:
  // `tables` has one table for each order, 1 to kMaxNgramOrder of them. They fit the vocabulary and
  // each other: if an n-gram is there, it is there without its first word, too.
  NgramModel(Vocabulary vocabulary, const CorpusConfig& corpus_config,
             std::vector<NgramTable> tables);

  const Vocabulary& vocabulary() const override { return vocabulary_; }
  const CorpusConfig& corpus_config() const override { return corpus_config_; }
  int64_t words_before() const override { return order() - 1; }
  int64_t words_after() const override { return 0; }

  // Results do not depend on how a text is cut into calls.
  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override;
  void LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) override;

  int order() const { return static_cast<int>(tables_.size()); }
  const std::vector<NgramTable>& tables() const { return tables_; }

 private:
  // The last words before a position. ngrams[n - 1] is the index of the last n words in the table
  // of order n, for n from 1 to `length`, the most that are in a table.
  struct Context {
    std::array<uint32_t, kMaxNgramOrder> ngrams = {};
    size_t length = 0;
  };

  bool CrossesLines() const { return corpus_config_.boundaries() == BOUNDARIES_NONE; }
  // The context of a line's first word; if contexts cross lines, of the text's first word.
  Context StartContext() const;
  // The context of the word at `position` <= ids.size().
  Context ContextOf(absl::Span<const uint32_t> ids, uint64_t position) const;
  // Returns p(word | *context) of a word that can be predicted, and makes *context the context of
  // the word after it.
  double Advance(uint32_t word, Context* context) const;

  Vocabulary vocabulary_;
  CorpusConfig corpus_config_;
  std::vector<NgramTable> tables_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_
