#ifndef WINDOWLM_SRC_TRAIN_BUILD_IDENTITY_H_
#define WINDOWLM_SRC_TRAIN_BUILD_IDENTITY_H_

#include <string>

namespace windowlm {

// A text that differs for each build of the program: its version, and the size and CRC-32C of the
// file that runs.
std::string BuildIdentity();

// The type of this machine's processor, as Linux names it; empty if Linux does not.
std::string ProcessorType();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_BUILD_IDENTITY_H_
