#ifndef WINDOWLM_TESTS_NN_COLLECTING_SINK_H_
#define WINDOWLM_TESTS_NN_COLLECTING_SINK_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Keeps a dense copy of the gradients of one step, and fails the test where a row comes
// twice or is no row of its parameter. A parameter is told by its address.
template <typename T>
class CollectingSink : public GradientSink<T> {
 public:
  void Rows(Parameter<T>& parameter, int64_t first_row, int64_t count, const T* gradient) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    Collected& collected = For(parameter);
    if (first_row < 0 || count < 0 || first_row + count > parameter.value.rows()) {
      ADD_FAILURE() << "rows " << first_row << " to " << first_row + count << " of "
                    << parameter.name << ", which has " << parameter.value.rows();
      return;
    }
    for (int64_t row = first_row; row < first_row + count; ++row) {
      if (collected.came[row])
        ADD_FAILURE() << "row " << row << " of " << parameter.name << " twice";
      collected.came[row] = true;
    }
    std::copy_n(gradient, count * collected.gradient.columns(), collected.gradient.row(first_row));
  }

  // The gradient so far, shaped as the parameter: zero where no row came.
  const Matrix<T>& gradient(const Parameter<T>& parameter) { return For(parameter).gradient; }

  // Whether the row came.
  bool Came(const Parameter<T>& parameter, int64_t row) { return For(parameter).came[row]; }

  // Begins the next step.
  void Clear() { collected_.clear(); }

 private:
  struct Collected {
    Matrix<T> gradient;
    std::vector<bool> came;
  };

  Collected& For(const Parameter<T>& parameter) {
    const auto [place, is_new] = collected_.try_emplace(&parameter);
    if (is_new) {
      place->second.gradient.Resize(parameter.value.rows(), parameter.value.columns());
      place->second.came.resize(parameter.value.rows());
    }
    return place->second;
  }

  std::mutex mutex_;
  std::map<const Parameter<T>*, Collected> collected_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_NN_COLLECTING_SINK_H_
