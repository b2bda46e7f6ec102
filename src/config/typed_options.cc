#include "src/config/typed_options.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "src/config/option_needs.h"
#include "src/config/option_value.h"

namespace windowlm {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsLeftOut(const Option& option, const Message& root) {
  if (!IsZero(option, root)) return false;
  const OptionDeclaration& declared = option.declaration();
  const bool zero_by_default =
      declared.default_value().empty() && declared.computed_default().empty();
  return zero_by_default || IsOfAnotherKind(option, root);
}

// `text` so that a shell takes it for one word and for nothing else.
std::string ShellWord(const std::string& text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("_-+=.,:/@%", std::string(1, c));
  });
  return plain ? text : absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "'\\''"}}), "'");
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
