// Word vectors that come from other programs and go to them.

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
using ::testing::StartsWith;

constexpr char kVectors[] = "dog 1 0.25 0.1\ncat 0.9 0.1 0.1\ntea -1 0.5 3\n";

class Vectors : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(vectors_, kVectors); }

  const std::string folder_ = FreshFolder();
  const std::string vectors_ = folder_ + "/vectors.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(Vectors, ComeBackFromEveryFormatAsTheyWent) {
  Succeed({"import", vectors_, "--output=" + model_});
  for (const std::string format : {"word2vec", "word2vec-binary", "glove", "vec", "numpy"}) {
    const std::string file = folder_ + "/" + format;
    const std::string again = folder_ + "/again.wlm";
    Succeed({"export", model_, file, "--to=" + format});
    Succeed({"import", file, "--output=" + again});
    EXPECT_EQ(Succeed({"export", again, "-", "--to=glove"}).output, kVectors) << format;
    Succeed({"import", file, "--output=" + again, "--from=" + format});
    EXPECT_EQ(Succeed({"export", again, "-", "--to=glove"}).output, kVectors) << format;
  }
}

TEST_F(Vectors, GoToTensorboardInTwoFiles) {
  Succeed({"import", vectors_, "--output=" + model_});
  Succeed({"export", model_, folder_ + "/v.tsv", "--to=tensorboard"});
  EXPECT_EQ(BytesOf(folder_ + "/v.tsv"), "1\t0.25\t0.1\n0.9\t0.1\t0.1\n-1\t0.5\t3\n");
  EXPECT_EQ(BytesOf(folder_ + "/v.tsv.metadata.tsv"), "dog\ncat\ntea\n");
  EXPECT_THAT(ErrorOf(2, {"export", model_, "-", "--to=tensorboard"}),
              HasSubstr("FILE and FILE.metadata.tsv"));
}

TEST_F(Vectors, AnswerWhatNeedsVectorsAlone) {
  Succeed({"import", "-", "--output=" + model_}, kVectors);
  EXPECT_THAT(Succeed({"neighbors", model_, "dog", "--format=tsv", "--top=1"}).output,
              StartsWith("dog\t1\tcat\t0.9"));
  WriteBytes(folder_ + "/pairs", "dog cat 9\ndog tea 1\ncat tea 2\n");
  EXPECT_THAT(
      Succeed({"evaluate", "similarity", model_, folder_ + "/pairs", "--format=tsv"}).output,
      HasSubstr("\t3\t3\t0\t"));
  WriteBytes(folder_ + "/questions", ": one\ndog cat dog cat\n");
  EXPECT_THAT(
      Succeed({"evaluate", "analogies", model_, folder_ + "/questions", "--format=tsv"}).output,
      HasSubstr("\ttotal\tall\t"));
  EXPECT_THAT(Succeed({"info", model_, "--check"}).output,
              AllOf(HasSubstr("word vectors, imported by windowlm"), HasSubstr("3 of 3 numbers"),
                    HasSubstr("  dog\n  cat\n  tea\n"), HasSubstr("6 x 3  embedding"),
                    HasSubstr("whole:")));
  EXPECT_THAT(Succeed({"info", model_, "--format=json"}).output,
              AllOf(HasSubstr("\"dimension\":3"), HasSubstr("\"words\":3")));
}

TEST_F(Vectors, KeepTheirOrderWithTheLineStartAmongThem) {
  const std::string text = "<s> 1 0\ndog 1 2\n</s> 0 1\nnew york 3 4\n<unk> 1 1\n";
  Succeed({"import", "-", "--output=" + model_}, text);
  EXPECT_EQ(Succeed({"export", model_, "-", "--to=glove"}).output, text);
  EXPECT_EQ(Succeed({"vectors", model_, "--all"}).output, text);
  EXPECT_EQ(Succeed({"info", model_, "--words"}).output,
            "  <s>\n  dog\n  </s>\n  new york\n  <unk>\n");
  EXPECT_THAT(Succeed({"info", model_}).output,
              HasSubstr("first words\n  <s>\n  dog\n  </s>\n  new york\n  <unk>\n\n"));
  Succeed({"export", model_, folder_ + "/v.txt"});
  Succeed({"import", folder_ + "/v.txt", "--output=" + folder_ + "/again.wlm"});
  EXPECT_EQ(Succeed({"export", folder_ + "/again.wlm", "-", "--to=glove"}).output, text);
  EXPECT_THAT(ErrorOf(1, {"export", model_, folder_ + "/v.bin", "--to=word2vec-binary"}),
              AllOf(HasSubstr("\"new york\""), HasSubstr("white space")));
}

TEST_F(Vectors, AreReadUpToALimit) {
  Succeed({"import", vectors_, "--output=" + model_, "--limit=2"});
  EXPECT_EQ(Succeed({"export", model_, "-", "--to=glove"}).output,
            "dog 1 0.25 0.1\ncat 0.9 0.1 0.1\n");
  EXPECT_EQ(RunProgram({"import", vectors_, "--output=" + model_, "--limit=0"}).exit_code, 2);
}

