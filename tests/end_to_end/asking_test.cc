// What is asked of word vectors, of the vocabulary and of a text, besides the questions of
// queries_test.cc; on a model whose word vectors are known.

#include <zlib.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/ten_word_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Asking : public testing::Test {
 protected:
  void SetUp() override { SaveTenWordModel(model_, OBJECTIVE_NEXT); }

  // The output of a command that succeeds without a word on standard error.
  static std::string OutputOf(const std::vector<std::string>& arguments,
                              const std::string& input = "") {
    const ProgramResult result = RunProgram(arguments, input);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.errors, "");
    return result.output;
  }

  // The path of a new file.
  std::string File(const std::string& name, const std::string& bytes) const {
    WriteBytes(folder_ + "/" + name, bytes);
    return folder_ + "/" + name;
  }

  // The path of a model whose vectors were imported.
  std::string Imported() const {
    const std::string path = folder_ + "/imported.wlm";
    Succeed({"import", "-", "--output=" + path}, "dog 1 0.25\ncat 0.5 -1e-05\n");
    return path;
  }

  std::string NotKnown(const std::string& word) const {
    return absl::StrCat("\"", word, "\" is not in the vocabulary of ", model_);
  }

  const std::string folder_ = FreshFolder();
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(Asking, ForVectorsGivesAllTheirDigits) {
  EXPECT_EQ(OutputOf({"vectors", model_, "king", "Ödland"}), "king 3 1 0\nÖdland -2 3 3\n");
  EXPECT_EQ(OutputOf({"vectors", model_, "king", "--format=tsv"}), "king\t3\t1\t0\n");
  EXPECT_EQ(OutputOf({"vectors", Imported(), "cat", "--format=json"}),
            "{\"word\":\"cat\",\"vector\":[0.5,-1e-05]}\n");
}

TEST_F(Asking, ForAllVectorsGivesThoseThatExportWrites) {
  for (const std::string& model : {model_, Imported()}) {
    EXPECT_EQ(OutputOf({"vectors", model, "--all"}),
              OutputOf({"export", model, "-", "--to=glove"}));
  }
  EXPECT_THAT(ErrorOf(2, {"vectors", model_, "king", "--all"}), HasSubstr("--all"));
}

TEST_F(Asking, ForVectorsNamesTheLineOfAnUnknownWordAndGoesOn) {
  const ProgramResult result = RunProgram({"vectors", model_}, "king\n\n zebra \n man\r\n");
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.output, "king 3 1 0\nman 2 2 0\n");
  EXPECT_EQ(result.errors, "windowlm: line 3 of standard input: " + NotKnown("zebra") + "\n");
}

TEST_F(Asking, ForTheNeighborsOfAnExpressionAnswersAsAnAnalogyDoes) {
  EXPECT_EQ(OutputOf({"neighbors", model_, "--expression=queen - king + man", "--top=2"}),
            "  0.9665  apple\n  0.6581  woman\n");
  EXPECT_EQ(OutputOf({"neighbors", model_, "--expression=queen - king + man"}),
            OutputOf({"analogy", model_, "king", "queen", "man"}));
  EXPECT_THAT(OutputOf({"neighbors", model_, "--expression", "queen - king", "--format=json"}),
              StartsWith("{\"expression\":\"queen - king\",\"neighbors\":[{\"word\":"));
  EXPECT_EQ(OutputOf({"neighbors", model_, "--expression=king", "--top=3"}),
            OutputOf({"neighbors", model_, "king", "--top=3"}));
}

TEST_F(Asking, ForTheNeighborsOfAnExpressionNamesTheTermThatIsWrong) {
  const auto error = [&](int exit_code, const std::string& expression) {
    return ErrorOf(exit_code, {"neighbors", model_, "--expression=" + expression});
  };
  EXPECT_THAT(
      error(2, "king - + man"),
      HasSubstr("--expression: term 2, at byte 8: a word was expected, and there is \"+\""));
  EXPECT_THAT(error(2, "king man"), HasSubstr("term 2, at byte 6: + or - was expected"));
  EXPECT_THAT(error(1, "king - zebra"),
              HasSubstr("--expression: term 2, at byte 8: " + NotKnown("zebra")));
  EXPECT_THAT(error(1, "king - king"), HasSubstr("\"king - king\" cancel out"));
  EXPECT_EQ(RunProgram({"neighbors", model_, "king", "--expression=king"}).exit_code, 2);
}

