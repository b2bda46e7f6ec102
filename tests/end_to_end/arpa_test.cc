// N-gram models of other programs: ARPA files, imported, asked, mixed and exported.

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/model/ngram/arpa_text.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// The words of a text, each with its log10 probability, rounded to four digits behind the point.
std::vector<std::string> Scored(const std::string& model, const std::string& text) {
  const std::string output = Succeed({"score", model, "--words", "--format=tsv"}, text).output;
  std::vector<std::string> words;
  for (const absl::string_view line : absl::StrSplit(output, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    double number = 0;
    if (fields[0] != "word" || !absl::SimpleAtod(fields[4], &number)) continue;
    words.push_back(
        absl::StrCat(fields[2], " ", std::round(number / std::log(10.0) * 10000) / 10000));
  }
  return words;
}

class Arpa : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(arpa_, kSmallArpa); }

  // The model of an ARPA file, with further options.
  std::string Imported(const std::string& arpa, std::vector<std::string> options = {}) const {
    const std::string model = arpa + ".wlm";
    options.insert(options.begin(), {"ngram", "--import=" + arpa, "--output=" + model});
    Succeed(options);
    return model;
  }

  const std::string folder_ = FreshFolder();
  const std::string arpa_ = folder_ + "/small.arpa";
};

TEST_F(Arpa, IsAModelThatAnswers) {
  const std::string model = Imported(arpa_);
  EXPECT_THAT(Scored(model, "a a\nb\n"),
              ElementsAre("a -0.1", "a -0.3", "</s> -0.8", "b -1.2", "</s> -0.7"));
  EXPECT_EQ(Succeed({"predict", model, "--format=tsv", "--top=1"}, "a\n").output,
            "a\t1\ta\t0.50118722\n");
  EXPECT_THAT(Succeed({"evaluate", "perplexity", model, arpa_}).output, HasSubstr("perplexity"));
  Succeed({"generate", model, "a", "--lines=2"});
  EXPECT_THAT(Succeed({"info", model, "--check"}).output,
              AllOf(HasSubstr("a 2-gram model"), HasSubstr("imported    from 124 bytes"),
                    HasSubstr("ngram.2.log10_probability"),
                    HasSubstr("windowlm ngram --import=FILE --output=MODEL"), HasSubstr("whole"),
                    Not(HasSubstr("corpus")), Not(HasSubstr("--order"))));
  EXPECT_THAT(Succeed({"info", model, "--format=json"}).output, HasSubstr("\"imported\":{"));
  const ProgramResult words = Succeed({"info", model, "--words"});
  EXPECT_EQ(words.output, "  <unk>\n  </s>\n  a\n");
  EXPECT_THAT(words.errors, HasSubstr("has imported n-grams, whose words have no counts"));
}

TEST_F(Arpa, IsTheSameModelFromAnyInputOnAnyNumberOfThreads) {
  const std::string model = BytesOf(Imported(arpa_));
  const std::string other = folder_ + "/other.wlm";
  Succeed({"ngram", "--import=-", "--output=" + other, "--threads=3", "--quiet"},
          absl::StrReplaceAll(kSmallArpa, {{"\n", "\r\n"}}));
  EXPECT_TRUE(BytesOf(other) == model);
  Succeed({"export", other, folder_ + "/small.arpa.gz", "--to=arpa"});
  EXPECT_EQ(BytesOf(folder_ + "/small.arpa.gz").substr(0, 2), "\x1f\x8b");
  const std::string again = Imported(folder_ + "/small.arpa.gz");
  EXPECT_EQ(Scored(again, "a a\nb\n"), Scored(other, "a a\nb\n"));
}

TEST_F(Arpa, IsWrittenOfAModelOfText) {
  const std::string text = Succeed({"sample-corpus", "--words=3000"}).output;
  WriteBytes(folder_ + "/text.txt", text);
  const std::string model = folder_ + "/text.wlm";
  Succeed({"ngram", folder_ + "/text.txt", "--order=4", "--output=" + model});
  const std::string exported = folder_ + "/text.arpa";
  Succeed({"export", model, exported, "--to=arpa"});
  EXPECT_EQ(Succeed({"export", model, "-", "--to=arpa"}).output, BytesOf(exported));
  const std::string imported = Imported(exported, {"--vocabulary-of=" + model});
  const std::string other = "the dog gets fed\nno such words\n";
  EXPECT_EQ(Scored(imported, other), Scored(model, other));
  // Digits are not lost again.
  EXPECT_EQ(Succeed({"export", imported, "-", "--to=arpa"}).output, BytesOf(exported));
  EXPECT_THAT(Succeed({"evaluate", "perplexity", model, folder_ + "/text.txt", "--mix=" + imported,
                       "--mix-weight=0.5"})
                  .output,
              HasSubstr("perplexity"));
}

