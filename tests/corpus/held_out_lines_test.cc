#include "src/corpus/held_out_lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

namespace windowlm {
namespace {

using ::testing::ElementsAre;

constexpr uint32_t kLineEnd = 0;

struct Split {
  uint64_t held_out;
  std::vector<uint32_t> ids;
};

// Holds out lines of so many lines of so many words each; the words of line i are i + 1.
Split HoldOut(double fraction, uint64_t lines, uint64_t words) {
  setenv("TMPDIR", testing::TempDir().c_str(), 1);
  EncodedCorpusWriter writer;
  for (uint32_t line = 0; line < lines; ++line) {
    for (uint64_t i = 1; i < words; ++i) writer.Append(line + 1);
    writer.Append(kLineEnd);
  }
  const absl::StatusOr<uint64_t> held_out = HoldOutLines(fraction, lines, kLineEnd, writer);
  EXPECT_TRUE(held_out.ok()) << held_out.status();
  const absl::StatusOr<EncodedCorpus> corpus = writer.Finish();
  EXPECT_TRUE(corpus.ok()) << corpus.status();
  return {*held_out, {corpus->ids().begin(), corpus->ids().end()}};
}

TEST(HoldOutLines, MovesTheLastLinesOfEachPartToTheEnd) {
  const Split split = HoldOut(0.4, 10, 2);
  EXPECT_EQ(split.held_out, 4u);
  EXPECT_THAT(split.ids, ElementsAre(1, 0, 3, 0, 4, 0, 6, 0, 8, 0, 9, 0,  // stay
                                     2, 0, 5, 0, 7, 0, 10, 0));
}

TEST(HoldOutLines, TakesWholeRunsFromFiftyPlaces) {
  const Split split = HoldOut(0.02, 10000, 2);
  EXPECT_EQ(split.held_out, 200u);
  // Four lines of each two hundred.
  for (size_t i = 0; i < 200; ++i) {
    EXPECT_EQ(split.ids[2 * (9800 + i)], 200 * (i / 4) + 197 + i % 4);
  }
}

TEST(HoldOutLines, TakesNoMoreWordsThanAreOfUse) {
  const Split split = HoldOut(0.5, 2000, 1000);
  EXPECT_EQ(split.held_out, 200u);
  // They still come from all parts of the text.
  EXPECT_LT(split.ids[1800 * 1000], 41u);
  EXPECT_GT(split.ids[1999 * 1000], 1990u);
}

TEST(HoldOutLines, PassesOverLinesThatAreTooLong) {
  EXPECT_EQ(HoldOut(0.5, 4, 300000).held_out, 0u);
  EXPECT_EQ(HoldOut(0.5, 4, 90000).held_out, 2u);
}

TEST(HoldOutLines, LeavesSomeOfEveryTextAndAllOfAShortOne) {
  EXPECT_EQ(HoldOut(0.02, 49, 2).held_out, 0u);
  EXPECT_EQ(HoldOut(0.02, 50, 2).held_out, 1u);
  EXPECT_EQ(HoldOut(0.999, 1, 2).held_out, 0u);
  EXPECT_EQ(HoldOut(0.999, 3, 2).held_out, 2u);
  EXPECT_EQ(HoldOut(0.29, 100, 2).held_out, 29u);
  EXPECT_EQ(HoldOut(0, 100, 2).held_out, 0u);
}

}  // namespace
}  // namespace windowlm
