#include "src/train/gradient_norms.h"

#include <cmath>

#include "src/base/vector_math.h"

namespace windowlm {

GradientNorms::GradientNorms(const std::vector<Parameter<float>*>& parameters)
    : parameters_(parameters), squares_(parameters.size()) {}

void GradientNorms::BeginStep(GradientSink<float>& next) {
  next_ = &next;
  for (const Parameter<float>* parameter : parameters_) {
    squares_[parameter->slot].assign(static_cast<size_t>(parameter->value.rows()), -1.0);
  }
}

void GradientNorms::Rows(Parameter<float>& parameter, int64_t first_row, int64_t count,
                         const float* gradient) {
  const int64_t columns = parameter.value.columns();
  double* squares = squares_[parameter.slot].data() + first_row;
  for (int64_t i = 0; i < count; ++i) {
    const float* row = gradient + i * columns;
    squares[i] = DotProductInDouble(row, row, columns);
  }
  next_->Rows(parameter, first_row, count, gradient);
}

std::vector<GradientNorm> GradientNorms::Lengths() const {
  std::vector<GradientNorm> lengths;
  for (const Parameter<float>* parameter : parameters_) {
    const std::vector<double>& squares = squares_[parameter->slot];
    double sum = 0;
    bool came = false;
    for (const double square : squares) {
      if (square < 0) continue;
      sum += square;
      came = true;
    }
    if (came) lengths.push_back({parameter->name, std::sqrt(sum)});
  }
  return lengths;
}

}  // namespace windowlm
