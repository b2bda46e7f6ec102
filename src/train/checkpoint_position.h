#ifndef WINDOWLM_SRC_TRAIN_CHECKPOINT_POSITION_H_
#define WINDOWLM_SRC_TRAIN_CHECKPOINT_POSITION_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"
#include "src/train/training_plan.h"

namespace windowlm {

// OK if a training by this plan can have come to where the checkpoint with this header is;
// kDataLoss, with the checkpoint's path, if a count or a sum of it cannot be.
absl::Status CheckPosition(const FileHeader& header, const TrainingPlan& plan,
                           absl::string_view path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_CHECKPOINT_POSITION_H_
