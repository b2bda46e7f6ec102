#ifndef WINDOWLM_SRC_MODEL_FILE_KIND_H_
#define WINDOWLM_SRC_MODEL_FILE_KIND_H_

// What windowlm's files may be besides what a reader wants: found out from the header, before a
// whole file of another kind is taken for a damaged one.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"

namespace windowlm {

// kFailedPrecondition where the header is that of a training's checkpoint, which is no model.
absl::Status CheckIsModel(const FileHeader& header, absl::string_view name);
// Also where it is that of an n-gram model, which has no embeddings.
absl::Status CheckHasEmbeddings(const FileHeader& header, absl::string_view name);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_FILE_KIND_H_
