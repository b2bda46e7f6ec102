#include "src/nn/tiled_softmax.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "src/base/bfloat16.h"
#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Classes in a tile: the logits of 512 rows take half a MiB, half of a core's cache.
constexpr int64_t kTile = 256;
// About the most tasks that the backward pass has. Each sums its own dh, so they should be few, yet
// enough for many threads to share them evenly.
constexpr int64_t kGroups = 32;
// How many rows of dh, or of a batch, one task takes.
constexpr int64_t kRowTile = 64;
// Rows that the weight gradient's product needs to run at full speed.
constexpr int64_t kLeastPieceRows = 128;

int64_t Tiles(int64_t classes) { return (classes + kTile - 1) / kTile; }

// How many tiles one task of the backward pass takes.
int64_t GroupTiles(int64_t tiles) { return std::max<int64_t>(1, tiles / kGroups); }

// How many pieces a batch is cut into if the exponentials of a row take `row_bytes` bytes.
int64_t Pieces(int64_t batch, int64_t row_bytes, int64_t piece_bytes) {
  const int64_t rows = std::max(kLeastPieceRows, piece_bytes / std::max<int64_t>(1, row_bytes));
  return std::max<int64_t>(1, (batch + rows - 1) / rows);
}

// x *= scale, and sum += x.
template <typename T, typename P>
void ScaleAndAdd(T scale, int64_t n, P* __restrict x, T* __restrict sum) {
  for (int64_t i = 0; i < n; ++i) {
    const T scaled = ToFloat(x[i]) * scale;
    sum[i] += scaled;
    if constexpr (std::is_same_v<T, P>) {
      x[i] = scaled;
    } else {
      x[i] = ToBFloat16(scaled);
    }
  }
}

// x -= y.
template <typename T, typename P>
void Subtract(T y, P* x) {
  const T difference = ToFloat(*x) - y;
  Convert(&difference, 1, x);
}

}  // namespace

template <typename T, typename P>
struct TiledSoftmax<T, P>::Scratch {
  Matrix<P> weight;
  Matrix<T> bias;
  Matrix<T> logits;
  Matrix<T> weight_gradient;
  Matrix<T> bias_gradient;
};

// A thread keeps its memory for the next tile.
template <typename T, typename P>
typename TiledSoftmax<T, P>::Scratch& TiledSoftmax<T, P>::ThreadScratch() {
  thread_local Scratch scratch;
  return scratch;
}

template <typename T, typename P>
int64_t TiledSoftmax<T, P>::WorkspaceBytes(int64_t batch, int64_t in, int64_t classes) {
  const int64_t pieces = Pieces(batch, classes * sizeof(P), kPieceBytes);
  const int64_t rows = (batch + pieces - 1) / pieces;
  const int64_t tiles = Tiles(classes);
  const int64_t groups = (tiles + GroupTiles(tiles) - 1) / GroupTiles(tiles);
  const int64_t gradient = pieces > 1 ? classes * (in + 1) : 0;
  return tiles * kTile * rows * sizeof(P) +
         (3 * tiles * rows + groups * rows * in + gradient) * sizeof(T);
}

template <typename T, typename P>
MatrixView<const P> TiledSoftmax<T, P>::AsOperand(MatrixView<const T> h) {
  if constexpr (std::is_same_v<T, P>) {
    return h;
  } else {
    h_.Resize(h.rows, h.columns);
    ParallelForTiles(h.rows, kRowTile, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) Convert(h.row(i), h.columns, h_.row(i));
    });
    return h_.view();
  }
}

template <typename T, typename P>
MatrixView<const P> TiledSoftmax<T, P>::TileWeight(const SoftmaxClasses<T>& classes, int64_t first,
                                                   int64_t count, Scratch& scratch) {
  const Matrix<T>& weight = classes.weight->value;
  const int64_t row = classes.Row(first);
  if constexpr (std::is_same_v<T, P>) {
    if (classes.Row(first + count - 1) == row + count - 1) return weight.view().Rows(row, count);
  }
  scratch.weight.Resize(count, weight.columns());
  for (int64_t i = 0; i < count; ++i) {
    Convert(weight.row(classes.Row(first + i)), weight.columns(), scratch.weight.row(i));
  }
  return scratch.weight.view();
}

template <typename T, typename P>
void TiledSoftmax<T, P>::Products(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                                  int64_t first, MatrixView<T> logits, Scratch& scratch) {
  MatrixProduct(Plain(h), Transposed(TileWeight(classes, first, logits.columns, scratch)), logits);
  T* bias = (scratch.bias.Resize(1, logits.columns), scratch.bias.data());
  for (int64_t i = 0; i < logits.columns; ++i) {
    bias[i] = *classes.bias->value.row(classes.Row(first + i));
    if (!classes.offsets.empty()) bias[i] += classes.offsets[first + i];
  }
}

