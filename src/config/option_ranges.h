#ifndef WINDOWLM_SRC_CONFIG_OPTION_RANGES_H_
#define WINDOWLM_SRC_CONFIG_OPTION_RANGES_H_

#include <google/protobuf/message.h>

#include "absl/status/status.h"

namespace windowlm {

// Checks that every value that is present is within its declared bounds, in a configuration that
// may still have automatic values. kInvalidArgument names the first option whose value is not:
// "--top must be from 1 to 100, and is 0".
absl::Status CheckGivenRanges(const google::protobuf::Message& root);

// Checks the values of a configuration that has no automatic values left. An absent field counts as
// zero, and an enumeration's value 0 is an error unless it can be chosen. Options with a need that
// is not met are not checked. Errors are those of CheckGivenRanges.
absl::Status CheckSettledRanges(const google::protobuf::Message& root);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OPTION_RANGES_H_
