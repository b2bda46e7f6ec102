#ifndef WINDOWLM_SRC_MODEL_SOFTMAX_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_SOFTMAX_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The output layer with the exact softmax: p(word | h) = softmax(W h + b)[word], over
// `words` words; W [words x in], b [words x 1].
//
// Nearly all of training's time is spent here, in three products of 2 B words in
// operations each. The words are cut into tiles whose logits [B x tile] stay in a
// core's cache while their maximum, exponentials and sum are taken (the online softmax
// of Milakov & Gimelshein 2018), so each logit is written to memory once, as an
// exponential, and read once, in the backward pass; there it becomes dL/dlogit in the
// cache, and its two products, and the sink's step on the tile's rows, follow at once.
//
// One thread at a time calls it; it runs its tiles on the program's threads.
template <typename T>
class SoftmaxOutput {
 public:
  // A batch whose logits take more bytes is cut into pieces of rows.
  static constexpr int64_t kPieceBytes = int64_t{96} << 20;

  // All zero. A piece has at least 128 rows, however small `piece_bytes` is; the pieces
  // are of no influence on the result but through rounding.
  SoftmaxOutput(int64_t in, int64_t words, int64_t piece_bytes = kPieceBytes);

  // The mean over the batch of -log p(target | h), natural log. h [B x in], targets [B]
  // below `words`. Writes dh = dL/dh [B x in], gives the gradients of W and b to the sink.
  double Step(MatrixView<const T> h, absl::Span<const uint32_t> targets, MatrixView<T> dh,
              GradientSink<T>& sink);

  // -log p(target | h) of each row, natural log.
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) const;

  // log p(word | h) for all words: result [B x words].
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) const;

  int64_t in() const { return weight_.value.columns(); }
  int64_t words() const { return weight_.value.rows(); }
  Parameter<T>& weight() { return weight_; }
  Parameter<T>& bias() { return bias_; }

  // Bytes that Step keeps for batches of `batch` rows, the output gradient, which exists
  // where the batch's logits are too many for one piece, included.
  static int64_t WorkspaceBytes(int64_t batch, int64_t in, int64_t words);

 private:
  // A row's softmax over one tile: the greatest logit, and the sum of exp(logit - max).
  struct TileSum {
    T max;
    T sum;
  };

  int64_t tiles() const;
  int64_t TileWords(int64_t tile) const;
  // The logits of a tile's words for all rows: h W^T + b.
  void Logits(MatrixView<const T> h, int64_t tile, MatrixView<T> logits) const;
  // Turns logits into exp(logit - max), and keeps the target's logit where the target is
  // in the tile.
  void Exponentials(int64_t tile, absl::Span<const uint32_t> targets, MatrixView<T> logits,
                    TileSum* sums, T* target_logits) const;
  // Per row, from its tiles' sums: the log of the sum of exp(logit) over all words.
  static double LogSum(const TileSum* sums, int64_t tiles, int64_t rows, int64_t row);

  double ForwardPiece(MatrixView<const T> h, absl::Span<const uint32_t> targets, T row_share);
  void BackwardPiece(MatrixView<const T> h, absl::Span<const uint32_t> targets, T row_share,
                     bool first, bool last, MatrixView<T> dh, GradientSink<T>& sink);

  Parameter<T> weight_;
  Parameter<T> bias_;
  const int64_t piece_bytes_;

  // Of the current piece, tile after tile.
  Matrix<T> exponentials_;
  std::vector<TileSum> sums_;
  // exponential x scale = dL/dlogit, the target's share aside; [tiles x rows].
  Matrix<T> scales_;
  std::vector<T> target_logits_;
  std::vector<double> losses_;
  // A group of tiles sums its share of dh; one matrix a group.
  Matrix<T> group_dh_;
  // Summed over the pieces of a batch, where there are several.
  Matrix<T> weight_gradient_;
  Matrix<T> bias_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_SOFTMAX_OUTPUT_H_
