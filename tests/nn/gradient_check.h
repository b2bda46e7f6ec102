#ifndef WINDOWLM_TESTS_NN_GRADIENT_CHECK_H_
#define WINDOWLM_TESTS_NN_GRADIENT_CHECK_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {

// Expects `analytic` to be the gradient of `loss` with respect to `values`, same shape:
// each number is moved by a step to either side, and the difference of the two losses
// divided by two steps. `loss` computes the loss from what `values` holds at the call;
// afterwards they hold what they held before. `what` names the values in failures.
//
// A central difference is off by the step's square and by the loss's rounding divided by
// the step: below 1e-8 of it for losses of about one whose kinks (relu) are not within
// a step.
inline void ExpectGradient(const std::string& what, absl::FunctionRef<double()> loss,
                           MatrixView<double> values, MatrixView<const double> analytic) {
  constexpr double kStep = 1e-5;
  constexpr double kTolerance = 1e-7;
  ASSERT_EQ(values.rows, analytic.rows) << what;
  ASSERT_EQ(values.columns, analytic.columns) << what;
  for (int64_t i = 0; i < values.rows; ++i) {
    for (int64_t j = 0; j < values.columns; ++j) {
      double& value = values.row(i)[j];
      const double before = value;
      value = before + kStep;
      const double above = loss();
      value = before - kStep;
      const double below = loss();
      value = before;
      const double expected = (above - below) / (2 * kStep);
      ASSERT_NEAR(analytic.row(i)[j], expected, kTolerance * std::max(1.0, std::abs(expected)))
          << what << " at (" << i << ", " << j << ")";
    }
  }
}

// The same for each of `parameters`, with the gradients that a backward pass gave.
inline void ExpectGradients(absl::FunctionRef<double()> loss,
                            const std::vector<Parameter<double>*>& parameters,
                            CollectingSink<double>& sink) {
  for (Parameter<double>* parameter : parameters) {
    ExpectGradient(parameter->name, loss, parameter->value.view(),
                   sink.gradient(*parameter).view());
  }
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_NN_GRADIENT_CHECK_H_
