#include "src/config/option_difference.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "proto/option.pb.h"
#include "src/config/option_name.h"

namespace windowlm {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::TextFormat;

// A message that is declared as an option is one option, whatever is in it.
std::string NameOf(const FieldDescriptor& field, const FieldDescriptor* parent) {
  if (parent != nullptr && parent->options().HasExtension(option)) return OptionName(*parent);
  return field.options().HasExtension(option) ? OptionName(field)
                                              : absl::StrReplaceAll(field.name(), {{"_", " "}});
}

std::string ValueText(const Message& message, const FieldDescriptor& field, int index) {
  std::string value;
  TextFormat::PrintFieldValueToString(message, &field, index, &value);
  if (field.enum_type() == nullptr) return value;
  const auto* known = field.enum_type()->FindValueByName(value);
  return known == nullptr ? value : ChoiceName(*known);
}

std::string ValuesText(const Message& message, const FieldDescriptor& field) {
  if (!field.is_repeated()) return ValueText(message, field, -1);
  const int size = message.GetReflection()->FieldSize(message, &field);
  std::vector<std::string> values;
  values.reserve(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i) {
    values.push_back(ValueText(message, field, i));
  }
  return values.empty() ? "none" : absl::StrJoin(values, ",");
}

absl::optional<FieldDifference> FirstDifferenceWithin(const Message& a, const Message& b,
                                                      const FieldDescriptor* parent) {
  const google::protobuf::Descriptor& type = *a.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      auto within = FirstDifferenceWithin(a.GetReflection()->GetMessage(a, &field),
                                          b.GetReflection()->GetMessage(b, &field), &field);
      if (within.has_value()) return within;
      continue;
    }
    const std::string value_a = ValuesText(a, field);
    const std::string value_b = ValuesText(b, field);
    if (value_a != value_b) return FieldDifference{NameOf(field, parent), value_a, value_b};
  }
  return absl::nullopt;
}

}  // namespace

absl::optional<FieldDifference> FirstDifference(const Message& a, const Message& b) {
  return FirstDifferenceWithin(a, b, nullptr);
}

}  // namespace windowlm
