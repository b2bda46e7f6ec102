#include "src/config/option_value.h"

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "proto/option.pb.h"
#include "src/base/number_text.h"
#include "src/config/option_name.h"
#include "src/config/other_names.h"

namespace windowlm {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

absl::Status NoValue(const Option& option, absl::string_view what, absl::string_view typed) {
  return absl::InvalidArgumentError(
      absl::StrCat(option.name(), " takes ", what, ", and \"", typed, "\" is not one"));
}

std::vector<std::string> ChoiceNames(const google::protobuf::EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.options().HasExtension(choice)) names.push_back(ChoiceName(value));
  }
  return names;
}

absl::Status SetChoice(const Option& option, const std::string& typed, Message& message) {
  const google::protobuf::EnumDescriptor& type = *option.field().enum_type();
  const EnumValueDescriptor* value = FindChoice(type, typed);
  if (value == nullptr) {
    const absl::optional<std::string> ours = OurNameForChoice(type, typed);
    return absl::InvalidArgumentError(absl::StrCat(
        option.name(), " takes one of ", absl::StrJoin(ChoiceNames(type), ", "), ", and \"", typed,
        "\" is none of them", ours.has_value() ? absl::StrCat("; windowlm calls it ", *ours) : ""));
  }
  message.GetReflection()->SetEnum(&message, &option.field(), value);
  return absl::OkStatus();
}

absl::Status SetNumbers(const Option& option, absl::string_view typed, Message& message) {
  std::vector<int32_t> numbers;
  if (typed != option.declaration().empty()) {
    const std::string separator = ListSeparator(option);
    for (const absl::string_view part : absl::StrSplit(typed, separator)) {
      int32_t number = 0;
      if (!ParseNumber(part, &number)) {
        return absl::InvalidArgumentError(
            absl::StrCat(option.name(), " takes whole numbers separated by ",
                         separator == "," ? "commas" : separator, ", or ",
                         option.declaration().empty(), ", and \"", typed, "\" is neither"));
      }
      numbers.push_back(number);
    }
  }
  const Reflection& reflection = *message.GetReflection();
  reflection.ClearField(&message, &option.field());
  for (const int32_t number : numbers) reflection.AddInt32(&message, &option.field(), number);
  return absl::OkStatus();
}

// Calls set(number) with the number that was typed; the error says that `what` was expected.
template <typename Number, typename Set>
absl::Status SetNumber(const Option& option, absl::string_view what, absl::string_view typed,
                       Set set) {
  Number number = 0;
  if (!ParseNumber(typed, &number)) return NoValue(option, what, typed);
  set(number);
  return absl::OkStatus();
}

std::string ValueText(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return ExactNumberText(reflection.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_ENUM: {
      // A file may hold a number that has no name.
      const int value = reflection.GetEnumValue(message, &field);
      const EnumValueDescriptor* known = field.enum_type()->FindValueByNumber(value);
      return known == nullptr ? absl::StrCat(value) : ChoiceName(*known);
    }
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, &field);
    default:
      return "";
  }
}

bool IsZeroValue(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      // Protocol Buffers does not take -0 for 0 either.
      const double value = reflection.GetDouble(message, &field);
      uint64_t bits = 0;
      std::memcpy(&bits, &value, sizeof(bits));
      return bits == 0;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return !reflection.GetBool(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.GetEnumValue(message, &field) == 0;
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, &field).empty();
    default:
      return ValueText(message, field) == "0";
  }
}

void SetZero(const FieldDescriptor* field, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return reflection.SetInt32(&message, field, 0);
    case FieldDescriptor::CPPTYPE_INT64:
      return reflection.SetInt64(&message, field, 0);
    case FieldDescriptor::CPPTYPE_UINT64:
      return reflection.SetUInt64(&message, field, 0);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return reflection.SetDouble(&message, field, 0);
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.SetBool(&message, field, false);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.SetEnumValue(&message, field, 0);
    default:
      return;
  }
}

}  // namespace

std::string ListSeparator(const Option& option) {
  const std::string& separator = option.declaration().separator();
  return separator.empty() ? "," : separator;
}

