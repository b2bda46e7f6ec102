// The names of the options that proto/ declares, and of their choices. Messages take the names from
// here, so that no other C++ file spells them.

#ifndef WINDOWLM_SRC_CONFIG_OPTION_NAME_H_
#define WINDOWLM_SRC_CONFIG_OPTION_NAME_H_

#include <google/protobuf/descriptor.h>
#include <google/protobuf/generated_enum_reflection.h>

#include <string>

namespace windowlm {

// An option's name as it is typed: "--top" for a field `top`.
std::string OptionName(const google::protobuf::FieldDescriptor& field);

// The name of the option whose field has this number:
// OptionName<ModelConfig>(ModelConfig::kDimFieldNumber).
template <typename Config>
std::string OptionName(int field_number) {
  return OptionName(*Config::descriptor()->FindFieldByNumber(field_number));
}

// A choice's name as it is typed: "adaptive-softmax" for LOSS_ADAPTIVE_SOFTMAX.
std::string ChoiceName(const google::protobuf::EnumValueDescriptor& choice);

// The choice of this name; null if `type` has no such choice, or it cannot be chosen.
const google::protobuf::EnumValueDescriptor* FindChoice(
    const google::protobuf::EnumDescriptor& type, const std::string& name);

// The option of TrainConfig that has this choice, set to it, as it is typed: "--OPTION=CHOICE".
std::string OptionWith(const google::protobuf::EnumValueDescriptor& choice);

template <typename Choice>
std::string OptionWith(Choice choice) {
  return OptionWith(
      *google::protobuf::GetEnumDescriptor<Choice>()->FindValueByNumber(static_cast<int>(choice)));
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_OPTION_NAME_H_
