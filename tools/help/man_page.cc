#include "tools/help/man_page.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace windowlm {
namespace {

// `text`, one line, as roff. A hyphen that is typed must stay one when it is copied from the page,
// and a line that starts with a dot or an apostrophe would be a request.
std::string Roff(absl::string_view text) {
  const std::string escaped = absl::StrReplaceAll(text, {{"\\", "\\e"}, {"-", "\\-"}});
  const bool like_request = !text.empty() && (text.front() == '.' || text.front() == '\'');
  return like_request ? absl::StrCat("\\&", escaped) : escaped;
}

// `text` as one argument of a macro, whatever is in it.
std::string Argument(absl::string_view text) {
  return absl::StrCat("\"", absl::StrReplaceAll(Roff(text), {{"\"", "\\(dq"}}), "\"");
}

void AppendFooter(const std::string& footer, std::string* page) {
  for (const FooterPart& part : FooterParts(footer)) {
    absl::StrAppend(page, ".PP\n", part.example ? ".RS\n.nf\n" : "");
    for (const std::string& line : part.lines) absl::StrAppend(page, Roff(line), "\n");
    if (part.example) *page += ".fi\n.RE\n";
  }
}

// Appends an option's names in bold, its value in italics, and its meaning below.
void AppendOption(const OptionTopic& option, std::string* page) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) {
    names.push_back(absl::StrCat("\\fB", Roff(name), "\\fR"));
  }
  absl::StrAppend(page, ".TP\n", absl::StrJoin(names, ", "));
  if (!option.value.empty()) absl::StrAppend(page, " \\fI", Roff(option.value), "\\fR");
  absl::StrAppend(page, "\n", Roff(option.description));
  if (option.required) *page += " (required)";
  if (!option.default_value.empty()) {
    absl::StrAppend(page, " (default: ", Roff(option.default_value), ")");
  }
  for (const OptionChoice& choice : option.choices) {
    absl::StrAppend(page, "\n.br\n", Roff(choice.name), ": ", Roff(choice.description));
  }
  *page += "\n";
}

void AppendCommand(const CommandTopic& topic, std::string* page) {
  absl::StrAppend(page, ".SS ", Argument(topic.path), "\n", Roff(topic.description), ".\n");
  absl::StrAppend(page, ".PP\n.B ", Argument(topic.usage), "\n");
  for (const OptionTopic& argument : topic.arguments) AppendOption(argument, page);
  for (const OptionGroup& group : topic.groups) {
    absl::StrAppend(page, ".PP\n.I ", Argument(absl::StrCat(group.heading, ":")), "\n");
    for (const OptionTopic& option : group.options) AppendOption(option, page);
  }
  AppendFooter(topic.footer, page);
}

}  // namespace

std::string ManPage(const std::vector<CommandTopic>& topics, absl::string_view version) {
  const CommandTopic& program = topics.front();
  // man(1) looks pages up by "name - what it does".
  const absl::string_view purpose =
      absl::StripSuffix(absl::StripPrefix(program.description, program.path), ".");
  std::string page =
      absl::StrCat(".TH ", absl::AsciiStrToUpper(program.path), " 1 \"\" ", Argument(version),
                   " \"User Commands\"\n.SH NAME\n", program.path, " \\- ",
                   Roff(absl::StripLeadingAsciiWhitespace(purpose)), "\n.SH SYNOPSIS\n");
  for (size_t i = 1; i < topics.size(); ++i) {
    if (topics[i].commands.empty()) {
      absl::StrAppend(&page, i > 1 ? ".br\n" : "", ".B ", Argument(topics[i].usage), "\n");
    }
  }
  absl::StrAppend(&page, ".SH DESCRIPTION\n", Roff(program.description), "\n");
  AppendFooter(program.footer, &page);
  page +=
      "Results go to standard output, everything else to standard error.\n"
      ".SH OPTIONS\n";
  for (const OptionGroup& group : program.groups) {
    for (const OptionTopic& option : group.options) AppendOption(option, &page);
  }
  page += ".SH COMMANDS\n";
  for (size_t i = 1; i < topics.size(); ++i) AppendCommand(topics[i], &page);
  page +=
      ".SH EXIT STATUS\n"
      ".TP\n0\nDone.\n"
      ".TP\n1\nSomething failed; one line says what, where and what to do.\n"
      ".TP\n2\nThe command line makes no sense.\n"
      ".TP\n130\nTraining was interrupted; the model is saved as it was then.\n";
  return page;
}

}  // namespace windowlm
