#include "src/train/memory_estimate.h"

#include "src/model/make_output_layer.h"
#include "src/model/model_config.h"
#include "src/nn/optimizer.h"

namespace windowlm {

int64_t EstimateMemory(const TrainConfig& config, int64_t vocabulary_size) {
  const ModelConfig& model = config.model();
  const int64_t parameters = CountParameters(model, vocabulary_size);
  const int64_t state = Optimizer<float>::StateTensors(config.optimizer());
  int64_t width = InputWidth(model);
  // Input, its gradient, and the sums of the latter by word; outputs, dropped outputs and gradients
  // of the hidden layers.
  int64_t numbers_per_row = 3 * width;
  int64_t layer_gradients = 0;
  for (const int32_t size : model.hidden()) {
    numbers_per_row += 3 * int64_t{size};
    layer_gradients += (width + 1) * size;
    width = size;
  }
  return (parameters * (1 + state) + layer_gradients + config.batch_size() * numbers_per_row) *
             static_cast<int64_t>(sizeof(float)) +
         OutputWorkspaceBytes(model, config.precision(), config.batch_size(), width,
                              vocabulary_size - 1);
}

}  // namespace windowlm
