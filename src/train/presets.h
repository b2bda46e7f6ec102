#ifndef WINDOWLM_SRC_TRAIN_PRESETS_H_
#define WINDOWLM_SRC_TRAIN_PRESETS_H_

#include <cstdint>

#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Sets the options of a preset, which is neither PRESET_AUTO nor PRESET_MIXTURE: the model's shape
// and parts, its loss, its learning rate and with it the batch size, and whether contexts reach
// over the ends of lines. Epochs and the input's dropout become automatic: ResolveTrainConfig fills
// them in by the corpus's size. Leaves all else as it is; PRESET_PLAIN is the default
// configuration.
void ApplyPreset(Preset preset, TrainConfig* config);

// Makes the configuration of PRESET_LABELS that of a convolution: a hidden layer, and no pairs of
// words nor n-grams of characters, which have no place among the words of a line.
void ApplyConvolution(TrainConfig* config);

// The preset of the best language model of a text of so many words.
Preset PresetForText(uint64_t train_words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_PRESETS_H_