TEST_F(Asking, ForNeighborsWithANegativeWordSubtractsItFromEach) {
  EXPECT_EQ(OutputOf({"neighbors", model_, "king", "--negative=man"}),
            OutputOf({"neighbors", model_, "--expression=king - man"}));
  EXPECT_EQ(
      OutputOf({"neighbors", model_, "--negative=man", "--negative=rare", "--format=tsv"},
               "king\nqueen\n"),
      absl::StrReplaceAll(
          OutputOf({"neighbors", model_, "--expression=king - man - rare", "--format=tsv"}) +
              OutputOf({"neighbors", model_, "--expression=queen - man - rare", "--format=tsv"}),
          {{" - man - rare", ""}}));
  EXPECT_THAT(ErrorOf(1, {"neighbors", model_, "king", "--negative=zebra"}),
              HasSubstr("--negative: " + NotKnown("zebra")));
}

// 16 / sqrt(10 * 33) = 0.880771, 8 / sqrt(10 * 11) = 0.762770.
TEST_F(Asking, ForNeighborsAmongAFilesWordsAnswersWithThoseAlone) {
  const std::string known = File("known.txt", "queen\n\n rare\nking\n");
  EXPECT_EQ(OutputOf({"neighbors", model_, "king", "--among=" + known}),
            "  0.8808  rare\n  0.7628  queen\n");
  const ProgramResult some = RunProgram({"neighbors", model_, "king", "--among=-"}, "zebra\nrare");
  EXPECT_EQ(some.exit_code, 0);
  EXPECT_EQ(some.output, "  0.8808  rare\n");
  EXPECT_EQ(some.errors,
            "windowlm: note: standard input: not in the vocabulary, so no answers: zebra\n");
  const std::string strange = File("strange.txt", "zebra\nox\n");
  EXPECT_THAT(ErrorOf(1, {"neighbors", model_, "king", "--among=" + strange}),
              HasSubstr(strange + ": none of its 2 words is in the vocabulary of " + model_));
  EXPECT_THAT(ErrorOf(1, {"neighbors", model_, "king", "--among=" + folder_ + "/missing"}),
              HasSubstr("/missing"));
  EXPECT_THAT(ErrorOf(2, {"neighbors", model_, "--among=-"}, "rare\n"),
              HasSubstr("standard input"));
}

// The words' counts are 12 for king, 11 for queen, and so on.
TEST_F(Asking, ForNeighborsWithCountsShowsAndBoundsThem) {
  EXPECT_EQ(OutputOf({"neighbors", model_, "king", "--min-count=9"}),
            "  0.9303  apple\n  0.7628  queen\n  0.1174  Apple\n");
  EXPECT_EQ(OutputOf({"neighbors", model_, "king", "--min-count=10", "--counts"}),
            "  0.7628          11  queen\n  0.1174          10  Apple\n");
  EXPECT_EQ(OutputOf({"neighbors", model_, "king", "--counts", "--top=1", "--format=tsv"}),
            "king\t1\tapple\t0.930260509\t9\n");
  EXPECT_EQ(OutputOf({"neighbors", model_, "king", "--counts", "--top=1", "--format=json"}),
            "{\"word\":\"king\",\"neighbors\":[{\"word\":\"apple\",\"cosine\":0.930260509,"
            "\"count\":9}]}\n");
  for (const char* option : {"--counts", "--min-count=2"}) {
    EXPECT_THAT(ErrorOf(1, {"neighbors", Imported(), "dog", option}),
                AllOf(HasSubstr("imported vectors, whose words have no counts"),
                      HasSubstr(std::string(option).substr(0, 8))));
  }
}

// The figures are those of tests/query/odd_one_out_test.cc.
TEST_F(Asking, WhichIsTheOddOneOutMarksIt) {
  EXPECT_EQ(OutputOf({"odd-one-out", model_, "king", "queen", "woman", "Apple"}),
            "*  0.1296  Apple\n   0.5672  king\n   0.6149  woman\n   0.8953  queen\n");
  EXPECT_THAT(OutputOf({"odd-one-out", model_, "king", "queen", "Apple", "--format=json"}),
              StartsWith("{\"words\":\"king queen Apple\",\"odd\":\"Apple\",\"fits\":["
                         "{\"word\":\"Apple\",\"cosine\":"));
}