template <typename T, typename P>
void TiledSoftmax<T, P>::Exponentials(int64_t first, absl::Span<const uint32_t> targets,
                                      MatrixView<T> logits, const T* bias, TileSum* sums,
                                      T* target_logits, P* exponentials) {
  for (int64_t i = 0; i < logits.rows; ++i) {
    T* row = logits.row(i);
    const T max = AddAndMax(bias, logits.columns, row);
    const int64_t target = static_cast<int64_t>(targets[i]) - first;
    if (target >= 0 && target < logits.columns) target_logits[i] = row[target];
    if (exponentials == nullptr) {
      sums[i] = {max, ExpAndSum(row, logits.columns, max, row)};
    } else {
      sums[i] = {max, ExpAndSum(row, logits.columns, max, exponentials + i * logits.columns)};
    }
  }
}

template <typename T, typename P>
double TiledSoftmax<T, P>::LogSum(const TileSum* sums, int64_t tiles, int64_t rows, int64_t row) {
  T max = sums[row].max;
  for (int64_t t = 1; t < tiles; ++t) max = std::max(max, sums[t * rows + row].max);
  double sum = 0;
  for (int64_t t = 0; t < tiles; ++t) {
    const TileSum& tile = sums[t * rows + row];
    sum += static_cast<double>(tile.sum) * std::exp(static_cast<double>(tile.max) - max);
  }
  return std::log(sum) + static_cast<double>(max);
}

template <typename T, typename P>
double TiledSoftmax<T, P>::Step(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
                                absl::Span<const uint32_t> targets, T share, MatrixView<T> dh,
                                GradientSink<T>& sink) {
  const int64_t pieces = Pieces(h.rows, classes.size() * sizeof(P), piece_bytes_);
  const int64_t piece_rows = (h.rows + pieces - 1) / pieces;
  if (pieces > 1) {
    weight_gradient_.Resize(classes.size(), classes.in());
    bias_gradient_.Resize(classes.size(), 1);
  }
  double loss = 0;
  for (int64_t begin = 0; begin < h.rows; begin += piece_rows) {
    const int64_t rows = std::min(piece_rows, h.rows - begin);
    const MatrixView<const P> h_piece = AsOperand(h.Rows(begin, rows));
    const absl::Span<const uint32_t> target_piece = targets.subspan(begin, rows);
    loss += ForwardPiece(classes, h_piece, target_piece, share);
    BackwardPiece(classes, h_piece, target_piece, share, begin == 0, begin + rows == h.rows,
                  dh.Rows(begin, rows), sink);
  }
  return loss;
}

template <typename T, typename P>
double TiledSoftmax<T, P>::ForwardPiece(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                                        absl::Span<const uint32_t> targets, T share) {
  const int64_t rows = h.rows;
  const int64_t tiles = Tiles(classes.size());
  exponentials_.Resize(tiles * rows, kTile);
  sums_.resize(tiles * rows);
  target_logits_.resize(rows);
  ParallelForTiles(classes.size(), kTile, [&](int64_t first, int64_t end) {
    const int64_t tile = first / kTile;
    const int64_t count = end - first;
    Scratch& scratch = ThreadScratch();
    P* exponentials = exponentials_.row(tile * rows);
    MatrixView<T> logits{nullptr, rows, count, count};
    if constexpr (std::is_same_v<T, P>) {
      logits.data = exponentials;
    } else {
      scratch.logits.Resize(rows, count);
      logits.data = scratch.logits.data();
    }
    Products(classes, h, first, logits, scratch);
    Exponentials(first, targets, logits, scratch.bias.data(), &sums_[tile * rows],
                 target_logits_.data(), exponentials);
  });
  losses_.resize(rows);
  scales_.Resize(tiles, rows);
  ParallelForTiles(rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const bool has_target = targets[i] != kNoTarget;
      const double log_sum = LogSum(sums_.data(), tiles, rows, i);
      losses_[i] = has_target ? log_sum - static_cast<double>(target_logits_[i]) : 0;
      for (int64_t tile = 0; tile < tiles; ++tile) {
        const double max = sums_[tile * rows + i].max;
        scales_.row(tile)[i] = has_target ? static_cast<T>(std::exp(max - log_sum)) * share : T(0);
      }
    }
  });
  double loss = 0;
  for (const double row_loss : losses_) loss += row_loss;
  return loss;
}

