#ifndef WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_WEIGHT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_WEIGHT_H_

#include <cstdint>
#include <vector>

#include "src/nn/initialization.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The weight of an output layer over all words: its own or, if it is tied, the model's embedding
// table.
template <typename T>
class OutputWeight {
 public:
  // Makes an own weight [words x in] of zeros if `tied` is null. Otherwise the weight is *tied,
  // which outlives this and has `in` columns and at least `words` rows.
  OutputWeight(int64_t in, int64_t words, Parameter<T>* tied)
      : own_{"output.weight", 0, tied == nullptr ? Matrix<T>(words, in) : Matrix<T>()},
        tied_(tied) {}

  Parameter<T>& parameter() { return tied_ == nullptr ? own_ : *tied_; }
  const Matrix<T>& value() const { return tied_ == nullptr ? own_.value : tied_->value; }

  // Appends the weight to the model's parameters if it is the layer's own.
  void AddTo(std::vector<Parameter<T>*>& parameters) {
    if (tied_ == nullptr) parameters.push_back(&own_);
  }

  // Sets an own weight at random by `seed`; the model does so for a tied one.
  void Initialize(uint64_t seed) {
    if (tied_ != nullptr) return;
    FillUniform(
        seed,
        InitializationBound(own_.value.columns(), own_.value.rows(), ActivationFunction::kLinear),
        own_);
  }

 private:
  Parameter<T> own_;
  Parameter<T>* const tied_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_WEIGHT_H_
