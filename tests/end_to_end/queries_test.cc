// The commands that answer with words, on models whose weights are known.

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
using ::testing::SizeIs;
using ::testing::StartsWith;

class Queries : public testing::Test {
 protected:
  // The output of a command that succeeds without a word on standard error.
  static std::string OutputOf(const std::vector<std::string>& arguments,
                              const std::string& input = "") {
    const ProgramResult result = RunProgram(arguments, input);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors, "");
    return result.output;
  }

  // The path of a model of the ten words.
  std::string Model(Objective objective) const {
    const std::string path = folder_ + "/" + Objective_Name(objective) + ".wlm";
    SaveTenWordModel(path, objective);
    return path;
  }

  const std::string folder_ = FreshFolder();
};

// e^2 / (e^2 + 11) = 0.401818, 1 / (e^2 + 11) = 0.054380.
TEST_F(Queries, FillABlankFromAMaskedModel) {
  const std::string model = Model(OBJECTIVE_MASKED);
  EXPECT_EQ(OutputOf({"fill", model, "king ___ man", "--top=2"}),
            "  0.4018  rare\n  0.0544  Apple\n");
  EXPECT_EQ(
      OutputOf({"fill", model, "king ___", "--top=1", "--format=json"}),
      "{\"line\":\"king ___\",\"words\":[{\"word\":\"rare\",\"probability\":0.401818128}]}\n");
}

TEST_F(Queries, FillTheBlanksOfLinesAndNameThoseWithout) {
  const ProgramResult result =
      RunProgram({"fill", Model(OBJECTIVE_MASKED), "--top=1", "--format=tsv"},
                 "king ___ man\n\nno blank\n___ ___\n___");
  EXPECT_EQ(result.exit_code, 0);
  const std::vector<std::string> lines = absl::StrSplit(result.output, '\n');
  ASSERT_THAT(lines, SizeIs(6));
  EXPECT_THAT(lines[0], StartsWith("king ___ man\t1\trare\t0.4018"));
  EXPECT_EQ(lines[1], "\t\t\t");
  EXPECT_EQ(lines[2], "no blank\t\t\t");
  EXPECT_EQ(lines[3], "___ ___\t\t\t");
  EXPECT_THAT(lines[4], StartsWith("___\t1\trare\t0.4018"));
  const std::string note = "windowlm: note: line ";
  const std::string expected = " of standard input: one blank, ___, was expected, and there ";
  EXPECT_EQ(result.errors, absl::StrCat(note, 2, expected, "is none\n", note, 3, expected,
                                        "is none\n", note, 4, expected, "are 2\n"));
}

// Ten candidates share the probability, e^2 / (e^2 + 9) = 0.450856; what follows is equally
// probable after all.
TEST_F(Queries, FillABlankFromANextWordModelAndSaySo) {
  const ProgramResult result =
      RunProgram({"fill", Model(OBJECTIVE_NEXT), "king ___ man", "--top=1"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "  0.4509  rare\n");
  EXPECT_THAT(result.errors, AllOf(StartsWith("windowlm: note: "), HasSubstr("predicts next words"),
                                   HasSubstr("200 most probable")));
}

TEST_F(Queries, ContinueATextTheSameForASeed) {
  const std::string model = Model(OBJECTIVE_NEXT);
  const std::string text = OutputOf({"generate", model, "king", "queen"});
  EXPECT_THAT(text, StartsWith("king queen"));
  // Of 50 words, some are a line's end.
  EXPECT_THAT(
      std::vector<std::string>(absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty())),
      SizeIs(::testing::AllOf(::testing::Gt(30), ::testing::Le(52))));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("<")), Not(HasSubstr("  ")), Not(HasSubstr(" \n")),
                          Not(HasSubstr("\n "))));
  EXPECT_EQ(OutputOf({"generate", model, "king", "queen", "--threads=3"}), text);
  EXPECT_NE(OutputOf({"generate", model, "king", "queen", "--seed=2"}), text);
  EXPECT_THAT(OutputOf({"generate", model, "--words=300", "--show-unknown"}), HasSubstr("<unk>"));
}

TEST_F(Queries, ContinueATextForAsManyWordsOrLinesAsAskedFor) {
  const std::string model = Model(OBJECTIVE_NEXT);
  EXPECT_EQ(OutputOf({"generate", model, "--temperature=0", "--words=3"}), "rare rare rare\n");
  EXPECT_EQ(OutputOf({"generate", model, "man", "--temperature=0", "--words=1"}), "man rare\n");
  EXPECT_EQ(OutputOf({"generate", model, "man", "--top-k=1", "--words=2"}), "man rare rare\n");
  EXPECT_EQ(OutputOf({"generate", model, "man", "--top-p=0.3", "--words=2"}), "man rare rare\n");
  const std::string lines = OutputOf({"generate", model, "--lines=7"});
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 7) << lines;
  EXPECT_EQ(lines.back(), '\n');
}

TEST_F(Queries, ContinueATextUntilNobodyReadsIt) {
  RunningProgram endless({"generate", Model(OBJECTIVE_NEXT), "--words=1000000000"});
  ASSERT_TRUE(endless.WaitForOutput("\n"));
  endless.CloseOutput();
  const ProgramResult result = endless.Finish();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors, "");
}