template <typename T, typename P>
void TiledSoftmax<T, P>::BackwardPiece(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                                       absl::Span<const uint32_t> targets, T share, bool first,
                                       bool last, MatrixView<T> dh, GradientSink<T>& sink) {
  const int64_t rows = h.rows;
  const int64_t in = h.columns;
  // If the batch has one piece, a tile's gradient goes straight to the sink and is not kept.
  const bool whole = first && last;
  const int64_t group_classes = GroupTiles(Tiles(classes.size())) * kTile;
  const int64_t groups = (classes.size() + group_classes - 1) / group_classes;
  group_dh_.Resize(groups * rows, in);
  ParallelForTiles(classes.size(), group_classes, [&](int64_t group_begin, int64_t group_end) {
    Scratch& scratch = ThreadScratch();
    const MatrixView<T> dh_part = group_dh_.view().Rows(group_begin / group_classes * rows, rows);
    for (int64_t begin = group_begin; begin < group_end; begin += kTile) {
      const int64_t tile = begin / kTile;
      const int64_t count = std::min(kTile, group_end - begin);
      const MatrixView<P> gradient{exponentials_.row(tile * rows), rows, count, count};
      if (whole) {
        scratch.weight_gradient.Resize(count, in);
        scratch.bias_gradient.Resize(1, count);
      }
      const MatrixView<T> weight_gradient =
          whole ? scratch.weight_gradient.view() : weight_gradient_.view().Rows(begin, count);
      T* bias_gradient = whole ? scratch.bias_gradient.data() : bias_gradient_.row(begin);

      if (first) std::fill_n(bias_gradient, count, T(0));
      for (int64_t i = 0; i < rows; ++i) {
        ScaleAndAdd(scales_.row(tile)[i], count, gradient.row(i), bias_gradient);
        const int64_t target = static_cast<int64_t>(targets[i]) - begin;
        if (target >= 0 && target < count) {
          Subtract(share, gradient.row(i) + target);
          bias_gradient[target] -= share;
        }
      }
      MatrixProduct(Plain(gradient), Plain(TileWeight(classes, begin, count, scratch)), dh_part,
                    begin == group_begin ? Into::kOverwrite : Into::kAdd);
      MatrixProduct(Transposed(gradient), Plain(h), weight_gradient,
                    first ? Into::kOverwrite : Into::kAdd);
      if (last) GiveRows(classes, begin, count, weight_gradient.data, bias_gradient, sink);
    }
  });
  ParallelForTiles(rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      std::copy_n(group_dh_.row(i), in, dh.row(i));
      for (int64_t group = 1; group < groups; ++group) {
        AddScaled(group_dh_.row(group * rows + i), in, T(1), dh.row(i));
      }
    }
  });
}

template <typename T, typename P>
void TiledSoftmax<T, P>::GiveRows(const SoftmaxClasses<T>& classes, int64_t first, int64_t count,
                                  const T* weight_gradient, const T* bias_gradient,
                                  GradientSink<T>& sink) {
  for (int64_t begin = 0; begin < count;) {
    const int64_t row = classes.Row(first + begin);
    int64_t end = begin + 1;
    while (end < count && classes.Row(first + end) == row + (end - begin)) ++end;
    sink.Rows(*classes.weight, row, end - begin, weight_gradient + begin * classes.in());
    sink.Rows(*classes.bias, row, end - begin, bias_gradient + begin);
    begin = end;
  }
}

template <typename T, typename P>
void TiledSoftmax<T, P>::NegativeLogLikelihood(const SoftmaxClasses<T>& classes,
                                               MatrixView<const T> h,
                                               absl::Span<const uint32_t> targets,
                                               absl::Span<double> result) {
  const int64_t tiles = Tiles(classes.size());
  const MatrixView<const P> operand = AsOperand(h);
  sums_.resize(tiles * h.rows);
  target_logits_.resize(h.rows);
  ParallelForTiles(classes.size(), kTile, [&](int64_t first, int64_t end) {
    Scratch& scratch = ThreadScratch();
    scratch.logits.Resize(h.rows, end - first);
    const MatrixView<T> logits = scratch.logits.view();
    Products(classes, operand, first, logits, scratch);
    Exponentials(first, targets, logits, scratch.bias.data(), &sums_[first / kTile * h.rows],
                 target_logits_.data(), nullptr);
  });
  for (int64_t i = 0; i < h.rows; ++i) {
    result[i] = LogSum(sums_.data(), tiles, h.rows, i) - static_cast<double>(target_logits_[i]);
  }
}

template <typename T, typename P>
void TiledSoftmax<T, P>::LogProbabilities(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
                                          MatrixView<double> result) {
  const MatrixView<const P> operand = AsOperand(h);
  ParallelForTiles(classes.size(), kTile, [&](int64_t first, int64_t end) {
    Scratch& scratch = ThreadScratch();
    scratch.logits.Resize(h.rows, end - first);
    const MatrixView<T> logits = scratch.logits.view();
    Products(classes, operand, first, logits, scratch);
    for (int64_t i = 0; i < h.rows; ++i) {
      AddAndMax(scratch.bias.data(), logits.columns, logits.row(i));
      std::copy_n(logits.row(i), logits.columns, result.row(i) + first);
    }
  });
  ParallelForTiles(h.rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      double* row = result.row(i);
      const double max = *std::max_element(row, row + classes.size());
      double sum = 0;
      for (int64_t j = 0; j < classes.size(); ++j) sum += std::exp(row[j] - max);
      const double log_sum = std::log(sum) + max;
      for (int64_t j = 0; j < classes.size(); ++j) row[j] -= log_sum;
    }
  });
}

template class TiledSoftmax<float, float>;
template class TiledSoftmax<float, BFloat16>;
template class TiledSoftmax<double, double>;

}  // namespace windowlm
