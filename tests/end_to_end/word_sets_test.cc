// `windowlm evaluate similarity` and `analogies`, on a model whose word vectors are known.

#include <zlib.h>

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/ten_word_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

constexpr char kPairs[] =
    "# word word score\r\n"
    "king\tqueen\t8.5\r\n"
    "KING\tman\t7\r\n"
    "queen\tWoman\t7\r\n"
    "apple\tpear\t9\r\n"
    "pear\tAPPLE\t8\r\n"
    "STRASSE\tödland\t4.25\r\n"
    "king\tking\t10\r\n"
    "man\tunknown\t3\r\n"
    "apple\tstraße\t0.5\r\n"
    "king\trare\t1\r\n"
    "woman\tpear\t2\r\n";

constexpr char kQuestions[] =
    ": royal \"family\"\n"
    "king queen man woman\n"
    "man woman king queen\n"
    "king queen man stranger\n"
    ": gram1-x\n"
    "man king woman queen\n"
    ": gram2-y\n"
    "strange stranger man queen\n";

// The figures of gensim 4.2 are those of tests/evaluate; here it is how they are written.
class WordSets : public testing::Test {
 protected:
  WordSets() {
    SaveTenWordModel(model_, OBJECTIVE_NEXT);
    WriteBytes(pairs_, kPairs);
    WriteBytes(questions_, kQuestions);
  }

  // With "PAIRS" and "QUESTIONS" for the names of those files. `notes` is what is on standard
  // error.
  std::string Output(const std::vector<std::string>& arguments, const std::string& input = "",
                     const std::string& notes = "") {
    const ProgramResult result = RunProgram(arguments, input);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(Named(result.errors), notes);
    return Named(result.output);
  }

  std::string Named(const std::string& text) const {
    return absl::StrReplaceAll(text, {{pairs_, "PAIRS"}, {questions_, "QUESTIONS"}});
  }

  const std::string folder_ = FreshFolder();
  const std::string model_ = folder_ + "/model.wlm";
  const std::string pairs_ = folder_ + "/pairs.txt";
  const std::string questions_ = folder_ + "/questions.txt";
};

TEST_F(WordSets, OfPairsGiveARowEach) {
  EXPECT_EQ(Output({"evaluate", "similarity", model_, pairs_, pairs_}, "",
                   "windowlm: note: PAIRS: passed over: 1 comment line\n"
                   "windowlm: note: PAIRS: passed over: 1 comment line\n"),
            "  pairs  scored  unknown  Spearman  Pearson  over all  file\n"
            "     11      10    9.09%    0.7317   0.6607    0.7260  PAIRS\n"
            "     11      10    9.09%    0.7317   0.6607    0.7260  PAIRS\n");
  EXPECT_EQ(Output({"evaluate", "similarity", model_, pairs_, "--format=tsv"}),
            "PAIRS\t11\t10\t0.0909090909\t0.731707317\t0.66074232\t0.726027397\t10\t0.731707317"
            "\t0\t1\t0\t3\n");
  EXPECT_EQ(Output({"evaluate", "similarity", model_, pairs_, "--format=json"}),
            "{\"file\":\"PAIRS\",\"pairs\":11,\"scored\":10,\"unknown_share\":0.0909090909,"
            "\"spearman\":0.731707317,\"pearson\":0.66074232,\"scored_with_ngrams\":10,"
            "\"spearman_with_ngrams\":0.731707317,\"spearman_all\":0.726027397,\"headings\":0,"
            "\"comments\":1,\"blank_lines\":0,\"word_columns\":[1,2],\"score_column\":3}\n");
}

