#ifndef WINDOWLM_SRC_TRAIN_PRESETS_H_
#define WINDOWLM_SRC_TRAIN_PRESETS_H_

#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Sets the options of a preset, which is not PRESET_NONE: the model's shape and parts, its loss,
// its learning rate and with it the batch size. Epochs and the input's dropout become automatic:
// ResolveTrainConfig fills them in by the corpus's size. Leaves all else as it is.
void ApplyPreset(Preset preset, TrainConfig* config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_PRESETS_H_
