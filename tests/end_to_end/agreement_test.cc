// `windowlm neighbors --with`: how many models agree on a word.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/imported_model.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

class Agreement : public testing::Test {
 protected:
  Agreement() {
    ImportVectors("dog 1 0\ncat 0.9 0.1\nwolf 0.8 0.3\nkettle 0 1\npan 0.1 0.9\n", first_);
    ImportVectors("pan 1 0\nkettle 1 0.1\ndog 0 1\nwolf 0.2 1\ncat 0.9 0.8\n", second_);
    ImportVectors("cat 1 0\nkettle 1 0.1\npan 0 1\n", third_);
  }

  const std::string folder_ = FreshFolder();
  const std::string first_ = folder_ + "/first.wlm";
  const std::string second_ = folder_ + "/second.wlm";
  const std::string third_ = folder_ + "/third.wlm";
};

TEST_F(Agreement, CountsTheModelsThatHaveAWordAmongTheNearest) {
  const std::string with = "--with=" + second_ + "," + third_;
  // The second has wolf and cat too, in another order; of the first of each, cat and wolf, none.
  EXPECT_EQ(Succeed({"neighbors", first_, "dog", "--top=2", "--with=" + second_}).output,
            "  0.9939  2/2  cat\n  0.9363  2/2  wolf\n");
  EXPECT_EQ(Succeed({"neighbors", first_, "dog", "--top=1", "--with=" + second_}).output,
            "  0.9939  1/2  cat\n");
  EXPECT_THAT(Succeed({"neighbors", first_, "kettle", "--top=1", with, "--format=json"}).output,
              HasSubstr("{\"word\":\"kettle\",\"neighbors\":[{\"word\":\"pan\",\"cosine\":"));
  EXPECT_THAT(Succeed({"neighbors", first_, "kettle", "--top=1", with, "--format=json"}).output,
              HasSubstr(",\"agreement\":2}]"));
}

TEST_F(Agreement, IsSoughtAmongTheWordsThatMayAnswer) {
  WriteBytes(folder_ + "/words.txt", "wolf\nkettle\n");
  EXPECT_EQ(Succeed({"neighbors", first_, "dog", "--top=1", "--with=" + second_,
                     "--among=" + folder_ + "/words.txt"})
                .output,
            "  0.9363  2/2  wolf\n");
}

TEST_F(Agreement, AnswersForExpressionsToo) {
  EXPECT_THAT(Succeed({"neighbors", first_, "--expression=dog + cat", "--top=1",
                       "--with=" + second_, "--format=tsv"})
                  .output,
              HasSubstr("\t1\twolf\t"));
}

TEST_F(Agreement, SaysWhichModelLacksTheWord) {
  const ProgramResult result = Succeed({"neighbors", first_, "dog", "--top=1", "--with=" + third_});
  EXPECT_EQ(result.output, "  0.9939  1/2  cat\n");
  EXPECT_THAT(result.errors, HasSubstr(third_));
  EXPECT_THAT(ErrorOf(1, {"neighbors", first_, "dog", "--with=" + folder_ + "/none.wlm"}),
              HasSubstr("none.wlm"));
}

}  // namespace
}  // namespace windowlm
