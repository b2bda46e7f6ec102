#include "src/model/embedding_table.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Windows that one task looks up.
constexpr int64_t kBatchTile = 64;

}  // namespace

template <typename T>
EmbeddingTable<T>::EmbeddingTable(int64_t words, int64_t dim, Combine combine)
    : table_{"embedding", 0, Matrix<T>(words, dim)}, combine_(combine) {}

template <typename T>
int64_t EmbeddingTable<T>::InputWidth(int64_t window_words) const {
  const int64_t dim = table_.value.columns();
  return combine_ == COMBINE_CONCAT ? window_words * dim : dim;
}

template <typename T>
void EmbeddingTable<T>::Lookup(absl::Span<const uint32_t> contexts, int64_t window_words,
                               MatrixView<T> x) const {
  const int64_t dim = table_.value.columns();
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const uint32_t* words = contexts.data() + i * window_words;
      T* out = x.row(i);
      if (combine_ == COMBINE_CONCAT) {
        for (int64_t j = 0; j < window_words; ++j) {
          std::copy_n(table_.value.row(words[j]), dim, out + j * dim);
        }
        continue;
      }
      const T scale = combine_ == COMBINE_MEAN ? T(1) / static_cast<T>(window_words) : T(1);
      std::fill_n(out, dim, T(0));
      for (int64_t j = 0; j < window_words; ++j) {
        AddScaled(table_.value.row(words[j]), dim, scale, out);
      }
    }
  });
}

template <typename T>
void EmbeddingTable<T>::Backward(absl::Span<const uint32_t> contexts, int64_t window_words,
                                 MatrixView<T> dx, GradientSink<T>& sink) {
  const int64_t dim = table_.value.columns();
  sparse_rows_.Group(contexts);
  if (combine_ == COMBINE_CONCAT) {
    const MatrixView<const T> a_row_a_word{dx.data, dx.rows * window_words, dim, dim};
    sparse_rows_.Reduce(a_row_a_word, 1, table_, sink);
    return;
  }
  if (combine_ == COMBINE_MEAN) {
    const T scale = T(1) / static_cast<T>(window_words);
    ParallelForTiles(dx.rows, kBatchTile, [&](int64_t begin, int64_t end) {
      for (T* value = dx.row(begin); value != dx.row(end); ++value) *value *= scale;
    });
  }
  sparse_rows_.Reduce(dx, window_words, table_, sink);
}

template class EmbeddingTable<float>;
template class EmbeddingTable<double>;

}  // namespace windowlm
