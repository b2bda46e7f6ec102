#ifndef WINDOWLM_SRC_NN_TILED_SOFTMAX_H_
#define WINDOWLM_SRC_NN_TILED_SOFTMAX_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// A target for a row that is there to fill up a batch: it has no loss and no gradient.
inline constexpr uint32_t kNoTarget = 0xFFFFFFFF;

// What a softmax chooses from: n classes, whose logits are W h + b, as many as the bias has rows;
// the weight may have more. Class i has row i of both, or where `rows` is not empty, row rows[i].
template <typename T>
struct SoftmaxClasses {
  Parameter<T>* weight = nullptr;
  Parameter<T>* bias = nullptr;
  // Ascending, all different.
  absl::Span<const uint32_t> rows;
  // Added to the logits, one a class; none where empty.
  absl::Span<const T> offsets;

  int64_t in() const { return weight->value.columns(); }
  int64_t size() const {
    return rows.empty() ? bias->value.rows() : static_cast<int64_t>(rows.size());
  }
  int64_t Row(int64_t i) const { return rows.empty() ? i : rows[i]; }
};

// The cross-entropy of a softmax over many classes, p(i | h) = softmax(W h + b)[i], and its
// gradients.
//
// Nearly all of training's time is spent here, in three products of 2 B n in operations
// each. The classes are cut into tiles whose logits [B x tile] stay in a core's cache while
// their maximum, exponentials and sum are taken (the online softmax of Milakov & Gimelshein
// 2018), so each logit is written to memory once, as an exponential, and read once, in the
// backward pass; there it becomes dL/dlogit in the cache, and its two products, and the
// sink's step on the tile's rows, follow at once.
//
// T is the type of parameters, gradients and sums, P that of the products' operands: T, or
// BFloat16 for float, which halves the time of the products where the processor has
// instructions for it.
//
// One thread at a time calls it; it runs its tiles on the program's threads, and the bytes
// of its results do not depend on their number.
template <typename T, typename P>
class TiledSoftmax {
 public:
  // A batch whose exponentials take more bytes is cut into pieces of rows.
  static constexpr int64_t kPieceBytes = int64_t{96} << 20;

  // A piece has at least 128 rows, however small `piece_bytes` is; the pieces are of no
  // influence on the result but through rounding.
  explicit TiledSoftmax(int64_t piece_bytes = kPieceBytes) : piece_bytes_(piece_bytes) {}

  // The sum over the batch of -log p(target | h), natural log. h [B x in], targets [B]
  // below classes.size() or kNoTarget. Of `share` times that sum, writes the gradient dh [B x in]
  // and gives those of the weight and the bias to the sink.
  double Step(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
              absl::Span<const uint32_t> targets, T share, MatrixView<T> dh, GradientSink<T>& sink);

  // -log p(target | h) of each row, natural log.
  void NegativeLogLikelihood(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
                             absl::Span<const uint32_t> targets, absl::Span<double> result);

  // log p(i | h) of all classes: result [B x classes.size()].
  void LogProbabilities(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
                        MatrixView<double> result);

  // Bytes that Step keeps for batches of `batch` rows, the output gradient, which exists
  // where the batch's exponentials are too many for one piece, included.
  static int64_t WorkspaceBytes(int64_t batch, int64_t in, int64_t classes);

 private:
  // A row's softmax over one tile: the greatest logit, and the sum of exp(logit - max).
  struct TileSum {
    T max;
    T sum;
  };
  // What a thread needs for a tile.
  struct Scratch;

  static Scratch& ThreadScratch();
  // Products' operands: the weight of classes [first, first + count), and h.
  static MatrixView<const P> TileWeight(const SoftmaxClasses<T>& classes, int64_t first,
                                        int64_t count, Scratch& scratch);
  MatrixView<const P> AsOperand(MatrixView<const T> h);

  // The logits h W^T of a tile, without the bias, which goes to the scratch.
  static void Products(const SoftmaxClasses<T>& classes, MatrixView<const P> h, int64_t first,
                       MatrixView<T> logits, Scratch& scratch);
  // From those: adds the bias, takes sums, and keeps the target's logit where the target is
  // in the tile; `exponentials`, shaped as the logits, may be null.
  static void Exponentials(int64_t first, absl::Span<const uint32_t> targets, MatrixView<T> logits,
                           const T* bias, TileSum* sums, T* target_logits, P* exponentials);
  // Of a row, from its tiles' sums: the log of the sum of exp(logit) over all classes.
  static double LogSum(const TileSum* sums, int64_t tiles, int64_t rows, int64_t row);

  double ForwardPiece(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                      absl::Span<const uint32_t> targets, T share);
  void BackwardPiece(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                     absl::Span<const uint32_t> targets, T share, bool first, bool last,
                     MatrixView<T> dh, GradientSink<T>& sink);
  // Gives the gradients of classes [first, first + count) to the sink, run by run of rows.
  static void GiveRows(const SoftmaxClasses<T>& classes, int64_t first, int64_t count,
                       const T* weight_gradient, const T* bias_gradient, GradientSink<T>& sink);

  const int64_t piece_bytes_;

  // Of the current piece, tile after tile.
  Matrix<P> exponentials_;
  std::vector<TileSum> sums_;
  // exponential x scale = share x dL/dlogit, the target's part aside; [tiles x rows].
  Matrix<T> scales_;
  std::vector<T> target_logits_;
  std::vector<double> losses_;
  // h as an operand, where that is another type.
  Matrix<P> h_;
  // A group of tiles sums its part of dh; one matrix a group.
  Matrix<T> group_dh_;
  // Summed over the pieces of a batch, where there are several.
  Matrix<T> weight_gradient_;
  Matrix<T> bias_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_TILED_SOFTMAX_H_
