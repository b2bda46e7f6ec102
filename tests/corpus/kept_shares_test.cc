#include "src/corpus/kept_shares.h"

#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(KeptShare, IsWord2vecs) {
  // A word that is a hundredth of the text, with t = 0.0001: (sqrt(100) + 1) / 100.
  EXPECT_NEAR(KeptShare(10, 1000, 1e-4), 0.11, 1e-12);
  EXPECT_EQ(KeptShare(10, 1e6, 1e-4), 1) << "a rare word";
  EXPECT_EQ(KeptShare(0, 1000, 1e-4), KeptShare(1, 1000, 1e-4)) << "a word of a list";
}

TEST(KeptShares, AreOfAllWordsAndNoneOfThoseThatSayNothing) {
  const Vocabulary vocabulary =
      *Vocabulary::FromCounts({{"a", 70}, {"b", 10}, {"</s>", 16}, {"<unk>", 4}}, 1, 0);
  const std::vector<double> shares = KeptShares(vocabulary, 1e-3);
  ASSERT_EQ(shares.size(), vocabulary.size());
  // Shares of the text of 0.7 and 0.1.
  EXPECT_NEAR(shares[*vocabulary.Find("a")], 0.0378 + 0.00143, 1e-5);
  EXPECT_NEAR(shares[*vocabulary.Find("b")], 0.11, 1e-12);
  EXPECT_EQ(shares[vocabulary.line_end_id()], 0);
  EXPECT_EQ(shares[vocabulary.unknown_id()], 0);
}

}  // namespace
}  // namespace windowlm
