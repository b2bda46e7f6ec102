#ifndef WINDOWLM_SRC_TRAIN_MESSAGE_DIFFERENCE_H_
#define WINDOWLM_SRC_TRAIN_MESSAGE_DIFFERENCE_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/types/optional.h"

namespace windowlm {

// A field with two values, as the command line names and writes them.
struct FieldDifference {
  // "learning-rate"; a field named `kind` bears the name of what it is the kind of.
  std::string option;
  std::string a;
  std::string b;
};

// The first field, in the order of the proto file and into the messages within, in which two
// messages of one type differ; none where they are equal. Doubles differ by their bits.
absl::optional<FieldDifference> FirstDifference(const google::protobuf::Message& a,
                                                const google::protobuf::Message& b);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_MESSAGE_DIFFERENCE_H_
