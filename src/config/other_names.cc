#include "src/config/other_names.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "proto/option.pb.h"
#include "src/config/option_name.h"

namespace windowlm {
namespace {

std::string Normalized(absl::string_view name) {
  while (!name.empty() && name.front() == '-') name.remove_prefix(1);
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", "-"}});
}

// `declared` is "NAME" or "NAME: what to type". Returns what to type, which is `ours` in the first
// case; none if NAME is not `name`.
absl::optional<std::string> Answer(const std::string& declared, const std::string& name,
                                   const std::string& ours) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(declared, absl::MaxSplits(": ", 1));
  if (parts.first != name) return absl::nullopt;
  return parts.second.empty() ? ours : parts.second;
}

}  // namespace

absl::optional<std::string> OurNameForOption(const OptionTable& table, absl::string_view name) {
  const std::string wanted = Normalized(name);
  for (const Option& each : table.options()) {
    // The name differs from ours only in capitals, underscores or dashes.
    if (Normalized(each.name()) == wanted) return each.name();
    for (const std::string& declared : each.declaration().also_called()) {
      auto answer = Answer(declared, wanted, each.name());
      if (answer.has_value()) return answer;
    }
  }
  return absl::nullopt;
}

absl::optional<std::string> OurNameForChoice(const google::protobuf::EnumDescriptor& type,
                                             absl::string_view name) {
  const std::string wanted = Normalized(name);
  for (int i = 0; i < type.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& value = *type.value(i);
    if (!value.options().HasExtension(choice)) continue;
    const std::string ours = ChoiceName(value);
    if (ours == wanted) return ours;
    for (const std::string& declared : value.options().GetExtension(choice).also_called()) {
      auto answer = Answer(declared, wanted, ours);
      if (answer.has_value()) return answer;
    }
  }
  return absl::nullopt;
}

}  // namespace windowlm
