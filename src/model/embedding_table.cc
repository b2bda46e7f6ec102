#include "src/model/embedding_table.h"

#include <algorithm>
#include <cmath>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Number of windows that one task looks up.
constexpr int64_t kBatchTile = 64;

// A range of words in a batch: contexts[begin, end) for a window, distant[begin, end) for a span.
struct WordRange {
  int64_t begin;
  int64_t end;
};

// The words of distant span k, counted over all windows of the batch.
WordRange DistantWords(const WindowBatch& batch, int64_t k) {
  return {k == 0 ? 0 : batch.distant_ends[k - 1], batch.distant_ends[k]};
}

template <typename T>
T DistantScale(const WordRange& words) {
  return words.end == words.begin ? T(0)
                                  : T(1) / std::sqrt(static_cast<T>(words.end - words.begin));
}

// The words of a window; with `concat` all have the same number.
WordRange WordsOf(const WindowBatch& batch, int64_t window_words, int64_t row, bool concat) {
  if (concat || batch.ends.empty()) return {row * window_words, (row + 1) * window_words};
  return {row == 0 ? 0 : batch.ends[row - 1], batch.ends[row]};
}

}  // namespace

template <typename T>
EmbeddingTable<T>::EmbeddingTable(int64_t words, int64_t dim, Combine combine,
                                  bool undivided_mean_gradient, int64_t distant_spans)
    : table_{"embedding", 0, Matrix<T>(words, dim)},
      combine_(combine),
      undivided_mean_gradient_(undivided_mean_gradient),
      distant_spans_(distant_spans) {}

template <typename T>
int64_t EmbeddingTable<T>::InputWidth(int64_t window_words) const {
  return Pieces(window_words) * table_.value.columns();
}

template <typename T>
void EmbeddingTable<T>::LookupDistant(const WindowBatch& batch, int64_t row, T* x) const {
  const int64_t dim = table_.value.columns();
  std::fill_n(x, distant_spans_ * dim, T(0));
  for (int64_t span = 0; span < distant_spans_; ++span, x += dim) {
    const WordRange words = DistantWords(batch, row * distant_spans_ + span);
    const T scale = DistantScale<T>(words);
    for (int64_t j = words.begin; j < words.end; ++j) {
      AddScaled(rows().row(batch.distant[j]), dim, scale, x);
    }
  }
}

template <typename T>
void EmbeddingTable<T>::Lookup(const WindowBatch& batch, int64_t window_words, MatrixView<T> x,
                               absl::Span<const float> weights) const {
  const int64_t dim = table_.value.columns();
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const WordRange words = WordsOf(batch, window_words, i, combine_ == COMBINE_CONCAT);
      T* out = x.row(i);
      LookupDistant(batch, i, out + x.columns - distant_spans_ * dim);
      if (combine_ == COMBINE_CONCAT) {
        for (int64_t j = words.begin; j < words.end; ++j, out += dim) {
          std::copy_n(rows().row(batch.contexts[j]), dim, out);
        }
        continue;
      }
      std::fill_n(out, dim, T(0));
      const auto weight_of = [&](int64_t j) {
        return weights.empty() ? T(1) : static_cast<T>(weights[batch.contexts[j]]);
      };
      T total(0);
      for (int64_t j = words.begin; j < words.end; ++j) total += weight_of(j);
      if (total == 0) continue;
      const T scale = combine_ == COMBINE_MEAN ? T(1) / total : T(1);
      for (int64_t j = words.begin; j < words.end; ++j) {
        AddScaled(rows().row(batch.contexts[j]), dim, weight_of(j) * scale, out);
      }
    }
  });
}

// The source of a use is the number of a piece of x, counted over all rows.
template <typename T>
void EmbeddingTable<T>::Group(const WindowBatch& batch, int64_t window_words,
                              RowGroups* groups) const {
  const bool concat = combine_ == COMBINE_CONCAT;
  if (concat && distant_spans_ == 0) return groups->Assign(batch.contexts);
  const int64_t pieces = Pieces(window_words);
  std::vector<uint32_t> ids = batch.contexts;
  std::vector<uint32_t> sources(ids.size());
  const auto rows =
      static_cast<int64_t>(batch.ends.empty() ? ids.size() / window_words : batch.ends.size());
  for (int64_t i = 0; i < rows; ++i) {
    const WordRange words = WordsOf(batch, window_words, i, concat);
    auto source = static_cast<uint32_t>(i * pieces);
    for (int64_t j = words.begin; j < words.end; ++j) sources[j] = concat ? source++ : source;
  }
  ids.insert(ids.end(), batch.distant.begin(), batch.distant.end());
  sources.reserve(ids.size());
  for (int64_t k = 0; k < rows * distant_spans_; ++k) {
    const int64_t source =
        k / distant_spans_ * pieces + pieces - distant_spans_ + k % distant_spans_;
    const WordRange words = DistantWords(batch, k);
    sources.insert(sources.end(), words.end - words.begin, static_cast<uint32_t>(source));
  }
  groups->Assign(ids, sources);
}

template <typename T>
void EmbeddingTable<T>::Backward(const WindowBatch& batch, const RowGroups& groups,
                                 int64_t window_words, MatrixView<T> dx, GradientSink<T>& sink) {
  const int64_t dim = table_.value.columns();
  const bool divides = combine_ == COMBINE_MEAN && !undivided_mean_gradient_;
  if (divides || distant_spans_ > 0) {
    ParallelForTiles(dx.rows, kBatchTile, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        if (divides) {
          const WordRange words = WordsOf(batch, window_words, i, /*concat=*/false);
          const auto count = static_cast<T>(words.end - words.begin);
          for (int64_t j = 0; j < dim; ++j) dx.row(i)[j] /= count;
        }
        T* out = dx.row(i) + dx.columns - distant_spans_ * dim;
        for (int64_t span = 0; span < distant_spans_; ++span, out += dim) {
          const T scale = DistantScale<T>(DistantWords(batch, i * distant_spans_ + span));
          for (int64_t j = 0; j < dim; ++j) out[j] *= scale;
        }
      }
    });
  }
  sparse_rows_.Reduce(
      groups, dim,
      [&](uint32_t source, T* sum) { AddScaled(dx.data + source * dim, dim, T(1), sum); },
      [&](uint32_t word, T* sum) { sink.Rows(table_, word, 1, sum); });
}

template class EmbeddingTable<float>;
template class EmbeddingTable<double>;

}  // namespace windowlm
