#ifndef WINDOWLM_SRC_MODEL_FILE_KIND_H_
#define WINDOWLM_SRC_MODEL_FILE_KIND_H_

// Tells from a file's header what kind of windowlm file it is, so that a file of the wrong kind is
// named as such and not called damaged. Messages call the file `name`.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"

namespace windowlm {

// OK for a model of any kind; kFailedPrecondition for a training's checkpoint, which is no model.
absl::Status CheckIsModel(const FileHeader& header, absl::string_view name);
// OK for a model with embeddings that tell of words and for imported vectors; kFailedPrecondition
// for a checkpoint, for an n-gram model, which has none, and for a model of labels.
absl::Status CheckHasEmbeddings(const FileHeader& header, absl::string_view name);

// Whether the vocabulary tells how often its words were seen: that of imported vectors does not,
// nor that of an imported n-gram model, unless it is another model's.
bool HasCounts(const FileHeader& header);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_FILE_KIND_H_
