// The names that other programs have for windowlm's options and choices. Users who come from these
// programs type them.

#ifndef WINDOWLM_SRC_CONFIG_OTHER_NAMES_H_
#define WINDOWLM_SRC_CONFIG_OTHER_NAMES_H_

#include <google/protobuf/descriptor.h>

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/config/option_table.h"

namespace windowlm {

// What to type for an option that another program calls `name`, in words: the name of an option of
// `table`, or a longer text; none if no program is known to have it. Dashes before the name,
// capitals, and "_" for "-" make no difference.
absl::optional<std::string> OurNameForOption(const OptionTable& table, absl::string_view name);

// What to type for a choice that another program calls `name`: "softmax" for "cross-entropy"; none
// if no program is known to have it.
absl::optional<std::string> OurNameForChoice(const google::protobuf::EnumDescriptor& type,
                                             absl::string_view name);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OTHER_NAMES_H_
