#include "src/model/embedding_table.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Windows that one task looks up.
constexpr int64_t kBatchTile = 64;

// A window's words: contexts[begin, end).
struct Words {
  int64_t begin;
  int64_t end;
};

Words WordsOf(const WindowBatch& batch, int64_t window_words, int64_t row) {
  if (batch.ends.empty()) return {row * window_words, (row + 1) * window_words};
  return {row == 0 ? 0 : batch.ends[row - 1], batch.ends[row]};
}

}  // namespace

template <typename T>
EmbeddingTable<T>::EmbeddingTable(int64_t words, int64_t dim, Combine combine,
                                  bool undivided_mean_gradient)
    : table_{"embedding", 0, Matrix<T>(words, dim)},
      combine_(combine),
      undivided_mean_gradient_(undivided_mean_gradient) {}

template <typename T>
int64_t EmbeddingTable<T>::InputWidth(int64_t window_words) const {
  const int64_t dim = table_.value.columns();
  return combine_ == COMBINE_CONCAT ? window_words * dim : dim;
}

template <typename T>
void EmbeddingTable<T>::Lookup(const WindowBatch& batch, int64_t window_words,
                               MatrixView<T> x) const {
  const int64_t dim = table_.value.columns();
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Words words = WordsOf(batch, window_words, i);
      T* out = x.row(i);
      if (combine_ == COMBINE_CONCAT) {
        for (int64_t j = words.begin; j < words.end; ++j, out += dim) {
          std::copy_n(table_.value.row(batch.contexts[j]), dim, out);
        }
        continue;
      }
      std::fill_n(out, dim, T(0));
      const auto count = static_cast<T>(words.end - words.begin);
      const T scale = combine_ == COMBINE_MEAN ? T(1) / count : T(1);
      for (int64_t j = words.begin; j < words.end; ++j) {
        AddScaled(table_.value.row(batch.contexts[j]), dim, scale, out);
      }
    }
  });
}

template <typename T>
void EmbeddingTable<T>::Group(const WindowBatch& batch, int64_t window_words,
                              RowGroups* groups) const {
  if (combine_ == COMBINE_CONCAT) return groups->Assign(batch.contexts);
  std::vector<uint32_t> rows(batch.contexts.size());
  const auto count =
      static_cast<int64_t>(batch.ends.empty() ? rows.size() / window_words : batch.ends.size());
  for (int64_t i = 0; i < count; ++i) {
    const Words words = WordsOf(batch, window_words, i);
    std::fill(rows.begin() + words.begin, rows.begin() + words.end, static_cast<uint32_t>(i));
  }
  groups->Assign(batch.contexts, rows);
}

template <typename T>
void EmbeddingTable<T>::Backward(const WindowBatch& batch, const RowGroups& groups,
                                 int64_t window_words, MatrixView<T> dx, GradientSink<T>& sink) {
  const int64_t dim = table_.value.columns();
  if (combine_ == COMBINE_MEAN && !undivided_mean_gradient_) {
    ParallelForTiles(dx.rows, kBatchTile, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const Words words = WordsOf(batch, window_words, i);
        const auto count = static_cast<T>(words.end - words.begin);
        for (int64_t j = 0; j < dim; ++j) dx.row(i)[j] /= count;
      }
    });
  }
  // A source is a place in the context where embeddings are side by side, or else a row: either
  // way, so many pieces of dim numbers into dx.
  sparse_rows_.Reduce(
      groups, dim,
      [&](uint32_t source, T* sum) { AddScaled(dx.data + source * dim, dim, T(1), sum); },
      [&](uint32_t word, T* sum) { sink.Rows(table_, word, 1, sum); });
}

template class EmbeddingTable<float>;
template class EmbeddingTable<double>;

}  // namespace windowlm
