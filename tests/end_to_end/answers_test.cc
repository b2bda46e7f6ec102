// A program that asks line by line: each line gets one answer, in its place and at once.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/ten_word_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Answers : public testing::Test {
 protected:
  void SetUp() override {
    SaveTenWordModel(next_, OBJECTIVE_NEXT);
    SaveTenWordModel(masked_, OBJECTIVE_MASKED);
  }

  // A line that a command can answer, one that it cannot, and what an answer of each begins with.
  struct Command {
    std::vector<std::string> arguments;
    std::string good;
    std::string bad;
    // How many cells an answer has behind its question's.
    size_t cells;
  };

  std::vector<Command> Commands() const {
    return {{{"neighbors", next_, "--top=1"}, "king", "zebra", 3},
            {{"similarity", next_}, "king queen", "king zebra", 1},
            {{"analogy", next_, "--top=1"}, "man king woman", "man king", 3},
            {{"odd-one-out", next_}, "king queen woman", "king zebra woman", 3},
            {{"fill", masked_, "--top=1"}, "the ___ king", "no blank", 3}};
  }

  const std::string folder_ = FreshFolder();
  const std::string next_ = folder_ + "/next.wlm";
  const std::string masked_ = folder_ + "/masked.wlm";
};

TEST_F(Answers, InJsonAreOneObjectALineAndSayWhyThereIsNone) {
  for (const Command& command : Commands()) {
    std::vector<std::string> arguments = command.arguments;
    arguments.push_back("--format=json");
    const ProgramResult result =
        RunProgram(arguments, absl::StrCat(command.good, "\n", command.bad, "\n\n", command.good));
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    const std::vector<std::string> lines = absl::StrSplit(result.output, '\n');
    ASSERT_EQ(lines.size(), 5u) << result.output;
    EXPECT_THAT(lines[0], Not(HasSubstr("\"error\"")));
    EXPECT_THAT(lines[1], HasSubstr("\"error\":\""));
    EXPECT_THAT(lines[2], HasSubstr("\"error\":\""));
    EXPECT_EQ(lines[3], lines[0]);
  }
}

TEST_F(Answers, InTsvBeginWithTheQuestionAndHaveEmptyCellsWhereThereIsNone) {
  for (const Command& command : Commands()) {
    std::vector<std::string> arguments = command.arguments;
    arguments.push_back("--format=tsv");
    const ProgramResult result = RunProgram(arguments, absl::StrCat(command.bad, "\n\n"));
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    std::string question = command.bad;
    if (command.arguments[0] == "similarity") question = "king\tzebra";
    const std::string cells(command.cells, '\t');
    EXPECT_THAT(result.output, StartsWith(absl::StrCat(question, cells, "\n")));
    EXPECT_THAT(result.errors, HasSubstr("note: line 1 of standard input: "));
  }
}

