#include "tools/help/command_topics.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/help/bash_completion.h"
#include "tools/help/man_page.h"
#include "tools/help/markdown_reference.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A program with a command, and one below it.
class Topics : public testing::Test {
 protected:
  Topics() {
    program_.add_option("--level", level_, "How <far>, or \\back")
        ->type_name("N")
        ->default_str("3");
    CLI::App* measure = program_.add_subcommand("measure", "Measures");
    measure->footer("Some *stars*.\nAnd more.\nExample:\n  tool measure x\n  tool measure y");
    CLI::App* length = measure->add_subcommand("length", "Measures how long something is");
    length->add_option("FILE", files_, "What to measure")->required()->type_name("");
    length->add_flag("-q,--quiet", quiet_, ".starts with a dot");
    length->option_defaults()->group("Units");
    length->add_option("--unit", unit_, "Of the result")->type_name("inch|line");
    topics_ = CommandTopics(program_);
  }

  CLI::App program_{"Does \"things\".", "tool"};
  int level_ = 3;
  bool quiet_ = false;
  std::string unit_;
  std::vector<std::string> files_;
  std::vector<CommandTopic> topics_;
};

TEST_F(Topics, AreAllCommandsParentsFirst) {
  std::vector<std::string> paths;
  for (const CommandTopic& topic : topics_) paths.push_back(topic.path);
  EXPECT_THAT(paths, ElementsAre("tool", "tool measure", "tool measure length"));
  EXPECT_THAT(topics_[0].commands, ElementsAre("measure"));
  EXPECT_EQ(topics_[2].usage, "tool measure length [OPTIONS] FILE...");
}

TEST_F(Topics, HaveTheOptionsUnderTheirHeadings) {
  const CommandTopic& length = topics_[2];
  ASSERT_EQ(length.arguments.size(), 1u);
  EXPECT_THAT(length.arguments[0].names, ElementsAre("FILE"));
  EXPECT_TRUE(length.arguments[0].required);
  ASSERT_EQ(length.groups.size(), 2u);
  EXPECT_EQ(length.groups[0].heading, "Options");
  EXPECT_EQ(length.groups[1].heading, "Units");
  const OptionTopic& quiet = length.groups[0].options.back();
  EXPECT_THAT(quiet.names, ElementsAre("-q", "--quiet"));
  EXPECT_EQ(quiet.value, "");
  EXPECT_EQ(length.groups[1].options[0].value, "inch|line");
  EXPECT_EQ(topics_[0].groups[0].options.back().default_value, "3");
}

TEST_F(Topics, TellExamplesFromProse) {
  const std::vector<FooterPart> parts = FooterParts(topics_[1].footer);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_THAT(parts[0].lines, ElementsAre("Some *stars*.", "And more."));
  EXPECT_THAT(parts[1].lines, ElementsAre("Example:"));
  EXPECT_THAT(parts[2].lines, ElementsAre("tool measure x", "tool measure y"));
  EXPECT_TRUE(parts[2].example);
  EXPECT_TRUE(FooterParts("").empty());
}

TEST_F(Topics, AreEscapedInAManualPage) {
  EXPECT_THAT(
      ManPage(topics_, "tool 1.0"),
      AllOf(HasSubstr("\\fB\\-\\-level\\fR \\fIN\\fR\nHow <far>, or \\eback (default: 3)\n"),
            HasSubstr("\n\\&.starts with a dot\n"), HasSubstr("\nDoes \"things\".\n"),
            HasSubstr(".nf\ntool measure x\ntool measure y\n.fi\n")));
}

TEST_F(Topics, AreEscapedInMarkdown) {
  EXPECT_THAT(MarkdownReference(topics_),
              AllOf(HasSubstr("- [tool measure length](#tool-measure-length): Measures how"),
                    HasSubstr("\nSome \\*stars\\*.\nAnd more.\n"),
                    HasSubstr("```\ntool measure x\ntool measure y\n```\n"),
                    HasSubstr("- `-q`, `--quiet`: .starts"),
                    HasSubstr("- `--unit inch|line`: Of the result\n")));
}

TEST_F(Topics, AreCompletedByWhatTheirValuesAreCalled) {
  EXPECT_THAT(BashCompletion(topics_),
              AllOf(HasSubstr("'tool measure length --unit') wanted='inch line' ;;"),
                    HasSubstr("'tool --level') wanted='nothing' ;;"),
                    HasSubstr("'tool measure length') wanted='file' ;;"),
                    HasSubstr("'tool'|'tool help') wanted='measure' ;;"),
                    HasSubstr("\ncomplete -F _tool tool\n")));
}

}  // namespace
}  // namespace windowlm
