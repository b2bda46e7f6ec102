#include "src/corpus/word_contexts.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WordContexts : public testing::Test {
 protected:
  // Each occurrence as "TEXT:LINE LEFT|RIGHT"; stops after `most` of them.
  std::vector<std::string> Find(const std::string& word, size_t reach, size_t most = 100) {
    std::vector<std::string> found;
    const auto report = FindWordContexts(paths_, config_, word, reach, [&](const WordContext& one) {
      found.push_back(absl::StrCat(one.text, ":", one.line, " ", absl::StrJoin(one.left, " "), "|",
                                   absl::StrJoin(one.right, " ")));
      return found.size() < most;
    });
    EXPECT_TRUE(report.ok()) << report.status();
    if (report.ok()) report_ = *report;
    return found;
  }

  void AddText(const std::string& text) {
    paths_.push_back(absl::StrCat(folder_, "/", paths_.size(), ".txt"));
    WriteBytes(paths_.back(), text);
  }

  const std::string folder_ = FreshFolder();
  std::vector<std::string> paths_;
  TextConfig config_;
  TextReport report_;
};

TEST_F(WordContexts, AreTheNearestWordsOfTheLineOnEachSide) {
  AddText("a b c d e f g\n");
  EXPECT_THAT(Find("d", 2), ElementsAre("0:1 b c|e f"));
  EXPECT_THAT(Find("a", 2), ElementsAre("0:1 |b c"));
  EXPECT_THAT(Find("g", 2), ElementsAre("0:1 e f|"));
  EXPECT_THAT(Find("d", 0), ElementsAre("0:1 |"));
  EXPECT_THAT(Find("d", 50), ElementsAre("0:1 a b c|e f g"));
  EXPECT_THAT(Find("z", 2), IsEmpty());
}

TEST_F(WordContexts, DoNotReachOverTheEndsOfLines) {
  AddText("a b\n\ndog\nc dog\r\n");
  EXPECT_THAT(Find("dog", 3), ElementsAre("0:3 |", "0:4 c|"));
}

TEST_F(WordContexts, OfOccurrencesSideBySideHoldEachOther) {
  AddText("a dog dog b\n");
  EXPECT_THAT(Find("dog", 2), ElementsAre("0:1 a|dog b", "0:1 a dog|b"));
}

TEST_F(WordContexts, CountTheLinesOfEachTextAnew) {
  AddText("a\nb\na dog");
  AddText("");
  AddText("dog a\nb\n");
  EXPECT_THAT(Find("dog", 1), ElementsAre("0:3 a|", "2:1 |a"));
}

TEST_F(WordContexts, AreOfTheWordsThatTheTokenizerMakes) {
  AddText("The Dog, the cat.\n");
  EXPECT_THAT(Find("dog", 2), IsEmpty());
  config_.set_tokenizer(TOKENIZER_WORDS);
  config_.set_lowercase(true);
  EXPECT_THAT(Find("dog", 2), ElementsAre("0:1 the|, the"));
}

TEST_F(WordContexts, AreFoundUntilNoMoreAreWanted) {
  AddText("dog a\ndog b\ndog c\n");
  AddText("dog d\n");
  EXPECT_THAT(Find("dog", 1, 2), ElementsAre("0:1 |a", "0:2 |b"));
}

TEST_F(WordContexts, ReportWhatIsReadOtherwiseThanItStands) {
  AddText("dog </s> \xff\n" + std::string(2000, 'x') + " dog\n");
  EXPECT_THAT(Find("dog", 1), ElementsAre("0:1 |<unk>", "0:2 <unk>|"));
  EXPECT_EQ(report_.reserved_words, 1u);
  EXPECT_EQ(report_.overlong_words, 1u);
  EXPECT_EQ(report_.invalid_sequences, 1u);
}

}  // namespace
}  // namespace windowlm
