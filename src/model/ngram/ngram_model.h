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

// The n-grams of one order, in the lexicographic order of their ids: those with the same context,
// which is all of their words but the last, are neighbours, by ascending last words.
struct NgramTable {
  // Their last words; empty for order 1, whose n-gram i is the word i.
  std::vector<uint32_t> words;
  // p(last word | context). Those of order 1 lack `<s>`, which is never predicted.
  std::vector<float> probabilities;
  // With n-gram i as context, a word w that is not among the n-grams of the next order has the
  // probability backoffs[i] p(w | n-gram i without its first word); those that are there are at
  // [children[i], children[i + 1]). Both are empty for the highest order.
  std::vector<float> backoffs;
  std::vector<uint32_t> children;
};

// An n-gram model in backoff form: the probability of a word is that of the longest n-gram that
// is there, times the backoffs of the contexts that are longer than it.
//
// With boundaries `line` a context ends at its line's start, as `<s>`; with `none` it reaches over
// it, and `</s>` stands before the text's first word.
class NgramModel : public LanguageModel {
 public:
  // Tables by order, 1 to kMaxNgramOrder of them, that fit the vocabulary and each other:
  // the suffix of an n-gram that is there, is there too.
  NgramModel(Vocabulary vocabulary, const CorpusConfig& corpus_config,
             std::vector<NgramTable> tables);

  const Vocabulary& vocabulary() const override { return vocabulary_; }
  const CorpusConfig& corpus_config() const override { return corpus_config_; }
  int64_t words_before() const override { return order() - 1; }
  int64_t words_after() const override { return 0; }

  // A result is the same for any cut into calls.
  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override;
  void LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) override;

  int order() const { return static_cast<int>(tables_.size()); }
  const std::vector<NgramTable>& tables() const { return tables_; }

 private:
  // The last words of a text so far: ngrams[n - 1] is the place of the last n of them in their
  // table, for n up to `length`, the longest that are there.
  struct Context {
    std::array<uint32_t, kMaxNgramOrder> ngrams = {};
    size_t length = 0;
  };

  bool CrossesLines() const { return corpus_config_.boundaries() == BOUNDARIES_NONE; }
  // That of a line, or of the text.
  Context Start() const;
  // What the word at `position` is predicted from.
  Context Before(absl::Span<const uint32_t> ids, uint64_t position) const;
  // p(word | context), a word that can be predicted; makes *context that of the word after it.
  double Advance(uint32_t word, Context* context) const;

  Vocabulary vocabulary_;
  CorpusConfig corpus_config_;
  std::vector<NgramTable> tables_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_
