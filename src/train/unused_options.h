#ifndef WINDOWLM_SRC_TRAIN_UNUSED_OPTIONS_H_
#define WINDOWLM_SRC_TRAIN_UNUSED_OPTIONS_H_

#include <string>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/config/option_table.h"

namespace windowlm {

// An option that has no effect on a training run.
struct UnusedOption {
  const Option* option;
  // What it needs to have an effect, in words.
  std::string needs;
};

// All options of `config` without an effect, whether they were given or not; users want to know of
// those that they gave. An option whose value switches it off, such as a momentum of 0, is not
// among them. `config` has no automatic values left; `validates` is whether there is text to
// validate with.
std::vector<UnusedOption> UnusedOptions(const TrainConfig& config, bool validates);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_UNUSED_OPTIONS_H_
