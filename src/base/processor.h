#ifndef WINDOWLM_SRC_BASE_PROCESSOR_H_
#define WINDOWLM_SRC_BASE_PROCESSOR_H_

#include "absl/status/status.h"

namespace windowlm {

// Checks that this processor has the instructions that the program was compiled for; the error
// names the first that is missing. Call it before anything else.
absl::Status CheckProcessor();

// The number of processors that this process may run on, at least 1.
int AvailableProcessors();

// Makes denormal numbers zero on the calling thread, as operands and as results: with them
// arithmetic is many times slower.
void FlushDenormals();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_PROCESSOR_H_