TEST_F(Arpa, TellsWhatIsReadOtherwiseThanItStands) {
  const std::string changed =
      absl::StrReplaceAll(kSmallArpa, {{"ngram 1=4", "ngram 1=3"},
                                       {"-0.7\t<unk>\t-0.1\n", ""},
                                       {"ngram 2=2", "ngram 2=3"},
                                       {"-0.3\ta a\n", "-inf\ta a\n-0.2\ta <s>\n"}});
  WriteBytes(arpa_, changed);
  EXPECT_THAT(Succeed({"ngram", "--import=" + arpa_, "--output=" + folder_ + "/m.wlm"}).errors,
              AllOf(HasSubstr("small.arpa has no <unk>: unknown words have the log10 probability "
                              "-100"),
                    HasSubstr(" with a probability of 0 (-inf) got the log10 probability -100"),
                    HasSubstr("1 n-gram of " + arpa_ + " with <s> behind another word"),
                    HasSubstr("order 2: 2 n-grams")));
}

TEST_F(Arpa, OrTheCommandLineIsRefusedWithTheReason) {
  const std::string output = "--output=" + folder_ + "/m.wlm";
  const std::string import = "--import=" + arpa_;
  EXPECT_THAT(ErrorOf(2, {"ngram", output}), HasSubstr("CORPUS is required, or --import=FILE"));
  EXPECT_THAT(ErrorOf(2, {"ngram", arpa_, import, output}), HasSubstr("--import reads no text"));
  EXPECT_THAT(ErrorOf(2, {"ngram", import, output, "--min-count=2"}), HasSubstr("--min-count"));
  EXPECT_EQ(RunProgram({"ngram", import, output, "--order=2"}).exit_code, 2);
  EXPECT_THAT(ErrorOf(2, {"ngram", import, "--output=" + arpa_}), HasSubstr("imported"));
  WriteBytes(arpa_, absl::StrReplaceAll(kSmallArpa, {{"a a", "a b"}}));
  EXPECT_THAT(
      ErrorOf(1, {"ngram", import, output}),
      HasSubstr("small.arpa, line 13: a word of the 1-grams was expected, and found \"b\""));
}

TEST_F(Arpa, IsNamedWhereAModelOfTheOtherKindIsExported) {
  const std::string ngram = Imported(arpa_);
  const std::string file = folder_ + "/file";
  EXPECT_THAT(
      ErrorOf(1, {"export", ngram, file}),
      AllOf(HasSubstr("is an n-gram model, which has no word vectors"), HasSubstr("--to=arpa")));
  EXPECT_THAT(ErrorOf(2, {"export", ngram, file, "--to=arpa", "--vectors=input"}),
              HasSubstr("--to=arpa writes n-grams"));
  WriteBytes(folder_ + "/v.txt", "a 1 2\nb 3 4\n");
  Succeed({"import", folder_ + "/v.txt", "--output=" + folder_ + "/v.wlm"});
  EXPECT_THAT(ErrorOf(1, {"export", folder_ + "/v.wlm", file, "--to=arpa"}),
              HasSubstr("is no n-gram model, and --to=arpa writes those alone"));
}

TEST_F(Arpa, IsReadByTheRulesThatAreGiven) {
  const std::string marked = "<s> A a </s>\n";
  EXPECT_THAT(Scored(Imported(arpa_), marked),
              ElementsAre("<unk> -1.2", "A -0.8", "a -0.5", "<unk> -0.9", "</s> -0.7"));
  EXPECT_THAT(Scored(Imported(arpa_, {"--lowercase", "--skip-special-words"}), marked),
              ElementsAre("a -0.1", "a -0.3", "</s> -0.8"));
}

}  // namespace
}  // namespace windowlm
