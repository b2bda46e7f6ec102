#ifndef WINDOWLM_SRC_BASE_PROCESSOR_H_
#define WINDOWLM_SRC_BASE_PROCESSOR_H_

#include "absl/status/status.h"

namespace windowlm {

// Checks that this processor has the instructions that the program was compiled for; the error
// names the first that is missing. Call it before anything else.
absl::Status CheckProcessor();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PROCESSOR_H_
