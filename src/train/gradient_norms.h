#ifndef WINDOWLM_SRC_TRAIN_GRADIENT_NORMS_H_
#define WINDOWLM_SRC_TRAIN_GRADIENT_NORMS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/nn/parameter.h"

namespace windowlm {

// The Euclidean length of the gradient of a parameter in one step.
struct GradientNorm {
  std::string parameter;
  double length;
};

// Measures a step's gradients on their way to the optimizer. They are the same on any number of
// threads. Call it from one thread, but for Rows.
class GradientNorms : public GradientSink<float> {
 public:
  // For these parameters, whose slots are 0, 1, ...
  explicit GradientNorms(const std::vector<Parameter<float>*>& parameters);

  // Begins a step whose gradients go on to `next`.
  void BeginStep(GradientSink<float>& next);

  void Rows(Parameter<float>& parameter, int64_t first_row, int64_t count,
            const float* gradient) override;

  // Those of the last step, of each parameter that got a gradient.
  std::vector<GradientNorm> Lengths() const;

 private:
  const std::vector<Parameter<float>*> parameters_;
  GradientSink<float>* next_ = nullptr;
  // For each parameter the square of the length of each row's gradient, or -1 where none came: rows
  // come from several threads, and are added up in their own order.
  std::vector<std::vector<double>> squares_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_GRADIENT_NORMS_H_
