#include "tools/options/given_options.h"

#include <google/protobuf/descriptor.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "proto/option.pb.h"
#include "src/config/option_name.h"
#include "src/config/option_value.h"
#include "tools/options/literal_arguments.h"

namespace windowlm {
namespace {

using google::protobuf::FieldDescriptor;

// The names as CLI11 takes them: "-o,--output".
std::string NamesOf(const Option& option) {
  const std::string& letter = option.declaration().letter();
  return letter.empty() ? option.name() : absl::StrCat("-", letter, ",", option.name());
}

std::string HelpOf(const Option& option) {
  const OptionDeclaration& declared = option.declaration();
  return declared.zero().empty() ? declared.help()
                                 : absl::StrCat(declared.help(), "; 0: ", declared.zero());
}

// What the help calls the value: "next|masked|skipgram", "N".
std::string ValueOf(const Option& option) {
  const std::string& declared = option.declaration().value();
  if (!declared.empty()) return declared;
  const google::protobuf::EnumDescriptor* choices = option.field().enum_type();
  if (choices == nullptr) {
    return option.field().cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ? "NUMBER" : "N";
  }
  std::vector<std::string> names;
  for (int i = 0; i < choices->value_count(); ++i) {
    if (choices->value(i)->options().HasExtension(choice)) {
      names.push_back(ChoiceName(*choices->value(i)));
    }
  }
  return absl::StrJoin(names, "|");
}

std::string DefaultOf(const Option& option) {
  const OptionDeclaration& declared = option.declaration();
  if (!declared.computed_default().empty()) return declared.computed_default();
  if (!declared.default_value().empty()) return declared.default_value();
  return declared.zero().empty() ? declared.empty() : "0";
}

bool IsFlag(const Option& option) {
  return option.field().cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
}

}  // namespace

GivenOptions::GivenOptions(const OptionTable& table,
                           const std::map<std::string, std::string>& defaults, CLI::App& command,
                           const std::set<std::string>& left_out)
    : table_(table) {
  std::map<std::string, CLI::Option*> declared;
  for (const Option& option : table.options()) {
    if (left_out.count(option.name()) > 0) continue;
    const auto other = defaults.find(option.name());
    declared[option.name()] =
        Declare(option, other == defaults.end() ? DefaultOf(option) : other->second, command);
  }
  for (const Option& option : table.options()) {
    for (const std::string& name : option.declaration().excludes()) {
      CLI::Option* const first = declared[option.name()];
      CLI::Option* const second = declared[table.Find(name)->name()];
      if (first != nullptr && second != nullptr) first->excludes(second);
    }
  }
}

CLI::Option* GivenOptions::Declare(const Option& option, const std::string& default_text,
                                   CLI::App& command) {
  std::vector<std::string>& typed = typed_[option.name()];
  CLI::Option* added = nullptr;
  if (IsFlag(option)) {
    // CLI11 counts a flag that is given as false as -1.
    added = command.add_flag_function(
        NamesOf(option), [&typed](int64_t count) { typed = {count > 0 ? "true" : "false"}; },
        HelpOf(option));
  } else if (option.field().is_repeated() &&
             option.field().cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    // One value for each time that the option is given: what follows may be a positional argument.
    added = command.add_option(NamesOf(option), typed, HelpOf(option))
                ->allow_extra_args(false)
                ->transform(Unshielded());
  } else {
    added = command.add_option_function<std::string>(
        NamesOf(option), [&typed](const std::string& text) { typed = {text}; }, HelpOf(option));
  }
  if (!IsFlag(option)) added->type_name(ValueOf(option))->default_str(default_text);
  if (!option.group().empty()) added->group(option.group());
  return added->required(option.declaration().required());
}

bool GivenOptions::Has(const Option& option) const {
  const auto found = typed_.find(option.name());
  return found != typed_.end() && !found->second.empty();
}

absl::Status GivenOptions::SetIn(google::protobuf::Message& root) const {
  for (const Option& option : table_.options()) {
    const auto typed = typed_.find(option.name());
    if (typed == typed_.end()) continue;
    for (const std::string& text : typed->second) {
      absl::Status status = SetOption(option, text, root);
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace windowlm
