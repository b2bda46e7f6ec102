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
