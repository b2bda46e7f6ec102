#ifndef WINDOWLM_SRC_TRAIN_BATCH_FILLER_H_
#define WINDOWLM_SRC_TRAIN_BATCH_FILLER_H_

#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/train/step_preparation.h"
#include "src/train/training_plan.h"

namespace windowlm {

// What fills the batches of a training's steps: with windows of its text, in the order of each
// epoch or in stretches, or with its lines that have labels. `config` is resolved; all arguments
// outlive the result.
StepPreparation::BatchFiller MakeBatchFiller(const TrainConfig& config, const TrainingPlan& plan,
                                             const PreparedCorpus& corpus);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_BATCH_FILLER_H_