TEST_F(Queries, AskAModelOnlyWhatItIsFor) {
  EXPECT_THAT(RunProgram({"generate", Model(OBJECTIVE_MASKED), "king"}).errors,
              HasSubstr("is a masked model"));
  EXPECT_THAT(RunProgram({"fill", Model(OBJECTIVE_SKIPGRAM), "king ___"}).errors,
              HasSubstr("is a skip-gram model"));
}

// "rare" is the most probable everywhere; "king" and "queen" are alike.
TEST_F(Queries, CompleteSentencesAndSayHowOftenRightly) {
  const std::string questions = folder_ + "/questions.tsv";
  WriteBytes(questions,
             "id\tquestion\ta\tb\tanswer\n"
             "1\tking ___ man\tking\trare\tb\n"
             "2\tking ___ man\tqueen\trare\ta\n"
             "3\tking ___ man\tking\tqueen\ta\n"
             "4\tking ___ man\tking\tzebra\ta\n");
  const std::string next = Model(OBJECTIVE_NEXT);
  const std::string masked = Model(OBJECTIVE_MASKED);
  for (const std::string& model : {next, masked}) {
    EXPECT_EQ(OutputOf({"evaluate", "completion", model, questions}),
              "  questions  correct  tied  unknown candidates  accuracy  file\n"
              "          4        2     1                   1    62.50%  " +
                  questions + "\n");
  }
  EXPECT_EQ(OutputOf({"evaluate", "completion", next, questions, "--mix=" + masked, "--score=word",
                      "--format=tsv"}),
            questions + "\t4\t2\t1\t1\t0.625\n");
  EXPECT_EQ(OutputOf({"evaluate", "completion", masked, "-", "--score=sentence", "--format=json"},
                     BytesOf(questions)),
            "{\"file\":\"standard input\",\"questions\":4,\"correct\":2,\"tied\":1,"
            "\"unknown_candidates\":1,\"accuracy\":0.625}\n");
}

// The figures are those of tests/query/analogy_test.cc.
TEST_F(Queries, AnswerAnAnalogyByEitherMethod) {
  const std::string model = Model(OBJECTIVE_NEXT);
  EXPECT_EQ(OutputOf({"analogy", model, "king", "queen", "man", "--top=2"}),
            "  0.9665  apple\n  0.6581  woman\n");
  EXPECT_EQ(OutputOf({"analogy", model, "king", "queen", "man", "--top=2", "--method=3CosMul"}),
            "  0.8528  apple\n  0.7314  pear\n");
  EXPECT_EQ(OutputOf({"analogy", model, "--top=1"}, "king queen man\nking queen  man\r\n"),
            "king queen man\n  0.9665  apple\nking queen  man\n  0.9665  apple\n");
}

// 8 / sqrt(10 * 11) = 0.762770.
TEST_F(Queries, TellTheCosineOfTwoWords) {
  const std::string model = Model(OBJECTIVE_NEXT);
  EXPECT_EQ(OutputOf({"similarity", model, "king", "queen"}), "   0.7628  king queen\n");
  EXPECT_EQ(OutputOf({"similarity", model, "king", "queen", "--format=json"}),
            "{\"first\":\"king\",\"second\":\"queen\",\"cosine\":0.762770071}\n");
  EXPECT_EQ(OutputOf({"similarity", model, "--format=tsv"}, "king queen\nking\tking\n"),
            "king\tqueen\t0.762770071\nking\tking\t1\n");
}

TEST_F(Queries, NameAQuestionThatCannotBeAnsweredAndAnswerTheOthers) {
  const std::string model = Model(OBJECTIVE_NEXT);
  const ProgramResult pairs =
      RunProgram({"similarity", model, "--format=tsv"}, "king\nking qeuen\nking king\n");
  EXPECT_EQ(pairs.exit_code, 0);
  EXPECT_EQ(pairs.output, "king\t\t\nking\tqeuen\t\nking\tking\t1\n");
  EXPECT_EQ(pairs.errors,
            "windowlm: note: line 1 of standard input: 2 words were expected, and there is 1\n"
            "windowlm: note: line 2 of standard input: \"qeuen\" is not in the vocabulary of " +
                model + "; did you mean queen?\n");
  const ProgramResult analogy = RunProgram({"analogy", model, "king", "queen", "wman"});
  EXPECT_EQ(analogy.exit_code, 1);
  EXPECT_THAT(analogy.errors, HasSubstr("did you mean man or woman?"));
  EXPECT_EQ(RunProgram({"analogy", model, "king", "queen"}).exit_code, 2);
  EXPECT_EQ(RunProgram({"similarity", model, "king"}).exit_code, 2);
}

TEST_F(Queries, SuggestTheWordsThatAreSpeltAlike) {
  const std::string model = Model(OBJECTIVE_NEXT);
  EXPECT_EQ(RunProgram({"neighbors", model, "aple"}).errors,
            "windowlm: \"aple\" is not in the vocabulary of " + model +
                "; did you mean Apple or apple?\n");
  EXPECT_EQ(RunProgram({"neighbors", model, "zebra"}).errors,
            "windowlm: \"zebra\" is not in the vocabulary of " + model + "\n");
}

}  // namespace
}  // namespace windowlm
