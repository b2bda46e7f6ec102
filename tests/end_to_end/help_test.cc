// What the program says of itself: help, manual, reference, completion.

#include <stdlib.h>

#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string OutputOf(const std::vector<std::string>& arguments) {
  const ProgramResult result = RunProgram(arguments);
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.errors, "");
  return result.output;
}

TEST(Help, TellsOfACommandBelowACommand) {
  const std::string help = OutputOf({"help", "evaluate", "perplexity"});
  EXPECT_THAT(help, HasSubstr("Usage: windowlm evaluate perplexity [OPTIONS] MODEL FILE..."));
  EXPECT_EQ(OutputOf({"evaluate", "perplexity", "--help"}), help);
}

TEST(Help, ShowsOneScreenOfTheOptionsOfTrainAndAllWhereThatIsAsked) {
  const std::string screen = OutputOf({"help", "train"});
  const std::vector<std::string> lines = absl::StrSplit(screen, '\n');
  EXPECT_GE(lines.size(), 24u);
  EXPECT_LE(lines.size(), 40u);
  EXPECT_EQ(OutputOf({"train", "--help"}), screen);
  EXPECT_THAT(screen,
              AllOf(HasSubstr("--objective next|masked|skipgram|label\n"),
                    HasSubstr("  -o, --output MODEL"), HasSubstr("windowlm help train --all"),
                    Not(HasSubstr("--adam-beta1"))));
  const std::string all = OutputOf({"help", "train", "--all"});
  EXPECT_THAT(all, AllOf(HasSubstr("--adam-beta1 SHARE"), HasSubstr("--checkpoint-minutes N"),
                         HasSubstr("adaptive-softmax: by clusters of words"),
                         HasSubstr("Ctrl-C and SIGTERM")));
  for (const std::string& line : lines) EXPECT_LE(line.size(), 96u) << line;
}

TEST(Help, SaysWhichCommandThereIsNot) {
  const auto error = [](const std::vector<std::string>& arguments) {
    const ProgramResult result = RunProgram(arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.output, "");
    return result.errors;
  };
  EXPECT_THAT(error({"help", "evaluate", "perplexty"}),
              HasSubstr("there is no command evaluate perplexty; windowlm help evaluate tells"));
  EXPECT_THAT(error({"help", "train", "fast"}), HasSubstr("there is no command train fast"));
  EXPECT_THAT(error({"help", "--man", "--markdown"}), HasSubstr("--man"));
}

TEST(Help, IsTheCommittedReference) {
  const std::string path =
      absl::StrCat(getenv("TEST_SRCDIR"), "/", getenv("TEST_WORKSPACE"), "/docs/commands.md");
  EXPECT_TRUE(BytesOf(path) == OutputOf({"help", "--markdown"}))
      << "the commands have changed; in the repository's root:\n"
         "  bazel-bin/tools/windowlm help --markdown > docs/commands.md";
}

TEST(Help, IsAManualPageOfWholeAsciiLines) {
  const std::string page = OutputOf({"help", "--man"});
  EXPECT_THAT(page, StartsWith(".TH WINDOWLM 1 \"\" \"windowlm "));
  EXPECT_THAT(page, AllOf(HasSubstr("\n.SS \"windowlm evaluate perplexity\"\n"),
                          HasSubstr("\\fB\\-\\-output\\fR \\fIMODEL\\fR\n"),
                          HasSubstr("\n.SH EXIT STATUS\n")));
  for (const std::string& line : std::vector<std::string>(absl::StrSplit(page, '\n'))) {
    if (line.empty() || line[0] != '.') continue;
    // Macros of man(7), and none that a text made by accident.
    EXPECT_THAT((std::vector<std::string>{"TH", "SH", "SS", "TP", "PP", "RS", "RE", "nf", "fi", "B",
                                          "I", "br"}),
                Contains(std::string(line, 1, line.find(' ') - 1)))
        << line;
  }
  EXPECT_THAT(page, Each(AllOf(testing::Ge('\n'), testing::Lt('\x7f'))));
}

class Completion : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(script_, OutputOf({"completion", "bash"})); }

  // What bash offers for the last of these words, cut as bash cuts them.
  std::vector<std::string> Offered(const std::vector<std::string>& words) const {
    std::vector<std::string> quoted;
    for (const std::string& word : words) quoted.push_back(absl::StrCat("'", word, "'"));
    const std::string command = absl::StrCat(
        "cd '", folder_, "' && bash --norc -c \"source ./script; COMP_WORDS=(windowlm ",
        absl::StrJoin(quoted, " "), "); COMP_CWORD=", words.size(),
        "; _windowlm; ((\\${#COMPREPLY[@]} == 0)) || printf '%s\\n' \\\"\\${COMPREPLY[@]}\\\"\"");
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string output;
    for (int c; (c = std::fgetc(pipe)) != EOF;) output.push_back(static_cast<char>(c));
    EXPECT_EQ(pclose(pipe), 0) << command;
    return absl::StrSplit(output, '\n', absl::SkipEmpty());
  }

  const std::string folder_ = FreshFolder();
  const std::string script_ = folder_ + "/script";
};

TEST_F(Completion, OffersCommands) {
  EXPECT_THAT(Offered({"tr"}), ElementsAre("train"));
  EXPECT_THAT(Offered({""}), AllOf(Contains("predict"), Contains("evaluate")));
  EXPECT_THAT(Offered({"evaluate", ""}),
              AllOf(Contains("perplexity"), Contains("similarity"), Contains("analogies")));
  EXPECT_THAT(Offered({"help", "ev"}), ElementsAre("evaluate"));
  EXPECT_THAT(Offered({"help", "evaluate", "p"}), ElementsAre("perplexity"));
  EXPECT_THAT(Offered({"completion", ""}), IsEmpty());
}

TEST_F(Completion, OffersTheCommandsOptions) {
  EXPECT_THAT(Offered({"train", "corpus.txt", "--obj"}), ElementsAre("--objective"));
  EXPECT_THAT(Offered({"predict", "--obj"}), IsEmpty());
  EXPECT_THAT(Offered({"evaluate", "perplexity", "--fo"}), ElementsAre("--format"));
}

TEST_F(Completion, OffersAnOptionsChoices) {
  EXPECT_THAT(Offered({"train", "--objective", "ma"}), ElementsAre("masked"));
  EXPECT_THAT(Offered({"train", "--objective", "="}), Contains("next"));
  EXPECT_THAT(Offered({"train", "--objective", "=", "ma"}), ElementsAre("masked"));
  EXPECT_THAT(Offered({"train", "--objective=ma"}), ElementsAre("--objective=masked"));
  EXPECT_THAT(Offered({"train", "--quiet", "--obj"}), ElementsAre("--objective"));
  EXPECT_THAT(Offered({"train", "--dim", ""}), IsEmpty());
}

TEST_F(Completion, OffersFilesAndFolders) {
  WriteBytes(folder_ + "/a text.txt", "");
  EXPECT_THAT(Offered({"train", "a"}), ElementsAre("a text.txt"));
  EXPECT_THAT(Offered({"train", "--valid", "=", "a"}), ElementsAre("a text.txt"));
  EXPECT_THAT(Offered({"train", "-o", "a"}), ElementsAre("a text.txt"));
  EXPECT_THAT(Offered({"train", "--log", "a"}), IsEmpty());
}

}  // namespace
}  // namespace windowlm
