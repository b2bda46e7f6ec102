#ifndef WINDOWLM_SRC_MODEL_TIED_GRADIENTS_H_
#define WINDOWLM_SRC_MODEL_TIED_GRADIENTS_H_

#include <cstdint>
#include <vector>

#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Adds up the gradients of a table that a model uses twice, as lookup table and as the output
// layer's weight (Press & Wolf 2017, arXiv 1608.05859), so that each row comes to the sink once a
// step. Between Begin and End the model gives this all its gradients: of the table first those from
// the output layer, then, after BeginLookup, those from the lookup.
template <typename T>
class TiedGradients : public GradientSink<T> {
 public:
  explicit TiedGradients(Parameter<T>& table) : table_(table), waits_(table.value.rows()) {}

  void Begin(GradientSink<T>& sink);
  void BeginLookup() { from_output_ = false; }
  // Hands on the rows that came from the output layer alone.
  void End();

  void Rows(Parameter<T>& parameter, int64_t first_row, int64_t count, const T* gradient) override;

 private:
  Parameter<T>& table_;
  GradientSink<T>* sink_ = nullptr;
  bool from_output_ = true;
  // The output layer's rows, and which of them wait to be handed on: bytes, for threads write
  // neighbours.
  Matrix<T> gradient_;
  std::vector<uint8_t> waits_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_TIED_GRADIENTS_H_
