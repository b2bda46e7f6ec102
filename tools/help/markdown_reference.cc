#include "tools/help/markdown_reference.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace windowlm {
namespace {

// `text` as prose, with none of its characters left as markup.
std::string Prose(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"\\", "\\\\"}, {"*", "\\*"}, {"_", "\\_"}, {"`", "\\`"}, {"<", "\\<"}, {"[", "\\["}});
}

std::string CodeBlock(const std::vector<std::string>& lines) {
  return absl::StrCat("\n```\n", absl::StrJoin(lines, "\n"), "\n```\n");
}

void AppendOptions(const std::vector<OptionTopic>& options, std::string* page) {
  *page += "\n";
  for (const OptionTopic& option : options) {
    absl::StrAppend(page, "- `", absl::StrJoin(option.names, "`, `"),
                    option.value.empty() ? "" : absl::StrCat(" ", option.value),
                    "`: ", Prose(option.description));
    if (option.required) *page += " (required)";
    if (!option.default_value.empty()) {
      absl::StrAppend(page, " (default: ", Prose(option.default_value), ")");
    }
    *page += "\n";
    for (const OptionChoice& choice : option.choices) {
      absl::StrAppend(page, "  - `", choice.name, "`: ", Prose(choice.description), "\n");
    }
  }
}

void AppendFooter(const std::string& footer, std::string* page) {
  for (const FooterPart& part : FooterParts(footer)) {
    absl::StrAppend(page, part.example
                              ? CodeBlock(part.lines)
                              : absl::StrCat("\n", Prose(absl::StrJoin(part.lines, "\n")), "\n"));
  }
}

void AppendCommand(const CommandTopic& topic, std::string* page) {
  absl::StrAppend(page, "\n## ", topic.path, "\n\n", Prose(topic.description), ".\n",
                  CodeBlock({topic.usage}));
  if (!topic.arguments.empty()) AppendOptions(topic.arguments, page);
  for (const OptionGroup& group : topic.groups) {
    absl::StrAppend(page, "\n", Prose(group.heading), ":\n");
    AppendOptions(group.options, page);
  }
  AppendFooter(topic.footer, page);
}

// The anchor that readers of Markdown give to the heading `path`.
std::string Anchor(const std::string& path) { return absl::StrReplaceAll(path, {{" ", "-"}}); }

}  // namespace

std::string MarkdownReference(const std::vector<CommandTopic>& topics) {
  const CommandTopic& program = topics.front();
  std::string page =
      absl::StrCat("# The commands of ", program.path, "\n\n", Prose(program.description),
                   "\nThis page is what `windowlm help --markdown` prints.\n\n");
  for (size_t i = 1; i < topics.size(); ++i) {
    absl::StrAppend(&page, "- [", topics[i].path, "](#", Anchor(topics[i].path),
                    "): ", Prose(topics[i].description), "\n");
  }
  for (size_t i = 1; i < topics.size(); ++i) AppendCommand(topics[i], &page);
  return page;
}

}  // namespace windowlm