absl::Status SetOption(const Option& option, absl::string_view typed, Message& root) {
  Message& message = option.MessageIn(root);
  const Reflection& reflection = *message.GetReflection();
  const FieldDescriptor* field = &option.field();
  constexpr char kWhole[] = "a whole number";
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      if (field->is_repeated()) return SetNumbers(option, typed, message);
      return SetNumber<int32_t>(option, kWhole, typed, [&](int32_t number) {
        reflection.SetInt32(&message, field, number);
      });
    case FieldDescriptor::CPPTYPE_INT64:
      return SetNumber<int64_t>(option, kWhole, typed, [&](int64_t number) {
        reflection.SetInt64(&message, field, number);
      });
    case FieldDescriptor::CPPTYPE_UINT64:
      return SetNumber<uint64_t>(
          option, "a whole number from 0 to 18446744073709551615", typed,
          [&](uint64_t number) { reflection.SetUInt64(&message, field, number); });
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return SetNumber<double>(option, "a number", typed, [&](double number) {
        reflection.SetDouble(&message, field, number);
      });
    case FieldDescriptor::CPPTYPE_BOOL:
      if (typed != "true" && typed != "false") return NoValue(option, "true or false", typed);
      reflection.SetBool(&message, field, typed == "true");
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetChoice(option, std::string(typed), message);
    default:
      if (field->is_repeated()) {
        reflection.AddString(&message, field, std::string(typed));
      } else {
        reflection.SetString(&message, field, std::string(typed));
      }
      return absl::OkStatus();
  }
}

std::string OptionText(const Option& option, const Message& root) {
  const Message& message = option.MessageIn(root);
  const FieldDescriptor& field = option.field();
  if (!field.is_repeated()) return ValueText(message, field);
  const Reflection& reflection = *message.GetReflection();
  const int size = reflection.FieldSize(message, &field);
  std::vector<std::string> values;
  values.reserve(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i) {
    values.push_back(field.cpp_type() == FieldDescriptor::CPPTYPE_STRING
                         ? reflection.GetRepeatedString(message, &field, i)
                         : absl::StrCat(reflection.GetRepeatedInt32(message, &field, i)));
  }
  return values.empty() ? option.declaration().empty()
                        : absl::StrJoin(values, ListSeparator(option));
}

bool IsPresent(const Option& option, const Message& root) {
  const Message& message = option.MessageIn(root);
  return option.field().is_repeated() ? !IsZero(option, root)
                                      : message.GetReflection()->HasField(message, &option.field());
}

bool IsZero(const Option& option, const Message& root) {
  const Message& message = option.MessageIn(root);
  return option.field().is_repeated()
             ? message.GetReflection()->FieldSize(message, &option.field()) == 0
             : IsZeroValue(message, option.field());
}

void ClearOption(const Option& option, Message& root) {
  Message& message = option.MessageIn(root);
  message.GetReflection()->ClearField(&message, &option.field());
}

void SetDefaults(Message& root) {
  for (const Option& option : OptionTable::Of(*root.GetDescriptor()).options()) {
    const std::string& value = option.declaration().default_value();
    // No declared default is an error; a test makes sure of that.
    if (!value.empty()) SetOption(option, value, root).IgnoreError();
  }
}

void ClearZeroes(Message* root) {
  const Reflection& reflection = *root->GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*root, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->is_repeated()) continue;
    if (field->message_type() != nullptr) {
      ClearZeroes(reflection.MutableMessage(root, field));
    } else if (IsZeroValue(*root, *field)) {
      reflection.ClearField(root, field);
    }
  }
}

void SetZeroes(Message* root) {
  const Reflection& reflection = *root->GetReflection();
  for (int i = 0; i < root->GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = root->GetDescriptor()->field(i);
    if (field->is_repeated()) continue;
    if (field->message_type() != nullptr) {
      if (reflection.HasField(*root, field)) SetZeroes(reflection.MutableMessage(root, field));
    } else if (field->has_presence() && !reflection.HasField(*root, field)) {
      SetZero(field, *root);
    }
  }
}

}  // namespace windowlm