TEST_F(Vectors, WithFlawsArePassedOverAndCounted) {
  const std::string bad = folder_ + "/bad";
  WriteBytes(bad, "5 2\ndog 1 2\ncat 1\ndog 3 4\ntea 5\ncow 5 6\n");
  EXPECT_THAT(ErrorOf(1, {"import", bad, "--output=" + model_}),
              AllOf(HasSubstr(bad + ": line 3"), HasSubstr("--lenient")));
  const ProgramResult result = Succeed({"import", bad, "--output=" + model_, "--lenient"});
  EXPECT_THAT(
      result.errors,
      AllOf(HasSubstr("warning: wrong numbers of values: 2 passed over, the first in " + bad +
                      ": line 3: "),
            HasSubstr("warning: repeated words: 1 passed over, the first in " + bad + ": line 4: "),
            HasSubstr("2 words with vectors of 2 numbers")));
  EXPECT_EQ(Succeed({"export", model_, "-", "--to=glove"}).output, "dog 1 2\ncow 5 6\n");
  EXPECT_EQ(Succeed({"import", bad, "--output=" + model_, "--lenient", "--quiet"}).errors, "");
}

TEST_F(Vectors, AreToldFromOtherFiles) {
  const auto error_of = [&](const std::string& bytes) {
    WriteBytes(folder_ + "/other", bytes);
    return ErrorOf(1, {"import", folder_ + "/other", "--output=" + model_});
  };
  EXPECT_THAT(error_of(std::string("\x80\x04\x95\0", 4)), HasSubstr("save_word2vec_format"));
  EXPECT_THAT(error_of(std::string("PK\x03\x04", 4) + std::string(22, '\0') +
                       std::string("\x0a\0\0\0a/data.pkl", 14)),
              HasSubstr("PyTorch"));
  EXPECT_THAT(error_of("\\data\\\nngram 1=1\n"), HasSubstr("windowlm ngram --import=FILE"));
  EXPECT_THAT(error_of("The dog sat.\nThe cat sat.\n"), HasSubstr("not one of word vectors"));
  Succeed({"import", vectors_, "--output=" + model_});
  EXPECT_THAT(error_of(BytesOf(model_)), HasSubstr("a file of windowlm's own already"));
  Succeed({"export", model_, folder_ + "/gensim.npy", "--to=numpy"});
  WriteBytes(folder_ + "/model.vectors.npy", BytesOf(folder_ + "/gensim.npy"));
  EXPECT_THAT(ErrorOf(1, {"import", folder_ + "/model.vectors.npy", "--output=" + model_}),
              HasSubstr("parts of gensim's"));
}

TEST_F(Vectors, PredictNothing) {
  Succeed({"import", vectors_, "--output=" + model_});
  for (const std::vector<std::string>& question :
       {std::vector<std::string>{"predict", model_, "the dog"},
        std::vector<std::string>{"evaluate", "perplexity", model_, vectors_},
        std::vector<std::string>{"train", vectors_, "--continue=" + model_,
                                 "--output=" + folder_ + "/x.wlm"}}) {
    EXPECT_THAT(ErrorOf(1, question), HasSubstr(model_ + " has word vectors alone"));
  }
}

TEST_F(Vectors, ThatAreNoneAreRefusedAndNothingIsWritten) {
  const std::string bad = folder_ + "/bad";
  WriteBytes(bad, "2 3\ndog 1 0.25 0.1\ncat 1 2\n");
  EXPECT_THAT(ErrorOf(1, {"import", bad, "--output=" + model_}), HasSubstr(bad + ": line 3"));
  EXPECT_THAT(ErrorOf(1, {"import", folder_, "--output=" + model_}), HasSubstr("folder"));
  EXPECT_THAT(ErrorOf(1, {"import", folder_ + "/none", "--output=" + model_}),
              HasSubstr("No such file"));
  EXPECT_THAT(ErrorOf(1, {"import", "-", "--output=" + model_}), HasSubstr("standard input"));
  EXPECT_THAT(ErrorOf(2, {"import", vectors_, "--output=" + vectors_}), HasSubstr(vectors_));
  EXPECT_THAT(ErrorOf(2, {"import", vectors_, "--output=" + model_, "--from=tensorboard"}),
              HasSubstr("tensorboard"));
  Succeed({"import", vectors_, "--output=" + model_});
  Succeed({"export", model_, folder_ + "/n.npy", "--to=numpy"});
  EXPECT_THAT(
      ErrorOf(1, {"import", "-", "--output=" + folder_ + "/x"}, BytesOf(folder_ + "/n.npy")),
      HasSubstr("words are in another file"));
  EXPECT_THAT(NamesIn(folder_),
              ElementsAre("bad", "model.wlm", "n.npy", "n.npy.words.txt", "vectors.txt"));
}

}  // namespace
}  // namespace windowlm
