#include "src/config/option_ranges.h"

#include <cmath>
#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/option.pb.h"
#include "src/base/number_text.h"
#include "src/config/option_needs.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"

namespace windowlm {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// The bounds in words: "from 0 to less than 1", "above 0", "at least 2, or 0 for all".
std::string RangeText(const OptionDeclaration& range) {
  const bool bounded = range.has_most() || range.has_below();
  std::string text;
  if (range.has_least()) {
    absl::StrAppend(&text, bounded ? "from " : "at least ", NumberText(range.least()));
  }
  if (range.has_above()) absl::StrAppend(&text, "above ", NumberText(range.above()));
  if (range.has_most()) {
    absl::StrAppend(&text, range.has_above() ? " and at most " : " to ", NumberText(range.most()));
  }
  if (range.has_below()) absl::StrAppend(&text, " to less than ", NumberText(range.below()));
  // If 0 is within the bounds, they need not mention it.
  const bool has_zero = range.has_least() && range.least() <= 0;
  if (!range.zero().empty() && !has_zero) absl::StrAppend(&text, ", or 0 for ", range.zero());
  return text.empty() ? "a finite number" : text;
}

// Whether the number is one of a float, in which training calculates: neither too large for it, nor
// so small that it would be 0.
bool FitsFloat(double value) {
  return std::abs(value) <= std::numeric_limits<float>::max() &&
         (value == 0 || static_cast<float>(value) != 0);
}

bool IsWithin(double value, const OptionDeclaration& range) {
  if (value == 0 && !range.zero().empty()) return true;
  return FitsFloat(value) && (!range.has_least() || value >= range.least()) &&
         (!range.has_above() || value > range.above()) &&
         (!range.has_most() || value <= range.most()) &&
         (!range.has_below() || value < range.below());
}

absl::Status OutOfRange(absl::string_view what, const OptionDeclaration& range,
                        absl::string_view value) {
  return absl::InvalidArgumentError(
      absl::StrCat(what, " must be ", RangeText(range), ", and is ", value));
}

absl::Status CheckList(const Option& option, const Message& message) {
  const OptionDeclaration& range = option.declaration();
  const Reflection& reflection = *message.GetReflection();
  const int size = reflection.FieldSize(message, &option.field());
  if (range.most_values() > 0 && size > range.most_values()) {
    return absl::InvalidArgumentError(absl::StrCat(
        option.name(), " takes at most ", range.most_values(), " numbers, and has ", size));
  }
  for (int i = 0; i < size; ++i) {
    const int32_t value = reflection.GetRepeatedInt32(message, &option.field(), i);
    if (!IsWithin(value, range)) {
      return OutOfRange(absl::StrCat("each number of ", option.name()), range, absl::StrCat(value));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckChoice(const Option& option, const Message& root, bool settled) {
  const Message& message = option.MessageIn(root);
  const int value = message.GetReflection()->GetEnumValue(message, &option.field());
  const google::protobuf::EnumValueDescriptor* known =
      option.field().enum_type()->FindValueByNumber(value);
  if (known != nullptr && (known->options().HasExtension(choice) || (!settled && value == 0))) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      option.name(), " must be one of its choices, and is ", OptionText(option, root)));
}

absl::Status CheckOption(const Option& option, const Message& root, bool settled) {
  const Message& message = option.MessageIn(root);
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor& field = option.field();
  double value = 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      if (field.is_repeated()) return CheckList(option, message);
      value = reflection.GetInt32(message, &field);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      value = static_cast<double>(reflection.GetInt64(message, &field));
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      value = static_cast<double>(reflection.GetUInt64(message, &field));
      break;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      value = reflection.GetDouble(message, &field);
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      return CheckChoice(option, root, settled);
    default:
      return absl::OkStatus();
  }
  if (IsWithin(value, option.declaration())) return absl::OkStatus();
  return OutOfRange(option.name(), option.declaration(), OptionText(option, root));
}

}  // namespace

absl::Status CheckGivenRanges(const Message& root) {
  for (const Option& option : OptionTable::Of(*root.GetDescriptor()).options()) {
    if (!IsPresent(option, root)) continue;
    absl::Status status = CheckOption(option, root, /*settled=*/false);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckSettledRanges(const Message& root) {
  for (const Option& option : OptionTable::Of(*root.GetDescriptor()).options()) {
    if (UnmetNeed(option, root).has_value()) continue;
    absl::Status status = CheckOption(option, root, /*settled=*/true);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace windowlm
