#ifndef WINDOWLM_SRC_CONFIG_OPTION_NEEDS_H_
#define WINDOWLM_SRC_CONFIG_OPTION_NEEDS_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/config/option_table.h"

namespace windowlm {

// The first of the option's declared needs that `root`, which has no automatic values left, does
// not meet, in words: "--OPTION=ONE, ANOTHER or A_THIRD"; none if all are met. A need of an option
// that `root` does not have counts as met.
absl::optional<std::string> UnmetNeed(const Option& option, const google::protobuf::Message& root);

// Whether the option needs another choice of the option `of`, such as "loss", than `root` has.
bool NeedsOtherChoice(const Option& option, absl::string_view of,
                      const google::protobuf::Message& root);

// Whether the option has no effect in `root` because of the objective, the loss, the trainer or the
// n-grams, which decide what other options there are. It is then 0, which may be out of its bounds.
bool IsOfAnotherKind(const Option& option, const google::protobuf::Message& root);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OPTION_NEEDS_H_
