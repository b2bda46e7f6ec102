#ifndef WINDOWLM_SRC_INPUT_BYTE_FEED_H_
#define WINDOWLM_SRC_INPUT_BYTE_FEED_H_

#include <functional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// A stream of bytes of unknown length, such as a pipe's or a decompressor's. Each call returns the
// next bytes, valid until the next call, or none at the end. An error is final, and names the
// source.
using ByteFeed = std::function<absl::StatusOr<absl::string_view>()>;

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_BYTE_FEED_H_
