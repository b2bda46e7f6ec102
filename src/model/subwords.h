// Embeddings that are made of a word's own row and of the rows of its n-grams of characters (after
// Bojanowski et al. 2017):
//
//   embedding(w) = own(w) + weight / n * (sum of the rows of the n n-grams of w)
//
// A word that is not in the vocabulary has the second part alone, where rows that no word of the
// vocabulary uses count as zeros.

#ifndef WINDOWLM_SRC_MODEL_SUBWORDS_H_
#define WINDOWLM_SRC_MODEL_SUBWORDS_H_

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/corpus/subword_index.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The number of buckets of a model that is trained, which is fastText's.
inline constexpr uint32_t kNgramBuckets = 2000000;

// The n-grams of the vocabulary's words as a model of `config` has them; null if it has none.
std::shared_ptr<const SubwordIndex> MakeSubwordIndex(const ModelConfig& config,
                                                     const Vocabulary& vocabulary);

// Adds `weight` times the mean of the n-grams' rows, of `table` [index.rows() x d], to each row of
// `embeddings` [V x d]. Runs on the program's threads.
template <typename T>
void AddSubwords(const SubwordIndex& index, double weight, const Matrix<T>& table,
                 Matrix<T>& embeddings);

// The n-grams of a model's words with their rows.
struct Subwords {
  std::shared_ptr<const SubwordIndex> index;
  double weight;
  // [index->rows() x d]
  Matrix<float> rows;
};

// Sets `vector`, of d numbers, to what a word has that is not in the vocabulary. Returns false, and
// zeros, if none of its n-grams has a row.
bool WriteSubwordVector(const Subwords& subwords, absl::string_view word, float* vector);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_SUBWORDS_H_
