#include "src/corpus/text_report.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(TextWarnings, NamesEachThingThatWasMet) {
  EXPECT_THAT(TextWarnings(TextReport()), IsEmpty());
  TextReport report;
  report.invalid_sequences = 1;
  report.first_invalid = "byte 3 of x";
  report.overlong_words = 2;
  report.reserved_words = 30;
  EXPECT_THAT(TextWarnings(report),
              ElementsAre("1 ill-formed UTF-8 sequence read as U+FFFD, the first at byte 3 of x",
                          "2 words longer than 1000 bytes read as <unk>",
                          "30 words spelt <s> or </s> read as <unk>"));
}

}  // namespace
}  // namespace windowlm
