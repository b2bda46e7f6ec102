#ifndef WINDOWLM_TESTS_MODEL_SMALL_MODELS_H_
#define WINDOWLM_TESTS_MODEL_SMALL_MODELS_H_

#include <cstdint>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/random.h"
#include "src/corpus/window_sampler.h"
#include "src/model/window_model.h"
#include "src/nn/parameter.h"
#include "tests/base/random_matrix.h"

namespace windowlm {

inline ModelConfig ConfigOf(Objective objective, int context, int dim,
                            const std::vector<int>& hidden = {}, Combine combine = COMBINE_CONCAT,
                            Activation activation = ACTIVATION_TANH) {
  ModelConfig config;
  config.set_objective(objective);
  config.set_context(context);
  config.set_dim(dim);
  for (const int size : hidden) config.add_hidden(size);
  config.set_combine(combine);
  config.set_activation(activation);
  config.set_loss(LOSS_SOFTMAX);
  return config;
}

// Every parameter uniform over [-1, 1), biases too.
template <typename T>
void FillParameters(uint64_t seed, const WindowModel<T>& model) {
  for (Parameter<T>* parameter : model.parameters()) {
    FillRandom(seed + static_cast<uint64_t>(parameter->slot), parameter->value.view());
  }
}

// Windows of random ids, those of contexts with `<s>`, targets without.
inline WindowBatch RandomBatch(uint64_t seed, int64_t windows, int64_t window_words,
                               int64_t vocabulary_size) {
  const CounterRandom random(seed, RandomPurpose::kWindowOrder, 1234);
  WindowBatch batch;
  for (int64_t i = 0; i < windows * window_words; ++i) {
    batch.contexts.push_back(static_cast<uint32_t>(random.Below(i, vocabulary_size)));
  }
  for (int64_t i = 0; i < windows; ++i) {
    batch.targets.push_back(
        static_cast<uint32_t>(random.Below(windows * window_words + i, vocabulary_size - 1)));
  }
  return batch;
}

// For who wants the loss alone.
template <typename T>
class DiscardingSink : public GradientSink<T> {
 public:
  void Rows(Parameter<T>&, int64_t, int64_t, const T*) override {}
};

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_SMALL_MODELS_H_
