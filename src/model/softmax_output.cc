#include "src/model/softmax_output.h"

#include <algorithm>
#include <cmath>

#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Words in a tile: the logits of 512 rows take half a MiB, half of a core's cache.
constexpr int64_t kTile = 256;
// Tasks of the backward pass, at most about: each sums a dh of its own, so they should be
// few, and enough for many threads to share them evenly.
constexpr int64_t kGroups = 32;
// Rows of dh, or of a batch, that one task takes.
constexpr int64_t kRowTile = 64;
// Rows that the weight gradient's product needs to run at full speed.
constexpr int64_t kLeastPieceRows = 128;

// Tiles that one task of the backward pass takes.
int64_t GroupTiles(int64_t tiles) { return std::max<int64_t>(1, tiles / kGroups); }

// Pieces of a batch whose rows have logits of so many bytes.
int64_t Pieces(int64_t batch, int64_t row_bytes, int64_t piece_bytes) {
  const int64_t rows = std::max(kLeastPieceRows, piece_bytes / std::max<int64_t>(1, row_bytes));
  return std::max<int64_t>(1, (batch + rows - 1) / rows);
}

// Working memory of the calling thread, which keeps it for the next tile.
template <typename T>
MatrixView<T> Scratch(int64_t rows, int64_t columns) {
  thread_local Matrix<T> scratch;
  scratch.Resize(rows, columns);
  return scratch.view();
}

}  // namespace

template <typename T>
SoftmaxOutput<T>::SoftmaxOutput(int64_t in, int64_t words, int64_t piece_bytes)
    : weight_{"output.weight", 0, Matrix<T>(words, in)},
      bias_{"output.bias", 0, Matrix<T>(words, 1)},
      piece_bytes_(piece_bytes) {}

template <typename T>
int64_t SoftmaxOutput<T>::tiles() const {
  return (words() + kTile - 1) / kTile;
}

template <typename T>
int64_t SoftmaxOutput<T>::TileWords(int64_t tile) const {
  return std::min(kTile, words() - tile * kTile);
}

template <typename T>
int64_t SoftmaxOutput<T>::WorkspaceBytes(int64_t batch, int64_t in, int64_t words) {
  const int64_t pieces = Pieces(batch, words * sizeof(T), kPieceBytes);
  const int64_t rows = (batch + pieces - 1) / pieces;
  const int64_t tiles = (words + kTile - 1) / kTile;
  const int64_t groups = (tiles + GroupTiles(tiles) - 1) / GroupTiles(tiles);
  const int64_t gradient = pieces > 1 ? words * (in + 1) : 0;
  return (tiles * kTile * rows + 3 * tiles * rows + groups * rows * in + gradient) * sizeof(T);
}

template <typename T>
void SoftmaxOutput<T>::Logits(MatrixView<const T> h, int64_t tile, MatrixView<T> logits) const {
  MatrixProduct(Plain(h), Transposed(weight_.value.view().Rows(tile * kTile, logits.columns)),
                logits);
  for (int64_t i = 0; i < logits.rows; ++i) {
    AddScaled(bias_.value.row(tile * kTile), logits.columns, T(1), logits.row(i));
  }
}

template <typename T>
void SoftmaxOutput<T>::Exponentials(int64_t tile, absl::Span<const uint32_t> targets,
                                    MatrixView<T> logits, TileSum* sums, T* target_logits) const {
  for (int64_t i = 0; i < logits.rows; ++i) {
    T* row = logits.row(i);
    const int64_t target = static_cast<int64_t>(targets[i]) - tile * kTile;
    if (target >= 0 && target < logits.columns) target_logits[i] = row[target];
    const T max = Max(row, logits.columns);
    sums[i] = {max, ExpAndSum(row, logits.columns, max)};
  }
}

template <typename T>
double SoftmaxOutput<T>::LogSum(const TileSum* sums, int64_t tiles, int64_t rows, int64_t row) {
  T max = sums[row].max;
  for (int64_t t = 1; t < tiles; ++t) max = std::max(max, sums[t * rows + row].max);
  double sum = 0;
  for (int64_t t = 0; t < tiles; ++t) {
    const TileSum& tile = sums[t * rows + row];
    sum += static_cast<double>(tile.sum) * std::exp(static_cast<double>(tile.max) - max);
  }
  return std::log(sum) + static_cast<double>(max);
}

template <typename T>
double SoftmaxOutput<T>::Step(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                              MatrixView<T> dh, GradientSink<T>& sink) {
  const int64_t pieces = Pieces(h.rows, words() * sizeof(T), piece_bytes_);
  const int64_t piece_rows = (h.rows + pieces - 1) / pieces;
  const T row_share = T(1) / static_cast<T>(h.rows);
  if (pieces > 1) {
    weight_gradient_.Resize(words(), in());
    bias_gradient_.Resize(words(), 1);
  }
  double loss = 0;
  for (int64_t begin = 0; begin < h.rows; begin += piece_rows) {
    const int64_t rows = std::min(piece_rows, h.rows - begin);
    const MatrixView<const T> h_piece = h.Rows(begin, rows);
    const absl::Span<const uint32_t> target_piece = targets.subspan(begin, rows);
    loss += ForwardPiece(h_piece, target_piece, row_share);
    BackwardPiece(h_piece, target_piece, row_share, begin == 0, begin + rows == h.rows,
                  dh.Rows(begin, rows), sink);
  }
  return loss / static_cast<double>(h.rows);
}

