#ifndef WINDOWLM_SRC_TRAIN_BUILD_IDENTITY_H_
#define WINDOWLM_SRC_TRAIN_BUILD_IDENTITY_H_

#include <string>

namespace windowlm {

// Tells this program from any other build of it: its version, and the size and CRC-32C of the
// file that runs.
std::string BuildIdentity();

// The type of this machine's processor, as Linux names it; empty where it does not.
std::string ProcessorType();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_BUILD_IDENTITY_H_
