#ifndef WINDOWLM_SRC_TRAIN_IDLE_OPTIONS_H_
#define WINDOWLM_SRC_TRAIN_IDLE_OPTIONS_H_

#include <vector>

#include "proto/train_config.pb.h"

namespace windowlm {

// An option of the command line that a training makes nothing of.
struct IdleOption {
  // "--momentum"
  const char* name;
  // What it needs: "--optimizer=sgd".
  const char* needs;
};

// All such options of a resolved config, given or not: who gave one will want to know. A value that
// does nothing anyway, such as a momentum of 0, makes no idle option.
// `validates` is whether there is text to validate with.
std::vector<IdleOption> IdleOptions(const TrainConfig& config, bool validates);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_IDLE_OPTIONS_H_
