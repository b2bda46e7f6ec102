#ifndef WINDOWLM_SRC_CONFIG_OPTION_DIFFERENCE_H_
#define WINDOWLM_SRC_CONFIG_OPTION_DIFFERENCE_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/types/optional.h"

namespace windowlm {

// A field whose values in two messages differ.
struct FieldDifference {
  // An option's name as it is typed, with its dashes; any other field's name, with spaces.
  std::string name;
  // The values as they would be typed.
  std::string a;
  std::string b;
};

// The first field in which two messages of one type differ, in the order of the proto file,
// messages within them included; none if they are equal. An absent field equals one that is zero;
// the doubles 0 and -0 differ.
absl::optional<FieldDifference> FirstDifference(const google::protobuf::Message& a,
                                                const google::protobuf::Message& b);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OPTION_DIFFERENCE_H_