template <typename T>
double SoftmaxOutput<T>::ForwardPiece(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                                      T row_share) {
  const int64_t rows = h.rows;
  exponentials_.Resize(tiles() * rows, kTile);
  sums_.resize(tiles() * rows);
  target_logits_.resize(rows);
  ParallelFor(tiles(), [&](int64_t tile) {
    const MatrixView<T> logits{exponentials_.row(tile * rows), rows, TileWords(tile),
                               TileWords(tile)};
    Logits(h, tile, logits);
    Exponentials(tile, targets, logits, &sums_[tile * rows], target_logits_.data());
  });
  losses_.resize(rows);
  scales_.Resize(tiles(), rows);
  ParallelForTiles(rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const double log_sum = LogSum(sums_.data(), tiles(), rows, i);
      losses_[i] = log_sum - static_cast<double>(target_logits_[i]);
      for (int64_t tile = 0; tile < tiles(); ++tile) {
        const double max = sums_[tile * rows + i].max;
        scales_.row(tile)[i] = static_cast<T>(std::exp(max - log_sum)) * row_share;
      }
    }
  });
  double loss = 0;
  for (const double row_loss : losses_) loss += row_loss;
  return loss;
}

template <typename T>
void SoftmaxOutput<T>::BackwardPiece(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                                     T row_share, bool first, bool last, MatrixView<T> dh,
                                     GradientSink<T>& sink) {
  const int64_t rows = h.rows;
  const int64_t group_tiles = GroupTiles(tiles());
  const int64_t groups = (tiles() + group_tiles - 1) / group_tiles;
  group_dh_.Resize(groups * rows, in());
  ParallelFor(groups, [&](int64_t group) {
    const MatrixView<T> dh_share = group_dh_.view().Rows(group * rows, rows);
    const int64_t first_tile = group * group_tiles;
    const int64_t end_tile = std::min(first_tile + group_tiles, tiles());
    for (int64_t tile = first_tile; tile < end_tile; ++tile) {
      const int64_t first_word = tile * kTile;
      const int64_t count = TileWords(tile);
      const MatrixView<T> gradient{exponentials_.row(tile * rows), rows, count, count};
      // Where a batch has one piece its gradient ends with the sink; the bias's follows
      // the weight's in the scratch.
      const bool whole = first && last;
      MatrixView<T> weight_gradient = whole ? Scratch<T>(count + 1, std::max(in(), count))
                                            : weight_gradient_.view().Rows(first_word, count);
      T* bias_gradient = whole ? weight_gradient.row(count) : bias_gradient_.row(first_word);
      if (whole) weight_gradient = {weight_gradient.data, count, in(), in()};

      if (first) std::fill_n(bias_gradient, count, T(0));
      for (int64_t i = 0; i < rows; ++i) {
        T* row = gradient.row(i);
        const T scale = scales_.row(tile)[i];
        for (int64_t j = 0; j < count; ++j) row[j] *= scale;
        const int64_t target = static_cast<int64_t>(targets[i]) - first_word;
        if (target >= 0 && target < count) row[target] -= row_share;
        AddScaled(row, count, T(1), bias_gradient);
      }
      MatrixProduct(Plain(gradient), Plain(weight_.value.view().Rows(first_word, count)), dh_share,
                    tile == first_tile ? Into::kOverwrite : Into::kAdd);
      MatrixProduct(Transposed(gradient), Plain(h), weight_gradient,
                    first ? Into::kOverwrite : Into::kAdd);
      if (last) {
        sink.Rows(weight_, first_word, count, weight_gradient.data);
        sink.Rows(bias_, first_word, count, bias_gradient);
      }
    }
  });
  ParallelForTiles(rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      std::copy_n(group_dh_.row(i), in(), dh.row(i));
      for (int64_t group = 1; group < groups; ++group) {
        AddScaled(group_dh_.row(group * rows + i), in(), T(1), dh.row(i));
      }
    }
  });
}

template <typename T>
void SoftmaxOutput<T>::NegativeLogLikelihood(MatrixView<const T> h,
                                             absl::Span<const uint32_t> targets,
                                             absl::Span<double> result) const {
  std::vector<TileSum> sums(tiles() * h.rows);
  std::vector<T> target_logits(h.rows);
  ParallelFor(tiles(), [&](int64_t tile) {
    const MatrixView<T> logits = Scratch<T>(h.rows, TileWords(tile));
    Logits(h, tile, logits);
    Exponentials(tile, targets, logits, &sums[tile * h.rows], target_logits.data());
  });
  for (int64_t i = 0; i < h.rows; ++i) {
    result[i] = LogSum(sums.data(), tiles(), h.rows, i) - static_cast<double>(target_logits[i]);
  }
}

template <typename T>
void SoftmaxOutput<T>::LogProbabilities(MatrixView<const T> h, MatrixView<double> result) const {
  ParallelFor(tiles(), [&](int64_t tile) {
    const MatrixView<T> logits = Scratch<T>(h.rows, TileWords(tile));
    Logits(h, tile, logits);
    for (int64_t i = 0; i < h.rows; ++i) {
      std::copy_n(logits.row(i), logits.columns, result.row(i) + tile * kTile);
    }
  });
  for (int64_t i = 0; i < h.rows; ++i) {
    double* row = result.row(i);
    const double max = *std::max_element(row, row + words());
    double sum = 0;
    for (int64_t j = 0; j < words(); ++j) sum += std::exp(row[j] - max);
    const double log_sum = std::log(sum) + max;
    for (int64_t j = 0; j < words(); ++j) row[j] -= log_sum;
  }
}

template class SoftmaxOutput<float>;
template class SoftmaxOutput<double>;

}  // namespace windowlm
