#include "src/config/typed_options.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/base/shell_word.h"
#include "src/config/option_needs.h"
#include "src/config/option_value.h"

namespace windowlm {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Whether the option is one of an objective alone, which then has defaults of its own.
bool IsOfAnObjective(const OptionDeclaration& declared) {
  return std::any_of(declared.needs().begin(), declared.needs().end(),
                     [](const std::string& need) { return absl::StartsWith(need, "objective="); });
}

bool IsLeftOut(const Option& option, const Message& root) {
  if (!IsZero(option, root)) return false;
  // An empty text cannot be typed.
  if (option.field().cpp_type() == FieldDescriptor::CPPTYPE_STRING) return true;
  const OptionDeclaration& declared = option.declaration();
  const bool zero_by_default = declared.default_value().empty() &&
                               declared.computed_default().empty() && !IsOfAnObjective(declared);
  return zero_by_default || IsOfAnotherKind(option, root);
}

}  // namespace

std::string TypedOption(const Option& option, const Message& root) {
  const bool is_set_flag =
      option.field().cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !IsZero(option, root);
  return is_set_flag ? option.name()
                     : absl::StrCat(option.name(), "=", ShellWord(OptionText(option, root)));
}

std::vector<std::vector<std::string>> TypedOptions(const Message& root) {
  std::vector<std::vector<std::string>> groups;
  const std::string* group = nullptr;
  for (const Option& option : OptionTable::Of(*root.GetDescriptor()).options()) {
    if (IsLeftOut(option, root)) continue;
    if (group == nullptr || *group != option.group()) groups.emplace_back();
    group = &option.group();
    groups.back().push_back(TypedOption(option, root));
  }
  return groups;
}

}  // namespace windowlm
