#include "tools/help/command_topics.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "proto/option.pb.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/config/option_name.h"
#include "src/config/option_table.h"

namespace windowlm {
namespace {

// The choices of an option, if proto/ declares it and the command line has it as it is declared.
std::vector<OptionChoice> ChoicesOf(const std::string& name, const std::string& value) {
  for (const google::protobuf::Descriptor* type :
       {RunOptions::descriptor(), TrainConfig::descriptor()}) {
    const Option* declared = OptionTable::Of(*type).Find(name);
    if (declared == nullptr || declared->field().enum_type() == nullptr) continue;
    std::vector<OptionChoice> choices;
    std::vector<std::string> names;
    const google::protobuf::EnumDescriptor& all = *declared->field().enum_type();
    for (int i = 0; i < all.value_count(); ++i) {
      if (!all.value(i)->options().HasExtension(choice)) continue;
      names.push_back(ChoiceName(*all.value(i)));
      choices.push_back({names.back(), all.value(i)->options().GetExtension(choice).help()});
    }
    // Another command may have an option of this name with other choices.
    if (absl::StrJoin(names, "|") == value) return choices;
  }
  return {};
}

OptionTopic OptionTopicOf(const CLI::Option& option) {
  OptionTopic topic;
  if (option.get_positional()) {
    topic.names.push_back(option.get_name(/*positional=*/true));
  } else {
    for (const std::string& name : option.get_snames()) topic.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) topic.names.push_back("--" + name);
  }
  if (option.get_type_size() != 0) {
    topic.value = option.get_type_name();
    topic.default_value = option.get_default_str();
  }
  topic.description = option.get_description();
  if (!topic.names.empty()) topic.choices = ChoicesOf(topic.names.back(), topic.value);
  topic.required = option.get_required();
  return topic;
}

void AddTopics(const CLI::App& command, const std::string& path,
               std::vector<CommandTopic>* topics) {
  topics->push_back(TopicOf(command, path));
  for (const CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    AddTopics(*below, absl::StrCat(path, " ", below->get_name()), topics);
  }
}

}  // namespace

CommandTopic TopicOf(const CLI::App& command, std::string path) {
  CommandTopic topic;
  topic.usage = std::string(absl::StripAsciiWhitespace(
      absl::StripPrefix(CLI::Formatter().make_usage(&command, path), "Usage:")));
  topic.path = std::move(path);
  topic.description = command.get_description();
  for (const CLI::Option* option :
       command.get_options([](const CLI::Option* each) { return each->get_positional(); })) {
    topic.arguments.push_back(OptionTopicOf(*option));
  }
  for (const std::string& heading : command.get_groups()) {
    OptionGroup group = {heading, {}};
    for (const CLI::Option* option : command.get_options([&heading](const CLI::Option* each) {
           return each->nonpositional() && each->get_group() == heading;
         })) {
      group.options.push_back(OptionTopicOf(*option));
    }
    if (!heading.empty() && !group.options.empty()) topic.groups.push_back(std::move(group));
  }
  for (const CLI::App* below : command.get_subcommands([](const CLI::App*) { return true; })) {
    topic.commands.push_back(below->get_name());
  }
  topic.footer = command.get_footer();
  return topic;
}

std::vector<CommandTopic> CommandTopics(const CLI::App& program) {
  std::vector<CommandTopic> topics;
  AddTopics(program, program.get_name(), &topics);
  return topics;
}

std::vector<FooterPart> FooterParts(absl::string_view footer) {
  std::vector<FooterPart> parts;
  for (const absl::string_view line : absl::StrSplit(footer, '\n', absl::SkipEmpty())) {
    const bool example = absl::ascii_isspace(static_cast<unsigned char>(line.front()));
    // A line that announces an example is a paragraph of its own.
    const bool announces = !example && line.back() == ':';
    if (parts.empty() || parts.back().example != example || announces) {
      parts.push_back({example, {}});
    }
    parts.back().lines.push_back(std::string(absl::StripAsciiWhitespace(line)));
  }
  return parts;
}

}  // namespace windowlm
