#ifndef WINDOWLM_SRC_CONFIG_OPTION_VALUE_H_
#define WINDOWLM_SRC_CONFIG_OPTION_VALUE_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "src/config/option_table.h"

namespace windowlm {

// Sets the option's field within `root` to what was typed: a number, a choice's name, numbers
// separated as the option says, "true" or "false". A list of texts gets one more. kInvalidArgument
// says what was expected. Bounds are not checked here, but by CheckGivenRanges.
absl::Status SetOption(const Option& option, absl::string_view typed,
                       google::protobuf::Message& root);

// What stands between the numbers of a list.
std::string ListSeparator(const Option& option);

// The value of the option's field within `root` as it would be typed: "200,100", or the option's
// word for an empty list. Doubles have as many digits as it takes to read the same number again.
std::string OptionText(const Option& option, const google::protobuf::Message& root);

// Whether the field is present. A list counts as present if it is not empty, and a field to which
// proto3 gives no presence if it is not zero.
bool IsPresent(const Option& option, const google::protobuf::Message& root);

// Whether the value is 0, false or empty. An absent field counts as zero.
bool IsZero(const Option& option, const google::protobuf::Message& root);

// Makes the field absent.
void ClearOption(const Option& option, google::protobuf::Message& root);

// Sets every option of `root` that has a fixed default to this default.
void SetDefaults(google::protobuf::Message& root);

// Makes every field absent whose value is 0, false or empty, in `root` and all messages within it.
// Files store a configuration without automatic values in this form.
void ClearZeroes(google::protobuf::Message* root);

// Sets every absent field that can be present to 0 or false, so that a printer shows it, in `root`
// and in the messages within it that are present.
void SetZeroes(google::protobuf::Message* root);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OPTION_VALUE_H_
