// The command that joins a text's phrases.

#include <sys/stat.h>
#include <zlib.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kText[] =
    "new york times\n"
    "the bank of america , in new york times\n"
    "\n"
    "new hat , new shoes\n"
    "bank of america";

class Phrases : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(text_, kText); }

  // The arguments of a command that makes phrases of nearly all that was seen twice.
  std::vector<std::string> Arguments(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"phrases", text_, "--min-count=1", "--threshold=1.5",
                                          "--tokenizer=whitespace"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  const std::string folder_ = FreshFolder();
  const std::string text_ = folder_ + "/text.txt";
  const std::string joined_ = folder_ + "/joined.txt";
  const std::string list_ = folder_ + "/list.tsv";
  const std::string common_ = folder_ + "/common.txt";
  const std::string output_ = "--output=" + joined_;
};

// 10 words and 8 pairs are in the table: bank_of scores (2 - 1) / (2 * 2) * 18, new_york half of
// it, and so on. "york_times" is a phrase as well, but new_york comes first.
TEST_F(Phrases, BecomeOneWordInEachLine) {
  const ProgramResult result = Succeed(Arguments({output_}));
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(result.errors, "pass 1: 20 words, 10 different and 8 pairs of them, 4 phrases\n");
  EXPECT_EQ(BytesOf(joined_),
            "new_york times\nthe bank_of america , in new_york times\n\nnew hat , new shoes\n"
            "bank_of america\n");
}

TEST_F(Phrases, OfTwoPassesHaveThreeWords) {
  const ProgramResult result = Succeed(Arguments({"--output=-", "--passes=2", "--quiet"}));
  EXPECT_EQ(result.output,
            "new_york_times\nthe bank_of_america , in new_york_times\n\nnew hat , new shoes\n"
            "bank_of_america\n");
  EXPECT_EQ(result.errors, "");
}

TEST_F(Phrases, HaveCommonWordsInside) {
  WriteBytes(common_, "Of\nthe\n,\nof the\n");
  const ProgramResult result = Succeed(
      Arguments({"--output=-", "--common-words=" + common_, "--lowercase", "--list=" + list_}));
  EXPECT_THAT(result.output, AllOf(HasSubstr("the bank_of_america , in new_york times\n"),
                                   HasSubstr("\nbank_of_america\n")));
  EXPECT_THAT(result.errors,
              HasSubstr("note: " + common_ + ": no phrase can have these within it: of the, ,\n"));
  EXPECT_THAT(BytesOf(list_), StartsWith("bank_of_america\t"));
}

// With common words, 8 words and 6 pairs are in the table: bank_of_america and york_times score
// (2 - 1) / (2 * 2) * 14, new_york (2 - 1) / (4 * 2) * 14. In the second pass there are 7 and 4.
TEST_F(Phrases, AreListedBestFirst) {
  WriteBytes(common_, "of\nthe\n");
  Succeed(Arguments({output_, "--common-words=" + common_, "--list=" + list_, "--passes=2"}));
  EXPECT_EQ(BytesOf(list_),
            "bank_of_america\t3.5\t2\t1\nyork_times\t3.5\t2\t1\nnew_york_times\t2.75\t2\t2\n"
            "new_york\t1.75\t2\t1\n");
}

TEST_F(Phrases, ScoredByNpmiHaveAnotherThreshold) {
  const std::vector<std::string> arguments = {"phrases",       text_,
                                              "--min-count=2", "--scoring=npmi",
                                              "--quiet",       "--tokenizer=whitespace",
                                              output_,         "--list=" + list_};
  Succeed(arguments);
  // ln((2/20) / (2/20)^2) / -ln(2/20), and ln((2/20) / (4/20 * 2/20)) / -ln(2/20).
  EXPECT_EQ(BytesOf(list_),
            "bank_of\t1\t2\t1\nof_america\t1\t2\t1\nyork_times\t1\t2\t1\n"
            "new_york\t0.698970004\t2\t1\n");
}

