#include "src/train/message_difference.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace windowlm {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// On the command line optimizer.kind is --optimizer, and so is a file that training starts from one
// option.
std::string OptionName(const FieldDescriptor& field, const FieldDescriptor* parent) {
  const bool is_part = parent != nullptr &&
                       (field.name() == "kind" || parent->message_type()->name() == "StartSummary");
  return absl::StrReplaceAll(is_part ? parent->name() : field.name(), {{"_", "-"}});
}

// LOSS_ADAPTIVE_SOFTMAX is "adaptive-softmax": what the enum's values have in common is that
// before AUTO in the first of them.
std::string ChoiceText(absl::string_view value, const google::protobuf::EnumDescriptor& type) {
  const absl::string_view prefix = absl::StripSuffix(type.value(0)->name(), "AUTO");
  return absl::StrReplaceAll(absl::AsciiStrToLower(absl::StripPrefix(value, prefix)), {{"_", "-"}});
}

std::string ValueText(const Message& message, const FieldDescriptor& field) {
  std::vector<std::string> values;
  const int count = field.is_repeated() ? message.GetReflection()->FieldSize(message, &field) : 1;
  for (int i = 0; i < count; ++i) {
    std::string value;
    TextFormat::PrintFieldValueToString(message, &field, field.is_repeated() ? i : -1, &value);
    values.push_back(field.enum_type() == nullptr ? value : ChoiceText(value, *field.enum_type()));
  }
  return values.empty() ? "none" : absl::StrJoin(values, ",");
}

absl::optional<FieldDifference> FirstDifferenceWithin(const Message& a, const Message& b,
                                                      const FieldDescriptor* parent) {
  const google::protobuf::Descriptor& type = *a.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      const auto within = FirstDifferenceWithin(a.GetReflection()->GetMessage(a, &field),
                                                b.GetReflection()->GetMessage(b, &field), &field);
      if (within.has_value()) return within;
      continue;
    }
    const std::string value_a = ValueText(a, field);
    const std::string value_b = ValueText(b, field);
    if (value_a != value_b) return FieldDifference{OptionName(field, parent), value_a, value_b};
  }
  return absl::nullopt;
}

}  // namespace

absl::optional<FieldDifference> FirstDifference(const Message& a, const Message& b) {
  return FirstDifferenceWithin(a, b, nullptr);
}

}  // namespace windowlm
