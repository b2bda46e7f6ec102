#ifndef WINDOWLM_SRC_NN_LOSSES_H_
#define WINDOWLM_SRC_NN_LOSSES_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/base/matrix.h"

namespace windowlm {

// Losses of a batch. Each function returns the mean over the batch's rows, and writes the gradient
// of that mean with respect to its first argument, in the same shape. `gradient` may be the first
// argument's own memory; its data may be null when it is not wanted. B > 0.

// -log softmax(logits)[target] (natural log). logits [B x n], targets [B] in [0, n);
// gradient (p - onehot(target)) / B.
template <typename T>
double SoftmaxCrossEntropy(MatrixView<const T> logits, absl::Span<const uint32_t> targets,
                           MatrixView<T> gradient);

// -y log a - (1 - y) log(1 - a) with a = sigmoid(logit), summed over a row's columns.
// Targets y [B x n] in [0, 1]; gradient (a - y) / B. Finite for every finite logit.
template <typename T>
double BinaryCrossEntropy(MatrixView<const T> logits, MatrixView<const T> targets,
                          MatrixView<T> gradient);

enum class SquaredErrorScale { kHalf, kWhole };

// (p - y)^2, or half of it, summed over a row's columns. predictions, targets [B x n].
template <typename T>
double SquaredError(MatrixView<const T> predictions, MatrixView<const T> targets,
                    SquaredErrorScale scale, MatrixView<T> gradient);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_LOSSES_H_