TEST_F(Answers, InTextAreUnderTheirHeadings) {
  const ProgramResult result =
      RunProgram({"neighbors", next_, "--top=1"}, "king\nzebra\n\nqueen\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors, "");
  const std::vector<std::string> lines = absl::StrSplit(result.output, '\n');
  ASSERT_EQ(lines.size(), 9u) << result.output;
  EXPECT_THAT(lines[0], "king");
  EXPECT_THAT(lines[2], "zebra");
  EXPECT_THAT(lines[3], StartsWith("  note: \"zebra\" is not in the vocabulary of "));
  EXPECT_THAT(lines[4], "");
  EXPECT_THAT(lines[5], StartsWith("  note: a word was expected"));
  EXPECT_THAT(lines[6], "queen");
}

TEST_F(Answers, ComeBeforeTheNextQuestion) {
  std::vector<Command> commands = Commands();
  commands.push_back({{"predict", next_, "--top=1"}, "king", "", 3});
  commands.push_back({{"score", next_}, "king queen", "", 5});
  for (const Command& command : commands) {
    std::vector<std::string> arguments = command.arguments;
    arguments.push_back("--format=json");
    RunningProgram program(arguments);
    for (int i = 1; i <= 3; ++i) {
      const std::string line = i == 2 ? command.bad : command.good;
      program.Send(line + "\n");
      ASSERT_TRUE(program.WaitForOutput([i](const std::string& output) {
        return std::count(output.begin(), output.end(), '\n') == i;
      })) << command.arguments[0];
    }
    program.EndInput();
    EXPECT_EQ(program.Finish().exit_code, 0);
  }
}

TEST_F(Answers, OfAWordThatIsGivenAloneFailWhereThereIsNone) {
  EXPECT_THAT(ErrorOf(1, {"neighbors", next_, "zebra"}), HasSubstr("\"zebra\" is not in"));
  EXPECT_THAT(ErrorOf(1, {"neighbors", next_, "zebra", "--format=json"}),
              HasSubstr("\"zebra\" is not in"));
  EXPECT_EQ(RunProgram({"neighbors", next_, "zebra", "king"}).exit_code, 0);
}

TEST_F(Answers, NameTheWordsThatWereReadAsUnknown) {
  const std::string overlong(1200, 'x');
  const ProgramResult json =
      RunProgram({"predict", next_, "--top=1", "--format=json"},
                 absl::StrCat("zebra king\n<s> king </s>\n", overlong, "\n"));
  EXPECT_EQ(json.errors, "");
  const std::vector<std::string> lines = absl::StrSplit(json.output, '\n');
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_THAT(lines[0], HasSubstr("\"unknown_words\":[\"zebra\"]"));
  // At a line's start <s> says nothing new; a line's end cannot be within a prompt.
  EXPECT_THAT(lines[1], HasSubstr("\"unknown_words\":[\"</s>\"]"));
  EXPECT_THAT(lines[2], HasSubstr(absl::StrCat("\"unknown_words\":[\"", overlong)));
  const ProgramResult text = RunProgram({"predict", next_, "--top=1", "kingg"});
  EXPECT_THAT(text.errors, AllOf(HasSubstr("note: not in the vocabulary, so read as <unk>: kingg"),
                                 HasSubstr("did you mean king?")));
  EXPECT_EQ(RunProgram({"predict", next_, "--top=1", "kingg", "--quiet"}).errors, "");
  EXPECT_EQ(RunProgram({"predict", next_, "<s> king"}).output,
            RunProgram({"predict", next_, "king"}).output);
}

TEST_F(Answers, ShowWhatDataHoldsWithoutObeyingIt) {
  const std::string hostile = "\x1b]0;x\x07\tking\t9";
  const ProgramResult text = RunProgram({"neighbors", next_, hostile});
  EXPECT_THAT(text.errors, Not(HasSubstr("\x1b")));
  const ProgramResult tsv = RunProgram({"fill", next_, "--format=tsv"}, hostile + "\n");
  EXPECT_THAT(tsv.output, StartsWith("\\x1b]0;x\\x07\\tking\\t9\t\t\t\n"));
  const std::string word = "a\x1b[31m\u202eb";
  const std::string vectors = folder_ + "/hostile.wlm";
  Succeed({"import", "-", "--quiet", "--output=" + vectors}, word + " 1 2\ncat 1 1\n");
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"neighbors", vectors, "cat"},
                                             {"neighbors", vectors, "cat", "--format=tsv"},
                                             {"neighbors", vectors, "cat", "--format=json"},
                                             {"info", vectors},
                                             {"info", vectors, "--words"},
                                             {"info", vectors, "--words", "--format=tsv"}}) {
    const ProgramResult result = RunProgram(arguments);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("a\\"), Not(HasSubstr("\x1b")), Not(HasSubstr("\u202e"))));
  }
  // Other programs get the word as it is.
  EXPECT_THAT(Succeed({"export", vectors, "-"}).output, HasSubstr(word));
  const ProgramResult huge = RunProgram({"neighbors", next_}, std::string(1000000, 'x') + "\n");
  EXPECT_LT(huge.errors.size(), 500u);
}

TEST_F(Answers, ToALineThatIsTooLongSayThatItIs) {
  const ProgramResult result = RunProgram({"neighbors", next_, "--format=json", "--top=1"},
                                          std::string(3000000, 'x') + "\nking\n");
  EXPECT_EQ(result.exit_code, 0);
  const std::vector<std::string> lines = absl::StrSplit(result.output, '\n');
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_THAT(lines[0], HasSubstr("the line has more than 1048576 bytes"));
  EXPECT_THAT(lines[1], StartsWith("{\"word\":\"king\",\"neighbors\":"));
}

TEST_F(Answers, ByScoreTellHowEachWordWasWrittenAndWhere) {
  const ProgramResult result =
      RunProgram({"score", next_, "--words", "--format=json"}, "king  Zebra\n");
  const std::vector<std::string> lines = absl::StrSplit(result.output, '\n');
  ASSERT_EQ(lines.size(), 6u) << result.output;
  EXPECT_THAT(lines[0],
              AllOf(HasSubstr("\"spelling\":\"king\",\"offset\":0"), HasSubstr("\"surprisal\":")));
  EXPECT_THAT(lines[1], AllOf(HasSubstr("\"unknown\":true"),
                              HasSubstr("\"spelling\":\"Zebra\",\"offset\":6")));
  EXPECT_THAT(lines[3], HasSubstr("\"unknown\":[\"Zebra\"]"));
}

}  // namespace
}  // namespace windowlm
