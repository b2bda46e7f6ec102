#ifndef WINDOWLM_SRC_VECTORS_FOREIGN_FILE_KIND_H_
#define WINDOWLM_SRC_VECTORS_FOREIGN_FILE_KIND_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// kInvalidArgument for a file `name` that starts with these bytes if it is of a kind that people
// mistake for a file of word vectors; the message says of which, and what to do with it. For a text
// the bytes should be many, for others a hundred are enough.
absl::Status CheckIsNoOtherKind(absl::string_view name, absl::string_view start);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FOREIGN_FILE_KIND_H_
