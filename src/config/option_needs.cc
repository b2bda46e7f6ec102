#include "src/config/option_needs.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/config/option_value.h"

namespace windowlm {
namespace {

using google::protobuf::Message;

// The parts of a declared need, such as "loss=nce|negative-sampling".
struct Need {
  explicit Need(const std::string& declared) {
    const std::vector<std::string> parts = absl::StrSplit(declared, absl::MaxSplits('=', 1));
    option = parts[0];
    if (parts.size() > 1) choices = absl::StrSplit(parts[1], '|');
  }

  bool IsMet(const Option& needed, const Message& root) const {
    if (choices.empty()) return !IsZero(needed, root);
    return std::count(choices.begin(), choices.end(), OptionText(needed, root)) > 0;
  }

  std::string option;
  // If there are none, any value but zero meets the need.
  std::vector<std::string> choices;
};

std::string NeedText(const Need& need, const Option& needed) {
  if (need.choices.empty()) {
    const std::string& empty = needed.declaration().empty();
    return empty.empty() ? needed.name() : absl::StrCat(needed.name(), ", which is ", empty);
  }
  std::string text = absl::StrCat(needed.name(), "=");
  for (size_t i = 0; i < need.choices.size(); ++i) {
    const char* before = i == 0 ? "" : i + 1 < need.choices.size() ? ", " : " or ";
    absl::StrAppend(&text, before, need.choices[i]);
  }
  return text;
}

}  // namespace

absl::optional<std::string> UnmetNeed(const Option& option, const Message& root) {
  const OptionTable& table = OptionTable::Of(*root.GetDescriptor());
  for (const std::string& declared : option.declaration().needs()) {
    const Need need(declared);
    const Option* needed = table.Find(need.option);
    if (needed != nullptr && !need.IsMet(*needed, root)) return NeedText(need, *needed);
  }
  return absl::nullopt;
}

bool NeedsOtherChoice(const Option& option, absl::string_view of, const Message& root) {
  const OptionTable& table = OptionTable::Of(*root.GetDescriptor());
  for (const std::string& declared : option.declaration().needs()) {
    const Need need(declared);
    if (need.option != of) continue;
    const Option* needed = table.Find(need.option);
    if (needed != nullptr && !need.IsMet(*needed, root)) return true;
  }
  return false;
}

bool IsOfAnotherKind(const Option& option, const Message& root) {
  for (const char* kind : {"loss", "trainer", "subwords", "objective"}) {
    if (NeedsOtherChoice(option, kind, root)) return true;
  }
  return false;
}

}  // namespace windowlm
