#ifndef WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_
#define WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/model/language_model.h"

namespace windowlm {

inline constexpr int kMaxNgramOrder = 6;

// What the numbers of tables are: probabilities and what these are multiplied by, as windowlm
// estimates them, or the logarithms of both to base 10, as other programs write them. Logarithms
// are kept, since they may be of numbers that are too small for a float.
enum class NgramScale { kLinear, kLog10 };

// The n-grams of one order, in the lexicographic order of their ids. N-grams with the same context,
// which is all of their words but the last, are neighbours, by ascending last words.
struct NgramTable {
  // The last word of each n-gram. Empty for order 1, where n-gram i is word i.
  std::vector<uint32_t> words;
  // p(last word | context) of each n-gram. Order 1 has none for `<s>`, which is never predicted.
  // Here and below: or its logarithm, as the model's NgramScale says.
  std::vector<float> probabilities;
  // N-gram i is the context of the n-grams [children[i], children[i + 1]) of the next order. Any
  // other word w has, in this context, the probability backoffs[i] p(w | n-gram i without its first
  // word). Both are empty for the highest order.
  std::vector<float> backoffs;
  std::vector<uint32_t> children;
};

// In place of the index of an n-gram that is in no table; a table has fewer.
inline constexpr uint32_t kNoNgram = std::numeric_limits<uint32_t>::max();

// The index, in `table`, of the n-gram that continues n-gram `context` of `contexts`, the table of
// the order below, with `word`, or kNoNgram.
uint32_t FindContinuation(const NgramTable& contexts, const NgramTable& table, uint32_t context,
                          uint32_t word);

// An n-gram model in backoff form: the probability of a word is that of the longest n-gram in the
// tables that ends with it here, times the backoffs of all longer contexts. An n-gram is in the
// tables with its context; without its first word it may be missing, as programs that prune leave
// it.
//
// With boundaries `line` a context starts with `<s>` at the start of its line; with `none` it
// reaches over lines, and `</s>` stands before the text's first word.
class NgramModel : public LanguageModel {
 public:
  // `tables` has one table for each order, 1 to kMaxNgramOrder of them. They fit the vocabulary and
  // each other.
  NgramModel(Vocabulary vocabulary, const CorpusConfig& corpus_config,
             std::vector<NgramTable> tables, NgramScale scale = NgramScale::kLinear);

  const Vocabulary& vocabulary() const override { return vocabulary_; }
  const CorpusConfig& corpus_config() const override { return corpus_config_; }
  int64_t words_before() const override { return order() - 1; }
  int64_t words_after() const override { return 0; }

  // Results do not depend on how a text is cut into calls.
  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override;
  void LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                          absl::Span<double> result) override;

  int order() const { return static_cast<int>(tables_.size()); }
  const std::vector<NgramTable>& tables() const { return tables_; }
  NgramScale scale() const { return scale_; }

 private:
  // The last words before a position. ngrams[n - 1] is the index of the last n words in the table
  // of order n, or kNoNgram, for n from 1 to `length`, the most that are in a table.
  struct Context {
    std::array<uint32_t, kMaxNgramOrder> ngrams = {};
    size_t length = 0;
  };

  bool CrossesLines() const { return corpus_config_.boundaries() == BOUNDARIES_NONE; }
  // The context of a line's first word; if contexts cross lines, of the text's first word.
  Context StartContext() const;
  // The context of the word at `position` <= ids.size().
  Context ContextOf(absl::Span<const uint32_t> ids, uint64_t position) const;
  // Returns p(word | *context) of a word that can be predicted, or its logarithm, and makes
  // *context the context of the word after it.
  double Advance(uint32_t word, Context* context) const;
  // The product of two numbers of the tables' scale.
  double Times(double a, double b) const { return scale_ == NgramScale::kLinear ? a * b : a + b; }
  // The natural logarithm of such a number.
  double NaturalLog(double number) const;

  Vocabulary vocabulary_;
  CorpusConfig corpus_config_;
  std::vector<NgramTable> tables_;
  NgramScale scale_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_MODEL_H_
