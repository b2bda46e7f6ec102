#ifndef WINDOWLM_SRC_TRAIN_MAKE_TRAINING_STEPS_H_
#define WINDOWLM_SRC_TRAIN_MAKE_TRAINING_STEPS_H_

#include <memory>

#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/window_model.h"
#include "src/nn/optimizer.h"
#include "src/train/training_plan.h"
#include "src/train/training_steps.h"

namespace windowlm {

// Makes the way that `config`, which is resolved, asks for: batches of windows for the whole model
// (StepPreparation), or the small steps of ColumnSteps. All arguments outlive the result.
std::unique_ptr<TrainingSteps> MakeTrainingSteps(const TrainConfig& config,
                                                 const TrainingPlan& plan,
                                                 const PreparedCorpus& corpus,
                                                 WindowModel<float>& model,
                                                 Optimizer<float>& optimizer);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_MAKE_TRAINING_STEPS_H_
