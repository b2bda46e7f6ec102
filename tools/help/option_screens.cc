#include "tools/help/option_screens.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "proto/option.pb.h"

namespace windowlm {
namespace {

// The columns before an option's description, and those of a line.
constexpr size_t kNameWidth = 30;
constexpr size_t kLineWidth = 80;

// The options with one purpose, which is their heading.
struct Purpose {
  std::string heading;
  std::vector<const OptionTopic*> options;
};

const OptionTopic* FindOption(const CommandTopic& topic, const std::string& name) {
  for (const OptionGroup& group : topic.groups) {
    for (const OptionTopic& option : group.options) {
      if (std::count(option.names.begin(), option.names.end(), name) > 0) return &option;
    }
  }
  return nullptr;
}

// The purposes of the options of `tables` that the command has, in the order of their first
// options.
std::vector<Purpose> PurposesOf(const CommandTopic& topic,
                                const std::vector<const OptionTable*>& tables) {
  std::vector<Purpose> purposes;
  std::set<const OptionTopic*> shown;
  for (const OptionTable* table : tables) {
    for (const Option& option : table->options()) {
      const std::string& heading = option.declaration().purpose();
      const OptionTopic* found = heading.empty() ? nullptr : FindOption(topic, option.name());
      // Two tables may declare an option of one name; the command has that of the first.
      if (found == nullptr || !shown.insert(found).second) continue;
      auto purpose = std::find_if(purposes.begin(), purposes.end(),
                                  [&](const Purpose& each) { return each.heading == heading; });
      if (purpose == purposes.end()) {
        purposes.push_back({heading, {}});
        purpose = std::prev(purposes.end());
      }
      purpose->options.push_back(found);
    }
  }
  return purposes;
}

// Appends `names`, on a line of their own where they are long, and the words of `description` in
// the columns beside them.
void AppendRow(std::string names, const std::string& description, std::string* text) {
  if (names.size() + 2 > kNameWidth) {
    absl::StrAppend(text, names, "\n");
    names.clear();
  }
  std::string line = std::move(names);
  line.resize(kNameWidth, ' ');
  for (const absl::string_view word : absl::StrSplit(description, ' ')) {
    if (line.size() > kNameWidth && line.size() + word.size() > kLineWidth) {
      absl::StrAppend(text, absl::StripTrailingAsciiWhitespace(line), "\n");
      line.assign(kNameWidth, ' ');
    }
    absl::StrAppend(&line, word, " ");
  }
  absl::StrAppend(text, absl::StripTrailingAsciiWhitespace(line), "\n");
}

void AppendOption(const OptionTopic& option, std::string* text) {
  std::string names = absl::StrCat("  ", absl::StrJoin(option.names, ", "));
  if (!option.value.empty()) absl::StrAppend(&names, " ", option.value);
  const std::string& value = option.default_value;
  AppendRow(std::move(names),
            value.empty() ? option.description : absl::StrCat(option.description, " (", value, ")"),
            text);
}

// The start of the help: description, usage and arguments.
std::string HeadOf(const CommandTopic& topic) {
  std::string text = absl::StrCat(topic.description, ".\nUsage: ", topic.usage, "\n");
  for (const OptionTopic& argument : topic.arguments) {
    AppendRow(absl::StrCat("  ", absl::StrJoin(argument.names, ", ")), argument.description, &text);
  }
  return text;
}

}  // namespace

std::string WholeHelp(const CommandTopic& topic) {
  std::string text = HeadOf(topic);
  for (const OptionGroup& group : topic.groups) {
    absl::StrAppend(&text, "\n", group.heading, ":\n");
    for (const OptionTopic& option : group.options) {
      AppendOption(option, &text);
      for (const OptionChoice& choice : option.choices) {
        AppendRow("", absl::StrCat(choice.name, ": ", choice.description), &text);
      }
    }
  }
  absl::StrAppend(&text, "\n", topic.footer, "\n");
  return text;
}

std::string FirstScreen(const CommandTopic& topic, const std::vector<const OptionTable*>& tables) {
  std::string text = HeadOf(topic);
  for (const Purpose& purpose : PurposesOf(topic, tables)) {
    absl::StrAppend(&text, purpose.heading, ":\n");
    for (const OptionTopic* option : purpose.options) AppendOption(*option, &text);
  }
  for (const FooterPart& part : FooterParts(topic.footer)) {
    if (!part.example) continue;
    absl::StrAppend(&text, "Examples:\n  ", absl::StrJoin(part.lines, "\n  "), "\n");
  }
  size_t options = 0;
  for (const OptionGroup& group : topic.groups) options += group.options.size();
  absl::StrAppend(&text, "In parentheses: defaults. All ", options, " options: windowlm help",
                  topic.path.substr(topic.path.find(' ')), " --all\n");
  return text;
}

}  // namespace windowlm
