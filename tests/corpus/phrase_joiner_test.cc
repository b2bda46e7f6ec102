#include "src/corpus/phrase_joiner.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

class PhraseJoining : public testing::Test {
 protected:
  PhraseJoining() {
    WordIndex common;
    common.Add("of");
    common.Add("the");
    words_ = PhraseWords(std::move(common));
  }

  std::string Join(absl::string_view line, const std::vector<PhraseSet>& passes) const {
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    return absl::StrJoin(JoinPhrases(words, passes, words_), " ");
  }

  // The phrases of a pass, each its first word, what is between, and its second word.
  static PhraseSet SetOf(const std::vector<std::vector<std::string>>& phrases) {
    PhraseSet set;
    for (const std::vector<std::string>& phrase : phrases) set.Add(phrase[0], phrase[1], phrase[2]);
    return set;
  }

  // `first` and `second` are one pass each.
  static std::vector<PhraseSet> Passes(const std::vector<std::vector<std::string>>& first,
                                       const std::vector<std::vector<std::string>>& second = {}) {
    std::vector<PhraseSet> passes;
    passes.push_back(SetOf(first));
    if (!second.empty()) passes.push_back(SetOf(second));
    return passes;
  }

  PhraseWords words_;
};

TEST_F(PhraseJoining, GoesFromLeftToRight) {
  const std::vector<PhraseSet> passes = Passes({{"new", "", "york"}, {"york", "", "city"}});
  EXPECT_EQ(Join("in new york city", passes), "in new_york city");
  EXPECT_EQ(Join("new new york", passes), "new new_york");
  EXPECT_EQ(Join("york city new", passes), "york_city new");
  EXPECT_EQ(Join("york new city", passes), "york new city");
  EXPECT_EQ(Join("new york new york", passes), "new_york new_york");
  EXPECT_EQ(Join("new , york", passes), "new , york");
  EXPECT_EQ(Join("", passes), "");
}

TEST_F(PhraseJoining, OfAWordWithItselfTakesTwoAtATime) {
  EXPECT_EQ(Join("bora bora bora", Passes({{"bora", "", "bora"}})), "bora_bora bora");
}

TEST_F(PhraseJoining, GivesCommonWordsThatAreNoPhraseOn) {
  const std::vector<PhraseSet> passes =
      Passes({{"bank", "of", "america"}, {"bank", "of_the", "west"}});
  EXPECT_EQ(Join("the bank of america of", passes), "the bank_of_america of");
  EXPECT_EQ(Join("bank of the west", passes), "bank_of_the_west");
  EXPECT_EQ(Join("bank america", passes), "bank america");
  EXPECT_EQ(Join("bank of of america", passes), "bank of of america");
  EXPECT_EQ(Join("bank of the", passes), "bank of the");
  EXPECT_EQ(Join("bank of bank of america", passes), "bank of bank_of_america");
  EXPECT_EQ(Join("bank of , america", passes), "bank of , america");
  EXPECT_EQ(Join("bank of all america", passes), "bank of all america");
}

TEST_F(PhraseJoining, OfASecondPassJoinsWhatTheFirstMade) {
  EXPECT_EQ(Join("the new york stock exchange of new york city",
                 Passes({{"new", "", "york"}, {"stock", "", "exchange"}},
                        {{"new_york", "", "stock_exchange"}, {"new_york", "", "city"}})),
            "the new_york_stock_exchange of new_york_city");
}

TEST_F(PhraseJoining, WithoutPassesGivesTheWords) { EXPECT_EQ(Join("new york", {}), "new york"); }

TEST_F(PhraseJoining, HoldsNoEndlessLine) {
  std::string line = "bank";
  for (size_t i = 0; i < kMaxWordBytes; ++i) line += " of the";
  line += " west";
  EXPECT_EQ(Join(line, Passes({{"bank", "of_the", "west"}})), line);
}

// Takes three words, and no more.
class ThreeWords : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    absl::StrAppend(&taken, word, " ");
    return ++count < 3;
  }
  bool EndLine() override {
    taken += "/ ";
    return true;
  }

  std::string taken;
  int count = 0;
};

TEST_F(PhraseJoining, EndsWithItsSinkAndNotOverLineEnds) {
  const std::vector<PhraseSet> passes = Passes({{"new", "", "york"}});
  ThreeWords sink;
  PhraseJoiners joiners(passes, words_, sink);
  EXPECT_TRUE(joiners.sink().AddWord("new"));
  EXPECT_TRUE(joiners.sink().EndLine());
  EXPECT_TRUE(joiners.sink().AddWord("york"));
  EXPECT_TRUE(joiners.sink().AddWord("new"));
  EXPECT_FALSE(joiners.sink().AddWord("york"));
  EXPECT_EQ(sink.taken, "new / york new_york ");
}

}  // namespace
}  // namespace windowlm
