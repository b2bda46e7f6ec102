#ifndef WINDOWLM_SRC_TRAIN_READ_LABELS_H_
#define WINDOWLM_SRC_TRAIN_READ_LABELS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/output/output_layer.h"

namespace windowlm {

// Finds the labels of a corpus that is to be learnt with the objective `label`, the pairs of words,
// and the lines that have labels; sets their numbers in *config, before it is resolved. Errors
// (kInvalidArgument): no line for training has a label, or all have the same one; no line for
// validation has one.
absl::Status ReadLabels(PreparedCorpus* corpus, TrainConfig* config);

// What the targets of a labelled corpus stand for. With `balance` the lines count by the rarity of
// their labels, so that all labels together count alike.
std::vector<TargetSet> TargetSetsOf(const LabelledCorpus& corpus, bool balance);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_READ_LABELS_H_