TEST_F(WordSets, OfQuestionsGiveEachSectionAndTheTotals) {
  EXPECT_EQ(Output({"evaluate", "analogies", model_, questions_}),
            "QUESTIONS\n"
            "  correct  answered  skipped  accuracy  section\n"
            "        1         2        1    50.00%  royal \"family\"\n"
            "        1         1        0   100.00%  gram1-x\n"
            "        0         0        1         -  gram2-y\n"
            "        1         2        1    50.00%  = semantic\n"
            "        1         1        1   100.00%  = syntactic\n"
            "        2         3        2    66.67%  = all\n");
  EXPECT_EQ(Output({"evaluate", "analogies", model_, questions_, "--format=tsv"}),
            "QUESTIONS\tsection\troyal \"family\"\t1\t2\t1\t0.5\n"
            "QUESTIONS\tsection\tgram1-x\t1\t1\t0\t1\n"
            "QUESTIONS\tsection\tgram2-y\t0\t0\t1\tnan\n"
            "QUESTIONS\ttotal\tsemantic\t1\t2\t1\t0.5\n"
            "QUESTIONS\ttotal\tsyntactic\t1\t1\t1\t1\n"
            "QUESTIONS\ttotal\tall\t2\t3\t2\t0.666666667\n");
  EXPECT_EQ(
      Output({"evaluate", "analogies", model_, questions_, "--format=json"}),
      "{\"file\":\"QUESTIONS\",\"sections\":["
      "{\"section\":\"royal \\\"family\\\"\",\"correct\":1,\"answered\":2,\"skipped\":1,"
      "\"accuracy\":0.5},"
      "{\"section\":\"gram1-x\",\"correct\":1,\"answered\":1,\"skipped\":0,\"accuracy\":1},"
      "{\"section\":\"gram2-y\",\"correct\":0,\"answered\":0,\"skipped\":1,\"accuracy\":null}],"
      "\"semantic\":{\"correct\":1,\"answered\":2,\"skipped\":1,\"accuracy\":0.5},"
      "\"syntactic\":{\"correct\":1,\"answered\":1,\"skipped\":1,\"accuracy\":1},"
      "\"total\":{\"correct\":2,\"answered\":3,\"skipped\":2,\"accuracy\":0.666666667},"
      "\"comments\":0,\"blank_lines\":0}\n");
}

TEST_F(WordSets, AreAskedOfTheMostFrequentWordsAlone) {
  EXPECT_EQ(
      Output({"evaluate", "similarity", model_, pairs_, "--restrict-vocabulary=9", "--format=tsv"}),
      "PAIRS\t11\t9\t0.181818182\t0.798319328\t0.81735791\t0.828377455\t9\t0.798319328"
      "\t0\t1\t0\t3\n");
  EXPECT_THAT(
      RunProgram({"evaluate", "analogies", model_, questions_, "--restrict-vocabulary=5"}).errors,
      HasSubstr("of its 5 questions none can be answered: none has all four words among the first "
                "5 of the model's vocabulary"));
}

TEST_F(WordSets, OfPairsAreReadInOtherFormsAndSayWhatWasTaken) {
  WriteBytes(pairs_,
             "word1,word2,POS,SimLex999,conc\n"
             "king,queen,N,8.5,2\nKING,man,N,7,4\nqueen,Woman,N,7,3\n");
  const std::string text = Output(
      {"evaluate", "similarity", model_, pairs_}, "",
      "windowlm: note: PAIRS: of 5 columns, 1 and 2 were taken for words and 4 for the scores "
      "(\"SimLex999\"); passed over: 1 heading\n");
  const std::string json = Output({"evaluate", "similarity", model_, pairs_, "--format=json"});
  EXPECT_THAT(json, HasSubstr("\"headings\":1,\"comments\":0,\"blank_lines\":0,"
                              "\"word_columns\":[1,2],\"score_column\":4}"));
  WriteBytes(pairs_, "king-n queen-n 8.5\n\nking-n man-n 7\nqueen-n woman-n 7\n");
  EXPECT_EQ(Output({"evaluate", "similarity", model_, pairs_}, "",
                   "windowlm: note: PAIRS: words that are not known with the part of speech behind "
                   "them are looked for without it\n"),
            text);
  WriteBytes(pairs_, "\nking queen 8.5\nking man 7\nqueen woman 7\n");
  EXPECT_EQ(Output({"evaluate", "similarity", model_, pairs_}), text);
}