TEST_F(Phrases, AreTheSameHoweverTheTextComes) {
  const std::string expected = Succeed(Arguments({"--output=-"})).output;
  const std::string compressed = folder_ + "/text.gz";
  const gzFile file = gzopen(compressed.c_str(), "wb");
  ASSERT_GT(gzputs(file, kText), 0);
  ASSERT_EQ(gzclose(file), Z_OK);
  EXPECT_EQ(Succeed({"phrases", compressed, "--min-count=1", "--threshold=1.5",
                     "--tokenizer=whitespace", "--output=-"})
                .output,
            expected);
  const std::string rest = folder_ + "/rest.txt";
  WriteBytes(rest, std::string(kText).substr(15));
  WriteBytes(text_, std::string(kText).substr(0, 15));
  EXPECT_EQ(Succeed(Arguments({rest, "--output=-"})).output, expected);
  const std::string below = folder_ + "/below";
  ASSERT_EQ(mkdir(below.c_str(), 0700), 0);
  WriteBytes(below + "/all.txt", kText);
  EXPECT_EQ(Succeed({"phrases", below, "--min-count=1", "--threshold=1.5", "--tokenizer=whitespace",
                     "--output=-"})
                .output,
            expected);
}

TEST_F(Phrases, OfWordsThatAreCutFollowTheTextsRules) {
  WriteBytes(text_, "New York, new York. It is new York!\n");
  EXPECT_EQ(Succeed({"phrases", text_, "--min-count=1", "--threshold=0.8", "--tokenizer=words",
                     "--lowercase", "--output=-"})
                .output,
            "new_york , new_york . it is new_york !\n");
}

// A training finds the phrases of its text, and joins those of prompts and of other texts.
TEST_F(Phrases, AreWordsOfAModelThatIsTrainedWithThem) {
  std::string text;
  // What stands around the phrase is never the same.
  for (int i = 0; i < 400; ++i) {
    absl::StrAppend(&text, "a", i, i % 40 == 0 ? " new york b" : " b", i, "\n");
  }
  WriteBytes(text_, text);
  const std::string model = folder_ + "/model.wlm";
  const std::string command_output = Succeed({"phrases", text_, "--output=-", "--passes=2"}).output;
  EXPECT_THAT(command_output, HasSubstr("new_york"));
  Succeed({"train", text_, "--phrases=2", "--output=" + model, "--dim=8", "--hidden=8",
           "--epochs=2", "--valid=" + text_});
  const std::string words = Succeed({"info", model, "--words"}).output;
  EXPECT_THAT(words, HasSubstr("new_york"));
  EXPECT_THAT(Succeed({"info", model}).output, HasSubstr("--phrases=2"));
  EXPECT_THAT(Succeed({"predict", model, "a0 new york"}).errors, HasSubstr("new_york"));
  // Every word is known, and a phrase is one.
  const std::string joined = folder_ + "/joined.txt";
  WriteBytes(joined, command_output);
  EXPECT_EQ(Succeed({"score", model, text_}).output, Succeed({"score", model, joined}).output);
  EXPECT_EQ(Succeed({"evaluate", "perplexity", model, text_}).output,
            Succeed({"evaluate", "perplexity", model, joined}).output);
  EXPECT_THAT(ErrorOf(1, {"train", "-", "--phrases=1", "--output=" + model + "2"}, text),
              HasSubstr("--phrases reads a corpus more than once"));
}

TEST_F(Phrases, OfAnEmptyTextAreNone) {
  for (const std::string text : {"", "\n\n"}) {
    WriteBytes(text_, text);
    const ProgramResult result =
        Succeed({"phrases", text_, output_, "--passes=2", "--list=" + list_});
    EXPECT_EQ(result.errors, "pass 1: 0 words, 0 different and 0 pairs of them, 0 phrases\n");
    EXPECT_EQ(BytesOf(joined_), text);
    EXPECT_EQ(BytesOf(list_), "");
  }
}

TEST_F(Phrases, AreTrainedOn) {
  Succeed(Arguments({output_}));
  const std::string model = folder_ + "/model.wlm";
  Succeed({"train", joined_, "--output=" + model, "--max-steps=1", "--dim=3", "--hidden=none",
           "--quiet"});
  EXPECT_THAT(Succeed({"info", model, "--words", "--format=tsv"}).output,
              HasSubstr("new_york\t2\n"));
}

TEST_F(Phrases, SayThatRareOnesWereForgotten) {
  EXPECT_THAT(Succeed(Arguments({output_, "--max-pairs=6"})).errors,
              AllOf(HasSubstr("warning: pass 1: there were more than 6 different words and pairs"),
                    HasSubstr("a greater --max-pairs takes more memory\n")));
}

