// Vocabularies that lists of words decide.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kText[] = "the dog sees the cat\nthe cat sees the dog\nThe tiger sees a zebra\n";

class WordLists : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(corpus_, kText); }

  // The arguments of a training with the words of `list`.
  std::vector<std::string> TrainArguments(const std::string& list,
                                          const std::vector<std::string>& more) const {
    WriteBytes(list_, list);
    std::vector<std::string> arguments = {"train",         corpus_,    "--output=" + model_,
                                          "--max-steps=1", "--dim=3",  "--hidden=none",
                                          "--epochs=1",    "--seed=3", "--precision=float32"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  std::string Words() const { return Succeed({"info", model_, "--words", "--format=tsv"}).output; }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string list_ = folder_ + "/list.tsv";
  const std::string model_ = folder_ + "/model.wlm";
  const std::string keep_ = "--keep-words=" + list_;
  const std::string vocabulary_ = "--vocabulary=" + list_;
};

TEST_F(WordLists, KeepRareWords) {
  const ProgramResult result =
      Succeed(TrainArguments("Tiger\tcat\t7.35\r\nLion\tcat\t7\r\nNew York\tcat\t1\r\n",
                             {keep_, "--min-count=3", "--lowercase"}));
  EXPECT_EQ(Words(), "<unk>\t6\nthe\t5\n</s>\t3\nsees\t3\ntiger\t1\n");
}

TEST_F(WordLists, SayWhichWordsTheTextLacks) {
  const std::string list = "Tiger\tcat\t7.35\nLion\tcat\t7\nNew York\tcat\t1\ntiger\n";
  EXPECT_THAT(Succeed(TrainArguments(list, {keep_, "--min-count=3", "--lowercase"})).errors,
              HasSubstr("windowlm: note: " + list_ +
                        ": not in the text to train on, so not kept: New York, lion\n"));
  EXPECT_EQ(Succeed(TrainArguments(list, {keep_, "--lowercase", "--quiet"})).errors, "");
}

TEST_F(WordLists, KeepWordsBeforeMoreFrequentOnes) {
  // As `info --words` prints them, and from standard input.
  Succeed(TrainArguments("", {"--keep-words=-", "--vocab-size=6", "--quiet"}),
          "         2,001  zebra\n             1  tiger\n");
  EXPECT_EQ(Words(), "<unk>\t9\nthe\t4\n</s>\t3\ntiger\t1\nzebra\t1\n");
  EXPECT_THAT(ErrorOf(1, TrainArguments("a\ntiger\nzebra\nlion\n", {keep_, "--vocab-size=5"})),
              AllOf(HasSubstr("--vocab-size is 5; at least 6 was expected"),
                    HasSubstr("3 words to keep (labels, and those of --keep-words)")));
}

TEST_F(WordLists, AreAVocabularyWithItsCounts) {
  const std::string list = "the\t1000\nzebra\t20\nabsent\t20\n</s>\t9\n<unk>\t5\ndog\t0\n";
  const ProgramResult result = Succeed(TrainArguments(list, {vocabulary_}));
  EXPECT_EQ(Words(), "the\t1000\nabsent\t20\nzebra\t20\n</s>\t9\n<unk>\t5\ndog\t0\n");
  EXPECT_THAT(result.errors,
              HasSubstr("8 words are <unk> to " + list_ + ", of whose words the text lacks 1\n"));
  EXPECT_THAT(Succeed({"info", model_}).output,
              AllOf(HasSubstr("words       those of a list of 49 bytes, CRC-32C "),
                    HasSubstr(" --vocabulary=FILE")));
}

TEST_F(WordLists, AreAVocabularyThatIsCountedInTheText) {
  Succeed(TrainArguments("zebra\nabsent\nthe\ndog\n", {vocabulary_}));
  EXPECT_EQ(Words(), "<unk>\t8\nthe\t4\n</s>\t3\ndog\t2\nzebra\t1\nabsent\t0\n");
}

TEST_F(WordLists, MakeTheModelThatTheTextMakesOfTheSameVocabulary) {
  const std::vector<std::string> options = {"--loss=negative-sampling", "--objective=masked",
                                            "--combine=mean", "--subsample=0.1", "--quiet"};
  Succeed(TrainArguments("", options));
  const std::string vectors = Succeed({"export", model_, "-"}).output;
  const std::string table = Words();
  const std::string printed = Succeed({"info", model_, "--words"}).output;
  std::vector<std::string> with_list = options;
  with_list.push_back(vocabulary_);
  for (const std::string& words : {table, printed}) {
    Succeed(TrainArguments(words, with_list));
    EXPECT_EQ(Succeed({"export", model_, "-"}).output, vectors) << words;
  }
  // Frequent words are thinned out by the list's counts, and noise words drawn by them.
  const size_t sees = table.find("sees\t3");
  ASSERT_NE(sees, std::string::npos);
  Succeed(TrainArguments(std::string(table).replace(sees, 6, "sees\t4"), with_list));
  EXPECT_NE(Succeed({"export", model_, "-"}).output, vectors);
}

TEST_F(WordLists, AreReadByTheTextRules) {
  EXPECT_THAT(Succeed(TrainArguments("The\nthe\ndon't.\n",
                                     {vocabulary_, "--lowercase", "--tokenizer=words"}))
                  .errors,
              HasSubstr("note: " + list_ +
                        ": no text has these words with --tokenizer=words and "
                        "--lowercase: The, don't.\n"));
}

TEST_F(WordLists, LeaveOptionsWithoutAnEffect) {
  const std::string errors =
      Succeed(TrainArguments("the\ndog\n", {vocabulary_, "--min-count=2", "--vocab-size=4"}))
          .errors;
  for (const char* option : {"--min-count", "--vocab-size"}) {
    EXPECT_THAT(errors, HasSubstr(std::string("warning: ") + option +
                                  " has no effect here: it needs a vocabulary of the text's words, "
                                  "and --vocabulary gives another\n"));
  }
  EXPECT_THAT(Words(), HasSubstr("dog\t2\n"));
  EXPECT_THAT(Succeed(TrainArguments("the\n", {vocabulary_, "--min-count=1"})).errors,
              Not(HasSubstr("warning")));
}

TEST_F(WordLists, NameWhatIsWrong) {
  EXPECT_THAT(ErrorOf(1, TrainArguments("the\t1\ndog\n", {vocabulary_})),
              HasSubstr(list_ + ", line 2: a word and its count were expected"));
  for (const std::string& option : {keep_, vocabulary_}) {
    EXPECT_THAT(ErrorOf(1, TrainArguments("\n", {option})),
                HasSubstr(list_ + ": one word a line was expected, and found none"));
    EXPECT_THAT(ErrorOf(2, TrainArguments("the\n", {option, "--continue=" + model_})),
                HasSubstr("--continue"));
  }
  EXPECT_THAT(ErrorOf(2, TrainArguments("the\n", {keep_, vocabulary_})), HasSubstr("--keep-words"));
  EXPECT_THAT(ErrorOf(1, TrainArguments("", {"--vocabulary=" + folder_})), HasSubstr(folder_));
  EXPECT_THAT(ErrorOf(2, TrainArguments("the\n", {"-", "--keep-words=-"})),
              HasSubstr("standard input (-) was given twice"));
  EXPECT_THAT(ErrorOf(2, {"train", corpus_, keep_, "--output=" + list_}),
              HasSubstr("it is a list of words that is to be read"));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "list.tsv"));
}

}  // namespace
}  // namespace windowlm
