// Vectors of texts: `similarity` of two, `vectors --texts`, `neighbors --texts`.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/imported_model.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Texts : public testing::Test {
 protected:
  Texts() {
    ImportVectors(
        "the 0.1 0.1 0.1\ndog 1 0 0\ncat 0.9 0.1 0\nbarks 0.8 0 0.3\nkettle 0 1 0\n"
        "pan 0 0.9 0.2\nboils 0.1 0.8 0.3\n",
        model_);
    WriteBytes(lines_, "the kettle boils\n\nthe dog barks\nnobody knows\na pan\nthe cat\n");
  }

  const std::string folder_ = FreshFolder();
  const std::string model_ = folder_ + "/model.wlm";
  const std::string lines_ = folder_ + "/lines.txt";
};

TEST_F(Texts, AreComparedOnTheCommandLineAndBetweenTabs) {
  const std::string line =
      Succeed({"similarity", model_, "the dog barks", "the kettle boils"}).output;
  EXPECT_THAT(line, HasSubstr("  the dog barks | the kettle boils\n"));
  EXPECT_EQ(Succeed({"similarity", model_}, "the dog barks\tthe kettle boils\n").output, line);
  EXPECT_THAT(
      Succeed({"similarity", model_, "--format=json"}, "the dog barks\t barks dog the \ndog\tdog\n")
          .output,
      StartsWith("{\"first\":\"the dog barks\",\"second\":\"barks dog the\",\"cosine\":1}\n"
                 "{\"first\":\"dog\",\"second\":\"dog\",\"cosine\":1}\n"));
}

// A text of one word has the direction of the word.
TEST_F(Texts, MayBeOfOneWord) {
  EXPECT_EQ(Succeed({"similarity", model_, "--format=tsv"}, "the dog\tcat\n").output.substr(0, 12),
            "the dog\tcat\t");
  EXPECT_EQ(Succeed({"similarity", model_, "dog", "cat"}).output.substr(0, 9),
            Succeed({"similarity", model_, "dog ?", "cat"}).output.substr(0, 9));
}

TEST_F(Texts, WithoutAKnownWordGetANoteInTheirPlace) {
  const ProgramResult result =
      Succeed({"similarity", model_, "--format=json"}, "who knows\tthe dog\n");
  EXPECT_THAT(result.output, HasSubstr("\"error\":\"no word of \\\"who knows\\\" is in the "));
  EXPECT_THAT(ErrorOf(1, {"similarity", model_, "who knows", "the dog", "--quiet"}),
              HasSubstr("no word of \"who knows\""));
}

TEST_F(Texts, FindTheNearestLinesOfAFile) {
  const ProgramResult result =
      Succeed({"neighbors", model_, "a dog and a cat", "--texts=" + lines_, "--top=2", "--quiet"});
  EXPECT_THAT(result.output, HasSubstr("        6  the cat\n"));
  EXPECT_THAT(result.output, HasSubstr("        3  the dog barks\n"));
  EXPECT_THAT(result.output, Not(HasSubstr("kettle")));
  EXPECT_THAT(Succeed({"neighbors", model_, "kettle", "--texts=" + lines_, "--top=1"}).errors,
              HasSubstr("2 of 6 lines of " + lines_ + " have no word that the model knows"));
  EXPECT_THAT(
      Succeed({"neighbors", model_, "kettle", "--texts=-", "--top=1", "--format=json", "--quiet"},
              "a pan\nthe dog\n")
          .output,
      StartsWith("{\"text\":\"kettle\",\"neighbors\":[{\"line\":1,\"cosine\":"));
  EXPECT_THAT(ErrorOf(2, {"neighbors", model_, "--texts=-"}), HasSubstr("standard input"));
  for (const char* other : {"--counts", "--min-count=2", "--show-unknown"}) {
    EXPECT_THAT(ErrorOf(2, {"neighbors", model_, "dog", "--texts=" + lines_, other}),
                HasSubstr("--texts"));
  }
  EXPECT_THAT(ErrorOf(1, {"neighbors", model_, "dog", "--texts=" + folder_ + "/none.txt"}),
              HasSubstr("none.txt"));
}

TEST_F(Texts, HaveARowOfNumbersForEachLine) {
  const ProgramResult result = Succeed({"vectors", model_, "--texts=" + lines_, "--format=tsv"});
  EXPECT_THAT(result.output, HasSubstr("\n2\t0\t0\t0\n3\t"));
  EXPECT_THAT(result.output, HasSubstr("\n6\t"));
  EXPECT_THAT(result.errors, HasSubstr("2 lines have no word that the model knows"));
  EXPECT_THAT(Succeed({"vectors", model_, "--texts=-"}, "dog\n").output, StartsWith("1 "));
}

}  // namespace
}  // namespace windowlm