TEST_F(Asking, WhichIsTheOddOneOutOfLinesNamesThoseThatAreNone) {
  const ProgramResult result = RunProgram({"odd-one-out", model_, "--format=tsv"},
                                          "king queen woman Apple\nking queen\nking queen zebra\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.output, StartsWith("king queen woman Apple\t1\tApple\t0.12963415"));
  EXPECT_THAT(result.output, HasSubstr("\nking queen woman Apple\t0\tking\t0.5671598"));
  EXPECT_THAT(result.output, HasSubstr("\nking queen\t\t\t\nking queen zebra\t\t\t\n"));
  EXPECT_EQ(
      result.errors,
      "windowlm: note: line 2 of standard input: at least 3 words were expected, and there are "
      "2\n"
      "windowlm: note: line 3 of standard input: " +
          NotKnown("zebra") + "\n");
  EXPECT_EQ(RunProgram({"odd-one-out", model_, "king", "queen"}).exit_code, 2);
}

TEST_F(Asking, ForContextsAlignsTheWordAndCountsTheRest) {
  const std::string text = File("text.txt", "the straße dog runs\ndog\nwhy is a dog here\na dog\n");
  EXPECT_EQ(OutputOf({"contexts", "dog", text}),
            "the straße  dog  runs\n"
            "            dog\n"
            "  why is a  dog  here\n"
            "         a  dog\n");
  const ProgramResult first =
      RunProgram({"contexts", "dog", text, "--top=3", "--context=1", "--format=tsv"});
  EXPECT_EQ(first.exit_code, 0);
  EXPECT_EQ(absl::StrReplaceAll(first.output, {{text, "TEXT"}}),
            "TEXT\t1\tstraße\tdog\truns\nTEXT\t2\t\tdog\t\nTEXT\t3\ta\tdog\there\n");
  EXPECT_EQ(first.errors, "windowlm: note: 1 more; --top=4 shows all\n");
}

TEST_F(Asking, ForContextsReadsTextsAsTrainingDoes) {
  const std::string compressed = folder_ + "/text.gz";
  constexpr char kText[] = "The Dog, a DOG.\n";
  const gzFile file = gzopen(compressed.c_str(), "wb");
  ASSERT_EQ(gzwrite(file, kText, sizeof(kText) - 1), sizeof(kText) - 1);
  ASSERT_EQ(gzclose(file), Z_OK);
  EXPECT_EQ(absl::StrReplaceAll(OutputOf({"contexts", "Dog", compressed, "-", "--lowercase",
                                          "--tokenizer=words", "--context=2", "--format=json"},
                                         "no\nmy dog"),
                                {{compressed, "TEXT"}}),
            "{\"file\":\"TEXT\",\"line\":1,\"left\":\"the\",\"word\":\"dog\",\"right\":\", a\"}\n"
            "{\"file\":\"TEXT\",\"line\":1,\"left\":\", a\",\"word\":\"dog\",\"right\":\".\"}\n"
            "{\"file\":\"standard input\",\"line\":2,\"left\":\"my\",\"word\":\"dog\","
            "\"right\":\"\"}\n");
}

TEST_F(Asking, ForContextsThatThereAreNotIsAnError) {
  const std::string text = File("text.txt", "a dog\n");
  EXPECT_EQ(ErrorOf(1, {"contexts", "cat", text, "-"}, "a\n"),
            "windowlm: \"cat\" is not in " + text + ", standard input\n");
  EXPECT_THAT(ErrorOf(2, {"contexts", "a dog", text}),
              HasSubstr("one word was expected, and the tokenizer makes 2 of \"a dog\": a, dog"));
  EXPECT_THAT(ErrorOf(1, {"contexts", "dog", folder_ + "/missing"}), HasSubstr("/missing"));
}

TEST_F(Asking, ForContextsEndsWhenNobodyReadsThem) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "my dog barks\n";
  RunningProgram program(
      {"contexts", "dog", File("long.txt", text), "--top=1000000", "--format=tsv"});
  ASSERT_TRUE(program.WaitForOutput("\n"));
  program.CloseOutput();
  const ProgramResult result = program.Finish();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors, "");
}

TEST_F(Asking, ForTheVocabularyGivesItsWordsMostFrequentFirst) {
  EXPECT_THAT(OutputOf({"info", model_, "--words"}),
              AllOf(StartsWith("            12  king\n            11  queen\n"),
                    testing::EndsWith("             1  <unk>\n")));
  EXPECT_THAT(OutputOf({"info", model_, "--words", "--format=tsv"}),
              StartsWith("king\t12\nqueen\t11\nApple\t10\n"));
  EXPECT_THAT(OutputOf({"info", model_, "--words", "--format=json"}),
              StartsWith("{\"word\":\"king\",\"count\":12}\n{\"word\":\"queen\",\"count\":11}\n"));
  EXPECT_THAT(ErrorOf(2, {"info", model_, "--format=tsv"}), HasSubstr("--words"));
}

TEST_F(Asking, ForTheVocabularyOfImportedVectorsSaysThatItHasNoCounts) {
  const ProgramResult result = RunProgram({"info", Imported(), "--words", "--format=tsv"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.output, "dog\ncat\n");
  EXPECT_THAT(result.errors,
              AllOf(StartsWith("windowlm: note: "), HasSubstr("words have no counts")));
}

}  // namespace
}  // namespace windowlm
