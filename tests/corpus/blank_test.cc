#include "src/corpus/blank.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

TEST(CutAtBlank, GivesTheTextOnEitherSide) {
  const absl::StatusOr<LineWithBlank> parts = CutAtBlank("the ___ gets fed");
  ASSERT_TRUE(parts.ok());
  EXPECT_EQ(parts->before, "the ");
  EXPECT_EQ(parts->after, " gets fed");
}

TEST(CutAtBlank, TakesABlankOfAnyLengthAnywhere) {
  EXPECT_EQ(CutAtBlank("_____, he said")->after, ", he said");
  EXPECT_EQ(CutAtBlank("at the end ____")->after, "");
  EXPECT_EQ(CutAtBlank("___")->before, "");
}

TEST(CutAtBlank, TellsHowManyBlanksThereAre) {
  for (const char* line : {"", "no blank", "too short __ a blank"}) {
    EXPECT_THAT(std::string(CutAtBlank(line).status().message()), HasSubstr("there is none"));
  }
  EXPECT_THAT(std::string(CutAtBlank("___ or ____ or ___").status().message()),
              HasSubstr("there are 3"));
}

}  // namespace
}  // namespace windowlm
