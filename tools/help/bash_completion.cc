#include "tools/help/bash_completion.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace windowlm {
namespace {

// What an argument or option value with the name `value` is completed to: an action of bash's
// compgen, words, or nothing.
std::string Completion(const std::string& value) {
  static const auto* const files =
      new std::set<std::string>{"CORPUS", "FILE", "MODEL", "NGRAM", "RUN", "VECTORS"};
  if (value == "DIR") return "directory";
  if (files->count(value) > 0) return "file";
  if (absl::StrContains(value, "|")) return absl::StrReplaceAll(value, {{"|", " "}});
  return "";
}

// The completion of the first argument that has one, or nothing.
std::string ArgumentCompletion(const CommandTopic& topic) {
  for (const OptionTopic& argument : topic.arguments) {
    std::string completion = Completion(argument.names.front());
    if (!completion.empty()) return completion;
  }
  return "";
}

std::vector<const OptionTopic*> OptionsOf(const CommandTopic& topic) {
  std::vector<const OptionTopic*> options;
  for (const OptionGroup& group : topic.groups) {
    for (const OptionTopic& option : group.options) options.push_back(&option);
  }
  return options;
}

// A branch of `case`: the names of a command, of an option, or of both.
std::string Branch(const std::vector<std::string>& patterns, const std::string& variable,
                   const std::string& value) {
  return absl::StrCat("    '", absl::StrJoin(patterns, "'|'"), "') ", variable, "='", value,
                      "' ;;\n");
}

// The branches of `case` with which the script follows the command line through the commands.
std::string PathBranches(const std::vector<CommandTopic>& topics) {
  std::vector<std::string> paths;
  for (size_t i = 1; i < topics.size(); ++i) {
    paths.push_back(topics[i].path);
    // `help` takes the names of commands, as the program does.
    const std::string& program = topics[0].path;
    paths.push_back(absl::StrCat(program, " help", topics[i].path.substr(program.size())));
  }
  return absl::StrCat("      '", absl::StrJoin(paths, "'|'"), "') path+=\" $word\" ;;\n");
}

std::string ValueBranches(const std::vector<CommandTopic>& topics) {
  std::string branches;
  for (const CommandTopic& topic : topics) {
    for (const OptionTopic* option : OptionsOf(topic)) {
      if (option->value.empty()) continue;
      std::vector<std::string> patterns;
      for (const std::string& name : option->names) {
        patterns.push_back(absl::StrCat(topic.path, " ", name));
      }
      const std::string completion = Completion(option->value);
      absl::StrAppend(&branches,
                      Branch(patterns, "wanted", completion.empty() ? "nothing" : completion));
    }
  }
  return branches;
}

std::string OptionBranches(const std::vector<CommandTopic>& topics) {
  std::string branches;
  for (const CommandTopic& topic : topics) {
    std::vector<std::string> names;
    for (const OptionTopic* option : OptionsOf(topic)) {
      names.insert(names.end(), option->names.begin(), option->names.end());
    }
    absl::StrAppend(&branches, Branch({topic.path}, "wanted", absl::StrJoin(names, " ")));
  }
  return branches;
}

std::string ArgumentBranches(const std::vector<CommandTopic>& topics) {
  std::string branches;
  for (const CommandTopic& topic : topics) {
    const bool group = !topic.commands.empty();
    const std::string wanted =
        group ? absl::StrJoin(topic.commands, " ") : ArgumentCompletion(topic);
    std::vector<std::string> patterns = {topic.path};
    if (group) {
      const std::string& program = topics[0].path;
      patterns.push_back(absl::StrCat(program, " help", topic.path.substr(program.size())));
    }
    if (!wanted.empty()) absl::StrAppend(&branches, Branch(patterns, "wanted", wanted));
  }
  return branches;
}

constexpr char kScript[] =
    R"(# Completes the command lines of PROGRAM in bash. For this shell:
#   source <(PROGRAM completion bash)
# For every one: put that line into ~/.bashrc.
_PROGRAM() {
  local current=${COMP_WORDS[COMP_CWORD]} path=PROGRAM option= prefix= wanted= word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    case "$path $word" in
PATHS    esac
  done
  # bash may or may not have cut --option=value in three.
  if [[ $current == = ]]; then
    option=${COMP_WORDS[COMP_CWORD - 1]} current=
  elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == = ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $current == --*=* ]]; then
    option=${current%%=*} prefix=$option= current=${current#*=}
  else
    option=${COMP_WORDS[COMP_CWORD - 1]}
  fi
  case "$path $option" in
VALUES  esac
  if [[ -z $wanted && $current == -* ]]; then
    case "$path" in
OPTIONS    esac
  fi
  if [[ -z $wanted ]]; then
    case "$path" in
ARGUMENTS    esac
  fi
  case "$wanted" in
    ''|nothing) ;;
    file|directory)
      compopt -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -A "$wanted" -P "$prefix" -- "$current") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$wanted" -P "$prefix" -- "$current") ;;
  esac
}
complete -F _PROGRAM PROGRAM
)";

}  // namespace

std::string BashCompletion(const std::vector<CommandTopic>& topics) {
  // All placeholders are replaced at once, so that none is looked for in the text that replaces
  // another.
  return absl::StrReplaceAll(kScript, {{"PROGRAM", topics.front().path},
                                       {"PATHS", PathBranches(topics)},
                                       {"VALUES", ValueBranches(topics)},
                                       {"OPTIONS", OptionBranches(topics)},
                                       {"ARGUMENTS", ArgumentBranches(topics)}});
}

}  // namespace windowlm
