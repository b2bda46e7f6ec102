#ifndef WINDOWLM_SRC_CONFIG_TYPED_OPTIONS_H_
#define WINDOWLM_SRC_CONFIG_TYPED_OPTIONS_H_

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "src/config/option_table.h"

namespace windowlm {

// The option and its value in `root` as they are typed: "--NAME=VALUE", or "--NAME" for a flag that
// is set.
std::string TypedOption(const Option& option, const google::protobuf::Message& root);

// The options that make `root`, which has no automatic values left, again when they are typed. An
// option that is 0, false or empty is left out if this is its default, or if it has no effect with
// the loss. The options under each heading of the help form a group, to be written on a line of its
// own.
std::vector<std::vector<std::string>> TypedOptions(const google::protobuf::Message& root);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_TYPED_OPTIONS_H_