TEST_F(Phrases, AreNotSoughtInWhatIsReadOnce) {
  EXPECT_THAT(ErrorOf(2, {"phrases", "-", output_, "--passes=2"}, kText),
              AllOf(HasSubstr("cannot read standard input for phrases: a file was expected"),
                    HasSubstr("the text is read 3 times")));
  const std::string pipe = folder_ + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(ErrorOf(2, {"phrases", pipe, output_}),
              AllOf(HasSubstr("cannot read " + pipe), HasSubstr("found a pipe or a device")));
}

TEST_F(Phrases, OverwriteNothingThatIsRead) {
  WriteBytes(common_, "of\n");
  for (const std::string written : {"--output=", "--list="}) {
    const std::string other = written == "--list=" ? "--output=-" : "--list=" + list_;
    EXPECT_THAT(ErrorOf(2, {"phrases", text_, written + text_, other}),
                HasSubstr("cannot write " + text_ + ": it is a text that is to be read"));
    EXPECT_THAT(
        ErrorOf(2, {"phrases", text_, written + common_, other, "--common-words=" + common_}),
        HasSubstr("it is a list of words that is to be read"));
  }
  for (const std::string& file : {joined_, folder_ + "/./joined.txt"}) {
    EXPECT_THAT(ErrorOf(2, {"phrases", text_, output_, "--list=" + file}),
                HasSubstr("--output and --list must be two files"));
  }
  EXPECT_EQ(BytesOf(text_), kText);
  EXPECT_THAT(NamesIn(folder_), ElementsAre("common.txt", "text.txt"));
}

TEST_F(Phrases, NameWhatIsWrong) {
  EXPECT_THAT(ErrorOf(1, {"phrases", folder_ + "/none", output_}), HasSubstr(folder_ + "/none"));
  const std::string empty = folder_ + "/empty";
  ASSERT_EQ(mkdir(empty.c_str(), 0700), 0);
  EXPECT_THAT(ErrorOf(1, {"phrases", text_, empty, output_}),
              HasSubstr("there are no texts in the folder " + empty));
  EXPECT_THAT(ErrorOf(1, {"phrases", text_, "--output=" + folder_}), HasSubstr(folder_));
  EXPECT_THAT(ErrorOf(1, {"phrases", text_, output_, "--list=" + folder_ + "/no/list"}),
              HasSubstr(folder_ + "/no"));
  EXPECT_THAT(ErrorOf(1, {"phrases", text_, output_, "--common-words=" + folder_ + "/none"}),
              HasSubstr(folder_ + "/none"));
  EXPECT_THAT(ErrorOf(2, {"phrases", text_}), HasSubstr("--output"));
  EXPECT_THAT(ErrorOf(2, {"phrases", text_, output_, "--threshold=0"}),
              HasSubstr("--threshold must be above 0 with --scoring=default, and is 0"));
  EXPECT_THAT(ErrorOf(2, {"phrases", text_, output_, "--scoring=npmi", "--threshold=1.5"}),
              HasSubstr("--threshold must be from -1 to 1 with --scoring=npmi, and is 1.5"));
  EXPECT_THAT(ErrorOf(2, {"phrases", text_, output_, "--passes=0"}), HasSubstr("--passes"));
  EXPECT_THAT(ErrorOf(2, {"phrases", text_, output_, "--connector-words=" + common_}),
              HasSubstr("windowlm calls it --common-words"));
  WriteBytes(folder_ + "/binary", std::string("\x7f"
                                              "ELF\0\0",
                                              6));
  EXPECT_THAT(ErrorOf(1, {"phrases", folder_ + "/binary", output_}),
              HasSubstr(folder_ + "/binary"));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("binary", "empty", "text.txt"));
}

TEST_F(Phrases, EndWithTheirReader) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "the dog gets fed\n";
  WriteBytes(text_, text);
  RunningProgram program({"phrases", text_, "--output=-", "--quiet", "--list=" + list_});
  EXPECT_TRUE(program.WaitForOutput("the dog"));
  program.CloseOutput();
  const ProgramResult result = program.Finish();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors, "");
}

}  // namespace
}  // namespace windowlm
