#ifndef WINDOWLM_SRC_NN_GAUSSIAN_NOISE_H_
#define WINDOWLM_SRC_NN_GAUSSIAN_NOISE_H_

#include "src/base/matrix.h"
#include "src/nn/dropout.h"

namespace windowlm {

// Adds to each number of x its own draw from the normal distribution with mean 0 and this standard
// deviation (Bishop 1995, "Training with Noise is Equivalent to Tikhonov Regularization"). The draw
// is a pure function of the key and of the number's place. The gradient passes unchanged. Runs its
// tiles on the program's threads; x must have no gaps between rows. deviation >= 0; 0 changes
// nothing.
template <typename T>
void AddGaussianNoise(double deviation, const DropoutKey& key, MatrixView<T> x);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_GAUSSIAN_NOISE_H_
