#ifndef WINDOWLM_SRC_NN_TILED_SOFTMAX_H_
#define WINDOWLM_SRC_NN_TILED_SOFTMAX_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The target of a row that only fills up a batch: the row has no loss and no gradient.
inline constexpr uint32_t kNoTarget = 0xFFFFFFFF;

// The n classes that a softmax chooses from, whose logits are W h + b. If `rows` is empty, n is the
// number of rows of the bias (the weight may have more), and class i has row i of both. Else n is
// the size of `rows`, and class i has row rows[i].
template <typename T>
struct SoftmaxClasses {
  Parameter<T>* weight = nullptr;
  Parameter<T>* bias = nullptr;
  // Strictly ascending.
  absl::Span<const uint32_t> rows;
  // Added to the logits, one number for each class, unless it is empty.
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
//                tile 0      tile 1        last tile
//            +-----------+-----------+   +---------+
//     B rows |  logits   |  logits   |...| logits  |   h W^T + b, [B x n]
//            +-----------+-----------+   +---------+
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

  // A piece has at least 128 rows, however small `piece_bytes` is; how a batch is cut changes the
  // results only by rounding.
  explicit TiledSoftmax(int64_t piece_bytes = kPieceBytes) : piece_bytes_(piece_bytes) {}

  // Returns the sum over the batch of -log p(target | h), natural log. h [B x in], targets [B]
  // below classes.size() or kNoTarget. Writes dh [B x in], the gradient of `share` times that sum
  // with respect to h, and gives those with respect to the weight and the bias to the sink.
  double Step(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
              absl::Span<const uint32_t> targets, T share, MatrixView<T> dh, GradientSink<T>& sink);

  // Sets result[i] = -log p(targets[i] | row i of h), natural log. All targets are below
  // classes.size().
  void NegativeLogLikelihood(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
                             absl::Span<const uint32_t> targets, absl::Span<double> result);

  // Sets result [B x classes.size()] to log p(i | h) of all classes.
  void LogProbabilities(const SoftmaxClasses<T>& classes, MatrixView<const T> h,
                        MatrixView<double> result);

  // Bytes that Step keeps for batches of `batch` rows. They include the whole gradient of weight
  // and bias if such a batch is cut into several pieces.
  static int64_t WorkspaceBytes(int64_t batch, int64_t in, int64_t classes);

 private:
  // A row's softmax over one tile: the greatest logit, and the sum of exp(logit - max).
  struct TileSum {
    T max;
    T sum;
  };
  // The memory that a thread needs for a tile.
  struct Scratch;

  static Scratch& ThreadScratch();
  // Operands of the products: the weight of classes [first, first + count), and h.
  static MatrixView<const P> TileWeight(const SoftmaxClasses<T>& classes, int64_t first,
                                        int64_t count, Scratch& scratch);
  MatrixView<const P> AsOperand(MatrixView<const T> h);

  // Computes the logits h W^T of a tile, without the bias, which goes to the scratch.
  static void Products(const SoftmaxClasses<T>& classes, MatrixView<const P> h, int64_t first,
                       MatrixView<T> logits, Scratch& scratch);
  // Adds the bias to a tile's logits, sets the sum of each row, and keeps the target's logit of
  // each row whose target is in the tile. Writes the exponentials, in the shape of the logits,
  // unless that is null.
  static void Exponentials(int64_t first, absl::Span<const uint32_t> targets, MatrixView<T> logits,
                           const T* bias, TileSum* sums, T* target_logits, P* exponentials);
  // The log of the sum of exp(logit) over all classes, for one row, from its sums in all tiles.
  static double LogSum(const TileSum* sums, int64_t tiles, int64_t rows, int64_t row);

  double ForwardPiece(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                      absl::Span<const uint32_t> targets, T share);
  void BackwardPiece(const SoftmaxClasses<T>& classes, MatrixView<const P> h,
                     absl::Span<const uint32_t> targets, T share, bool first, bool last,
                     MatrixView<T> dh, GradientSink<T>& sink);
  // Gives the gradients of classes [first, first + count) to the sink, in one call for each run of
  // adjacent rows.
  static void GiveRows(const SoftmaxClasses<T>& classes, int64_t first, int64_t count,
                       const T* weight_gradient, const T* bias_gradient, GradientSink<T>& sink);

  const int64_t piece_bytes_;

  // The exponentials and sums of the current piece, tile after tile.
  Matrix<P> exponentials_;
  std::vector<TileSum> sums_;
  // [tiles x rows], such that exponential x scale = share x dL/dlogit, but for the target's part.
  Matrix<T> scales_;
  std::vector<T> target_logits_;
  std::vector<double> losses_;
  // h converted to P, if that is not T.
  Matrix<P> h_;
  // The part of dh that each group of tiles sums, one [rows x in] matrix for each group.
  Matrix<T> group_dh_;
  // The gradients summed over the pieces of a batch, if it has several.
  Matrix<T> weight_gradient_;
  Matrix<T> bias_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_TILED_SOFTMAX_H_