TEST_F(WordSets, OfPairsAskForTheColumnsThatCannotBeTold) {
  WriteBytes(pairs_, "x,king,y,queen,8.5,1\nx,king,y,man,7,2\nx,queen,y,woman,7,1\n");
  const ProgramResult asks = RunProgram({"evaluate", "similarity", model_, pairs_});
  EXPECT_EQ(asks.exit_code, 1);
  EXPECT_EQ(Named(asks.errors),
            "windowlm: PAIRS, line 1: expected one column of scores: named so, the only one of "
            "numbers, or the mean of the other numbers; found none, so say which it is with "
            "--score-column=N, of 1 \"x\", 2 \"king\", 3 \"y\", 4 \"queen\", 5 \"8.5\", 6 \"1\"\n");
  const std::string told = Output({"evaluate", "similarity", model_, pairs_, "--score-column=5",
                                   "--word-columns=2,4", "--format=tsv"});
  EXPECT_THAT(told, HasSubstr("PAIRS\t3\t3\t0\t"));
  WriteBytes(pairs_, "king queen 8.5\nking man 7\nqueen woman 7\n");
  EXPECT_THAT(
      told,
      HasSubstr(Output({"evaluate", "similarity", model_, pairs_, "--format=tsv"}).substr(0, 40)));
  for (const char* wrong : {"--score-column=0", "--score-column=x", "--word-columns=2",
                            "--word-columns=2,2", "--word-columns=0,1", "--word-columns=1,2,3"}) {
    EXPECT_EQ(RunProgram({"evaluate", "similarity", model_, pairs_, wrong}).exit_code, 2) << wrong;
  }
}

TEST_F(WordSets, OfRelationsAreReadAsFilesOfPairsAre) {
  const std::string relation = folder_ + "/E01 [ruler - spouse].txt";
  WriteBytes(relation, "# rulers\nking\tqueen/wife\nman\tlady/woman\n");
  const ProgramResult result = RunProgram({"evaluate", "analogies", model_, relation});
  EXPECT_EQ(result.errors, "windowlm: note: " + relation + ": passed over: 1 comment line\n");
  EXPECT_EQ(result.output, relation +
                               "\n"
                               "  correct  answered  skipped  accuracy  section\n"
                               "        1         2        0    50.00%  E01 [ruler - spouse]\n"
                               "        1         2        0    50.00%  = semantic\n"
                               "        0         0        0         -  = syntactic\n"
                               "        1         2        0    50.00%  = all\n");
  EXPECT_THAT(Output({"evaluate", "analogies", model_, relation, "--format=json"}),
              HasSubstr("\"comments\":1,\"blank_lines\":0}"));
}

TEST_F(WordSets, MayBeCompressedAndComeFromStandardInput) {
  const std::string compressed = folder_ + "/pairs.gz";
  const gzFile file = gzopen(compressed.c_str(), "wb");
  ASSERT_EQ(gzwrite(file, kPairs, sizeof(kPairs) - 1), sizeof(kPairs) - 1);
  ASSERT_EQ(gzclose(file), Z_OK);
  EXPECT_THAT(Output({"evaluate", "similarity", model_, compressed, "--format=tsv"}),
              HasSubstr("/pairs.gz\t11\t10\t"));
  EXPECT_THAT(Output({"evaluate", "similarity", model_, "-", "--format=tsv"}, kPairs),
              HasSubstr("standard input\t11\t10\t"));
  EXPECT_THAT(Output({"evaluate", "analogies", model_, "-"}, kQuestions),
              HasSubstr("standard input\n"));
}

TEST_F(WordSets, ThatCannotBeScoredLeaveTheOthersAlone) {
  const std::string strange = folder_ + "/strange.txt";
  WriteBytes(strange, "no such 1\n");
  const std::string damaged = folder_ + "/damaged.txt";
  WriteBytes(damaged, ": section\nking queen\nking\n");
  for (const char* measure : {"similarity", "analogies"}) {
    const std::string good = measure[0] == 's' ? pairs_ : questions_;
    const ProgramResult alone = RunProgram({"evaluate", measure, model_, good});
    const ProgramResult all =
        RunProgram({"evaluate", measure, model_, strange, damaged, folder_ + "/missing", good});
    EXPECT_EQ(all.exit_code, 1);
    EXPECT_EQ(all.output, alone.output);
    EXPECT_THAT(all.errors, HasSubstr("windowlm: " + strange));
    EXPECT_THAT(all.errors, HasSubstr("windowlm: " + damaged + ", line "));
    EXPECT_THAT(all.errors, HasSubstr("/missing: No such file"));
  }
  EXPECT_EQ(RunProgram({"evaluate", "similarity", model_, strange}).errors,
            "windowlm: " + strange +
                ": of its 1 pair none can be scored: none has both words among the first 13 of "
                "the model's vocabulary\n");
}

}  // namespace
}  // namespace windowlm
