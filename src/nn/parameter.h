#ifndef WINDOWLM_SRC_NN_PARAMETER_H_
#define WINDOWLM_SRC_NN_PARAMETER_H_

#include <cstdint>
#include <string>

#include "src/base/matrix.h"

namespace windowlm {

// A tensor that training changes. A vector of n numbers is [n x 1], so that the rows
// of a weight and the numbers of its bias are addressed alike.
template <typename T>
struct Parameter {
  std::string name;
  // Index in the model's list of parameters, by which the optimizer keeps its state.
  int slot = 0;
  Matrix<T> value;
};

// Receives the gradient of a loss as it is computed, tile by tile, while the tile is
// still in the processor's cache: an optimizer takes its step at once, a test keeps a
// copy, and no gradient of a whole large tensor ever has to exist.
template <typename T>
class GradientSink {
 public:
  virtual ~GradientSink() = default;

  // The gradient of rows [first_row, first_row + count) of `parameter`: count rows
  // without gaps. A step gives each row at most once, and does not read its value
  // afterwards, so the rows may be changed here. Rows that a step never names have
  // gradient zero. Called by several threads at once, for different rows.
  virtual void Rows(Parameter<T>& parameter, int64_t first_row, int64_t count,
                    const T* gradient) = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_PARAMETER_H_
