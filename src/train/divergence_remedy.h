#ifndef WINDOWLM_SRC_TRAIN_DIVERGENCE_REMEDY_H_
#define WINDOWLM_SRC_TRAIN_DIVERGENCE_REMEDY_H_

#include <cstdint>
#include <string>

#include "proto/train_config.pb.h"

namespace windowlm {

// What to change in a training whose numbers were no longer finite at this step, the first of which
// is 1, for the end of a message: the option that is likeliest at fault.
std::string DivergenceRemedy(const TrainConfig& config, uint64_t step);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_DIVERGENCE_REMEDY_H_
