#include "src/train/step_preparation.h"

#include <cstdint>

namespace windowlm {

const PreparedStep& StepPreparation::At(uint64_t step) {
  return prepared_.At(step, plan_.steps(), [this](uint64_t number, PreparedStep* prepared) {
    fill_(plan_.At(number), &prepared->batch);
    prepared->regularization = {config_.input_dropout(), config_.hidden_dropout(), config_.seed(),
                                number, config_.hidden_noise()};
    model_.Prepare(prepared);
  });
}

}  // namespace windowlm
