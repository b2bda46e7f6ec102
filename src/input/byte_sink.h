#ifndef WINDOWLM_SRC_INPUT_BYTE_SINK_H_
#define WINDOWLM_SRC_INPUT_BYTE_SINK_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// Takes the next bytes. An error is final: the writer returns it to its caller and writes no more.
// Writers pass short pieces, so a sink should have a buffer.
using ByteSink = std::function<absl::Status(absl::string_view bytes)>;

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_BYTE_SINK_H_
