// What the program makes of a command line that is right.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class CommandLine : public testing::Test {
 protected:
  // What the command prints, which must succeed without a word on standard error.
  static std::string OutputOf(const std::vector<std::string>& arguments,
                              const std::string& input = "") {
    const ProgramResult result = RunProgram(arguments, input);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    EXPECT_EQ(result.errors, "");
    return result.output;
  }

  // A model of a text with words in brackets.
  void Train(std::vector<std::string> options) const {
    WriteBytes(corpus_, "the dog sees [UNK]\nthe [cat] sees the dog\n");
    options.insert(options.begin(), {"train", "--output=" + model_, "--dim=4", "--hidden=4",
                                     "--max-steps=1", "--quiet", "--tokenizer=whitespace"});
    OutputOf(options);
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(CommandLine, HelpNamesEveryCommand) {
  const std::string help = OutputOf({"help"});
  for (const char* command :
       {"train", "predict", "generate", "fill", "neighbors", "similarity", "analogy", "evaluate",
        "ngram", "score", "export", "import", "info", "sample-corpus", "plot", "completion"}) {
    EXPECT_THAT(help, HasSubstr(command));
    const std::string more = OutputOf({"help", command});
    EXPECT_THAT(more, AllOf(HasSubstr("Usage:"), HasSubstr("Example"))) << command;
    EXPECT_EQ(OutputOf({command, "--help"}), more);
  }
  EXPECT_EQ(OutputOf({"--help"}), help);
  EXPECT_EQ(OutputOf({}), help);
}

TEST_F(CommandLine, TellsTheVersion) {
  EXPECT_THAT(OutputOf({"--version"}), StartsWith("windowlm "));
}

TEST_F(CommandLine, TakesAWordInBracketsAsAWord) {
  Train({corpus_});
  EXPECT_THAT(OutputOf({"neighbors", model_, "[cat]", "[UNK]"}), HasSubstr("[cat]"));
}

TEST_F(CommandLine, TakesOneValidationTextAnOption) {
  const std::string valid = folder_ + "/valid.txt";
  WriteBytes(valid, "the dog sees the dog\n");
  Train({corpus_, "--valid", valid});
  const std::string after = BytesOf(model_);
  Train({"--valid", valid, corpus_});
  EXPECT_TRUE(BytesOf(model_) == after);
}

TEST_F(CommandLine, TellsWhereTheTimeWentIfAsked) {
  WriteBytes(corpus_, "the dog sees the cat\nthe cat sees the dog\n");
  const std::vector<std::string> train = {"train", corpus_, "--output=" + model_, "--max-steps=2"};
  std::vector<std::string> with_profile = train;
  with_profile.push_back("--profile");
  const std::string profile = RunProgram(with_profile).errors;
  const std::string model = BytesOf(model_);
  EXPECT_THAT(profile,
              AllOf(HasSubstr("%  reading"), HasSubstr("%  output layer"), HasSubstr("GFLOP/s")));
  EXPECT_THAT(RunProgram(train).errors, ::testing::Not(HasSubstr("reading")));
  EXPECT_TRUE(BytesOf(model_) == model);
}

TEST_F(CommandLine, WarnsOfAnOptionThatHasNoEffect) {
  WriteBytes(corpus_, "the dog sees the cat\nthe cat sees the dog\n");
  const ProgramResult result = RunProgram({"train", corpus_, "--output=" + model_, "--max-steps=1",
                                           "--quiet", "--negatives=20", "--seed=7"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors,
            "windowlm: warning: --negatives has no effect here: it needs "
            "--loss=sampled-softmax, nce or negative-sampling\n");
}

TEST_F(CommandLine, AnswersEachLineOfStandardInput) {
  Train({corpus_});
  const std::string answers =
      OutputOf({"predict", model_, "--format=tsv", "--top=1"}, "the dog\r\n\nthe");
  EXPECT_EQ(std::count(answers.begin(), answers.end(), '\n'), 3) << answers;
  EXPECT_THAT(answers, StartsWith("the dog\t1\t"));
  EXPECT_THAT(answers, AllOf(HasSubstr("\n\t1\t"), HasSubstr("\nthe\t1\t")));
}

TEST_F(CommandLine, AnswersWordsTogetherAsItAnswersEach) {
  Train({corpus_});
  std::string each;
  for (const char* word : {"dog", "sees", "the"}) {
    each += OutputOf({"neighbors", model_, word, "--format=tsv"});
  }
  EXPECT_EQ(OutputOf({"neighbors", model_, "dog", "sees", "the", "--format=tsv"}), each);
  EXPECT_EQ(OutputOf({"neighbors", model_, "--format=tsv"}, "dog\nsees\r\nthe"), each);
  // Unknown words do not keep the others from their answers.
  const ProgramResult result =
      RunProgram({"neighbors", model_, "dog", "zebra", "sees", "the", "--format=tsv"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.errors, HasSubstr("zebra"));
  EXPECT_EQ(absl::StrReplaceAll(result.output, {{"zebra\t\t\t\n", ""}}), each);
}

TEST_F(CommandLine, AnswersTheLinesAroundOneThatIsTooLong) {
  Train({corpus_});
  const std::string dog = OutputOf({"neighbors", model_, "dog", "--format=tsv"});
  const ProgramResult result = RunProgram({"neighbors", model_, "--format=tsv"},
                                          "dog\n" + std::string((1 << 20) + 1, 'x') + "\ndog");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, dog + std::string(100, 'x') + "\t\t\t\n" + dog);
  EXPECT_THAT(result.errors, HasSubstr("line 2 of standard input: the line has more than 1048576"));
}

}  // namespace
}  // namespace windowlm
