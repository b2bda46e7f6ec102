#ifndef WINDOWLM_SRC_MODEL_CONVOLUTION_H_
#define WINDOWLM_SRC_MODEL_CONVOLUTION_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/model/hidden_layers.h"
#include "src/nn/dense_layer.h"
#include "src/nn/parameter.h"

namespace windowlm {

// A convolution over the words of lines, and pooling (Kim 2014, arXiv 1408.5882, with windows of
// one size): a dense layer reads each window of W = 2C + 1 words, a word and C on either side,
//
//   y_p = f(W [x_(p-C); ...; x_(p+C)] + b),    zeros in place of words beyond the line's ends
//
// and a line's result is, for each number of y, the greatest or the mean over the line's words,
// then with noise and dropout; zeros if the line has no words. Of equal numbers the first is the
// greatest. In training all windows of a batch are in memory at once.
//
// Call it from one thread at a time. It runs on the program's threads.
template <typename T>
class Convolution {
 public:
  // For embeddings of `dim` numbers, windows of `context` words on either side, and `filters`
  // numbers of a window. All parameters are zero.
  Convolution(int64_t dim, int64_t context, int64_t filters, ActivationFunction activation,
              Combine pooling, Precision precision);

  void Initialize(uint64_t seed);

  // Returns [lines x filters], valid until the next call. x [words x dim] are the lines' words, one
  // line after the other, without gaps between rows; line i ends before word ends[i].
  MatrixView<const T> Forward(MatrixView<const T> x, absl::Span<const uint32_t> ends,
                              const HiddenPass& pass);

  // Takes the `ends` and `pass` of the last Forward, and in `gradient` dL/d(its result), which is
  // overwritten. Writes dx = dL/dx and gives the parameters' gradients to the sink.
  void Backward(absl::Span<const uint32_t> ends, const HiddenPass& pass, MatrixView<T> gradient,
                MatrixView<T> dx, GradientSink<T>& sink);

  // The weight [filters x W dim], and the bias.
  std::vector<Parameter<T>*> parameters() { return {&dense_.weight(), &dense_.bias()}; }
  int64_t out() const { return dense_.out(); }

 private:
  // Words first .. last - 1 of a batch, whose windows are the first rows of windows_.
  struct Piece {
    int64_t first;
    int64_t last;
  };

  void Gather(MatrixView<const T> x, absl::Span<const uint32_t> ends, const Piece& piece);
  void Pool(absl::Span<const uint32_t> ends, const Piece& piece);

  const int64_t dim_;
  const int64_t context_;
  const bool takes_greatest_;
  DenseLayer<T> dense_;
  // Of the last Forward, or the last piece of a query's: the windows and what the layer makes of
  // them, with rows of zeros behind them; and for each line and filter the word whose window has
  // the greatest number.
  Matrix<T> windows_;
  Matrix<T> values_;
  Matrix<T> pooled_;
  std::vector<int64_t> greatest_;
  // Gradients of these.
  Matrix<T> window_gradient_;
  Matrix<T> value_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_CONVOLUTION_H_
