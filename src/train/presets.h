#ifndef WINDOWLM_SRC_TRAIN_PRESETS_H_
#define WINDOWLM_SRC_TRAIN_PRESETS_H_

#include "proto/train_config.pb.h"

namespace windowlm {

// Sets of options for who wants a language model and not to choose: how much time it may take.
enum class Preset { kFast, kBalanced, kBest };

// Sets the model's shape and parts, its loss, its learning rate and with it the batch size. Epochs
// and the input's dropout become automatic: ResolveTrainConfig fills them in by the corpus's size.
// Leaves all else as it is.
void ApplyPreset(Preset preset, TrainConfig* config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_PRESETS_H_
