#ifndef WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_
#define WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_

#include <cstdint>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/corpus/window_sampler.h"
#include "src/nn/parameter.h"
#include "src/nn/sparse_rows.h"

namespace windowlm {

// The lookup table: an embedding of d numbers for each of V words, and how the
// embeddings of a context's W words become the input x of the hidden layers:
//
//   concat  x [B x W*d], the embeddings side by side: keeps word order
//   mean    x [B x d], their mean (CBOW, Mikolov et al. 2013); zeros of no words
//   sum     x [B x d], their sum
//
// With S distant spans, S x d numbers follow in each row: of each span the sum of its n embeddings
// over sqrt(n) (after Sun & Iyyer 2021, arXiv 2104.03474), zeros where it has no word.
//
// One thread at a time calls it; it runs its tiles on the program's threads.
template <typename T>
class EmbeddingTable {
 public:
  // All zero. With `undivided_mean_gradient` the gradient of a mean goes to each of its words
  // undivided, as if it were their sum's: word2vec's update, which is no gradient.
  EmbeddingTable(int64_t words, int64_t dim, Combine combine, bool undivided_mean_gradient,
                 int64_t distant_spans = 0);

  // Columns of x for contexts of `window_words` words.
  int64_t InputWidth(int64_t window_words) const;

  // The batch's contexts, whose ids are below V, of W words each where the batch says nothing
  // else; for concat all have W. x [B x InputWidth(W)] without gaps.
  void Lookup(const WindowBatch& batch, int64_t window_words, MatrixView<T> x) const;

  // The uses that the batch makes of the rows, for Backward. May be called by many threads.
  void Group(const WindowBatch& batch, int64_t window_words, RowGroups* groups) const;

  // From dx = dL/dx of that Lookup, which may be overwritten: gives the sink the gradient
  // of each row that the batch looked up, once.
  void Backward(const WindowBatch& batch, const RowGroups& groups, int64_t window_words,
                MatrixView<T> dx, GradientSink<T>& sink);

  // [V x d]
  Parameter<T>& table() { return table_; }
  const Parameter<T>& table() const { return table_; }

 private:
  // Embeddings, or sums of them, that make up a row of x.
  int64_t Pieces(int64_t window_words) const {
    return (combine_ == COMBINE_CONCAT ? window_words : 1) + distant_spans_;
  }
  void LookupDistant(const WindowBatch& batch, int64_t row, T* x) const;

  Parameter<T> table_;
  const Combine combine_;
  const bool undivided_mean_gradient_;
  const int64_t distant_spans_;
  SparseRows<T> sparse_rows_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_
