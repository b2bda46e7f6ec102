#ifndef WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_
#define WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_

#include <cstdint>

#include "absl/types/span.h"
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
//   mean    x [B x d], their mean (CBOW, Mikolov et al. 2013); zeros if there are none
//   sum     x [B x d], their sum
//
// With S distant spans, S x d numbers follow in each row: for each span of n words the sum of their
// embeddings divided by sqrt(n) (after Sun & Iyyer 2021, arXiv 2104.03474), or zeros if the span
// has no word. For a context of 3 words and spans of 2 and 4 words before the target t:
//
//   w  w  w  w  |  w   w  |  w  w  w  |  t
//     span 2    | span 1  |  context  |  target
//
// Call it from one thread at a time, except Group. It runs on the program's threads.
template <typename T>
class EmbeddingTable {
 public:
  // Makes a table of zeros. With `undivided_mean_gradient` each word of a mean gets the gradient of
  // the mean undivided, as if it were a sum; this is word2vec's update, not the true gradient.
  EmbeddingTable(int64_t words, int64_t dim, Combine combine, bool undivided_mean_gradient,
                 int64_t distant_spans = 0);

  // Has Lookup take the rows of this matrix [V x d], which outlives the table, for those of the
  // table. Backward then is not to be called.
  void LookUpIn(const Matrix<T>& rows) { rows_ = &rows; }
  // The rows that Lookup takes.
  const Matrix<T>& rows() const { return rows_ != nullptr ? *rows_ : table_.value; }

  // Number of columns of x for contexts of `window_words` words.
  int64_t InputWidth(int64_t window_words) const;

  // Writes the input for each of the batch's B windows to a row of x [B x
  // InputWidth(window_words)], which has no gaps between rows. Ids are below V. Windows have
  // window_words words unless batch.ends says otherwise; for concat always. In a mean or a sum each
  // word counts weights[id] times; all count once if `weights` is empty.
  void Lookup(const WindowBatch& batch, int64_t window_words, MatrixView<T> x,
              absl::Span<const float> weights = {}) const;

  // Groups the batch's uses of the table's rows, for Backward. May be called by many threads at
  // once.
  void Group(const WindowBatch& batch, int64_t window_words, RowGroups* groups) const;

  // Takes dx = dL/dx for the x of the last Lookup and may overwrite it. Gives the sink the gradient
  // of each row that the batch looked up, each row once.
  void Backward(const WindowBatch& batch, const RowGroups& groups, int64_t window_words,
                MatrixView<T> dx, GradientSink<T>& sink);

  // [V x d]
  Parameter<T>& table() { return table_; }
  const Parameter<T>& table() const { return table_; }

 private:
  // Number of pieces of d numbers that make up a row of x.
  int64_t Pieces(int64_t window_words) const {
    return (combine_ == COMBINE_CONCAT ? window_words : 1) + distant_spans_;
  }
  void LookupDistant(const WindowBatch& batch, int64_t row, T* x) const;

  Parameter<T> table_;
  const Matrix<T>* rows_ = nullptr;
  const Combine combine_;
  const bool undivided_mean_gradient_;
  const int64_t distant_spans_;
  SparseRows<T> sparse_rows_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_
