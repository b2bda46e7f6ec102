#ifndef WINDOWLM_SRC_MODEL_TIED_GRADIENTS_H_
#define WINDOWLM_SRC_MODEL_TIED_GRADIENTS_H_

#include <cstdint>
#include <vector>

#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Sums the gradients of a table that a model uses twice, as lookup table and as the output layer's
// weight (Press & Wolf 2017, arXiv 1608.05859), so that the sink gets each row once a step. In a
// step the model calls Begin, passes all gradients of the output layer, calls BeginLookup, passes
// those of the lookup, and calls End. Gradients of other parameters go straight to the sink.
template <typename T>
class TiedGradients : public GradientSink<T> {
 public:
  explicit TiedGradients(Parameter<T>& table) : table_(table), pending_(table.value.rows()) {}

  void Begin(GradientSink<T>& sink);
  void BeginLookup() { from_output_ = false; }
  // Passes on the rows that got a gradient from the output layer alone.
  void End();

  void Rows(Parameter<T>& parameter, int64_t first_row, int64_t count, const T* gradient) override;

 private:
  Parameter<T>& table_;
  GradientSink<T>* sink_ = nullptr;
  bool from_output_ = true;
  // The gradients that came from the output layer: [rows x columns of the table].
  Matrix<T> gradient_;
  // Whether a row of gradient_ is still to be passed on. Bytes, not bits, because threads write
  // neighbouring rows.
  std::vector<uint8_t> pending_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_TIED_GRADIENTS_H_
