#include "src/config/option_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "proto/option.pb.h"
#include "proto/train_config.pb.h"

namespace windowlm {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;

// What the names of an enumeration's values have in common, up to an underscore: "LOSS_".
absl::string_view CommonPrefix(const EnumDescriptor& type) {
  absl::string_view prefix = type.value(0)->name();
  for (int i = 1; i < type.value_count(); ++i) {
    const std::string& name = type.value(i)->name();
    const size_t longest = std::min(prefix.size(), name.size());
    const auto differing = std::mismatch(prefix.begin(), prefix.begin() + longest, name.begin());
    prefix = prefix.substr(0, differing.first - prefix.begin());
  }
  return prefix.substr(0, prefix.rfind('_') + 1);
}

// The field, of `type` or of a message within it, whose values are of this enumeration; null if
// there is none.
const FieldDescriptor* FindField(const Descriptor& type, const EnumDescriptor& choices) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.enum_type() == &choices) return &field;
    if (field.message_type() == nullptr) continue;
    const FieldDescriptor* within = FindField(*field.message_type(), choices);
    if (within != nullptr) return within;
  }
  return nullptr;
}

std::string WithHyphens(absl::string_view name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
}

}  // namespace

std::string OptionName(const FieldDescriptor& field) {
  const std::string& declared = field.options().GetExtension(option).name();
  return absl::StrCat("--", declared.empty() ? WithHyphens(field.name()) : declared);
}

std::string ChoiceName(const EnumValueDescriptor& choice) {
  return WithHyphens(absl::string_view(choice.name()).substr(CommonPrefix(*choice.type()).size()));
}

const EnumValueDescriptor* FindChoice(const EnumDescriptor& type, const std::string& name) {
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.options().HasExtension(choice) && ChoiceName(value) == name) return &value;
  }
  return nullptr;
}

std::string OptionWith(const EnumValueDescriptor& choice) {
  const FieldDescriptor* field = FindField(*TrainConfig::descriptor(), *choice.type());
  return absl::StrCat(field == nullptr ? "" : absl::StrCat(OptionName(*field), "="),
                      ChoiceName(choice));
}

}  // namespace windowlm
