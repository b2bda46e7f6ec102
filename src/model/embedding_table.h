#ifndef WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_
#define WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_

#include <cstdint>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"
#include "src/nn/sparse_rows.h"

namespace windowlm {

// The lookup table: an embedding of d numbers for each of V words, and how the
// embeddings of a context's W words become the input x of the hidden layers:
//
//   concat  x [B x W*d], the embeddings side by side: keeps word order
//   mean    x [B x d], their mean (CBOW, Mikolov et al. 2013)
//   sum     x [B x d], their sum
//
// One thread at a time calls it; it runs its tiles on the program's threads.
template <typename T>
class EmbeddingTable {
 public:
  // All zero.
  EmbeddingTable(int64_t words, int64_t dim, Combine combine);

  // Columns of x for contexts of `window_words` words.
  int64_t InputWidth(int64_t window_words) const;

  // contexts [B x W] row-major, ids below V; x [B x InputWidth(W)] without gaps.
  void Lookup(absl::Span<const uint32_t> contexts, int64_t window_words, MatrixView<T> x) const;

  // From dx = dL/dx of that Lookup, which may be overwritten: gives the sink the gradient
  // of each row that the batch looked up, once.
  void Backward(absl::Span<const uint32_t> contexts, int64_t window_words, MatrixView<T> dx,
                GradientSink<T>& sink);

  // [V x d]
  Parameter<T>& table() { return table_; }
  const Parameter<T>& table() const { return table_; }

 private:
  Parameter<T> table_;
  Combine combine_;
  SparseRows<T> sparse_rows_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_EMBEDDING_TABLE_H_
