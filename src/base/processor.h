#ifndef WINDOWLM_SRC_BASE_PROCESSOR_H_
#define WINDOWLM_SRC_BASE_PROCESSOR_H_

#include "absl/status/status.h"

namespace windowlm {

// Whether this processor has the instructions that the program was compiled for; the
// error names what is missing. To be asked before anything else runs.
absl::Status CheckProcessor();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PROCESSOR_H_
