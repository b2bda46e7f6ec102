#include "src/corpus/phrase_search.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/phrase_pair.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TextOf : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    absl::StrAppend(&text, word, " ");
    return true;
  }
  bool EndLine() override {
    text += "/ ";
    return true;
  }

  std::string text;
};

class PhraseSearching : public testing::Test {
 protected:
  PhraseSearching() {
    config_.set_tokenizer(TOKENIZER_WHITESPACE);
    options_.set_min_count(1);
    options_.set_threshold(1);
    options_.set_max_pairs(1000);
    WriteText("new york times\nnew york times\nnew hat\nnew jersey\nat times\n");
  }

  void WriteText(const std::string& text) const { WriteBytes(paths_[0], text); }

  std::vector<std::string> NamesOf(const PhrasePass& pass) const {
    std::vector<std::string> names;
    for (const Phrase& phrase : pass.phrases) {
      names.push_back(PhraseText(phrase.first, phrase.between, phrase.second));
    }
    return names;
  }

  const std::vector<std::string> paths_ = {FreshFolder() + "/text.txt"};
  TextConfig config_;
  PhraseOptions options_;
  const PhraseWords words_;
};

// 6 words and 5 pairs, of which new_york scores (2 - 1) / (4 * 2) * 11 and york_times
// (2 - 1) / (2 * 3) * 11; then 6 words and 4 pairs.
TEST_F(PhraseSearching, OfEachPassSeesWhatTheOneBeforeMade) {
  PhraseSearch search(paths_, config_, words_);
  auto first = search.AddPass(options_);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_THAT(NamesOf(*first), ElementsAre("york_times", "new_york"));
  EXPECT_EQ(first->total_words, 12u);
  EXPECT_EQ(first->distinct_words, 6u);
  EXPECT_EQ(first->distinct_pairs, 5u);
  TextOf joined_once;
  ASSERT_TRUE(search.Join(joined_once).ok());
  EXPECT_EQ(joined_once.text,
            "new_york times / new_york times / new hat / new jersey / at times / ");
  auto second = search.AddPass(options_);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_THAT(NamesOf(*second), ElementsAre("new_york_times"));
  EXPECT_EQ(second->total_words, 10u);
  TextOf joined_twice;
  ASSERT_TRUE(search.Join(joined_twice).ok());
  EXPECT_EQ(joined_twice.text,
            "new_york_times / new_york_times / new hat / new jersey / at times / ");
}

TEST_F(PhraseSearching, CountsWhatWasReadOtherwiseOnce) {
  WriteText("a <s> b\n\xff\n");
  PhraseSearch search(paths_, config_, words_);
  ASSERT_TRUE(search.AddPass(options_).ok());
  TextOf text;
  ASSERT_TRUE(search.Join(text).ok());
  EXPECT_EQ(text.text, "a <unk> b / \uFFFD / ");
  EXPECT_EQ(search.report().reserved_words, 1u);
  EXPECT_EQ(search.report().invalid_sequences, 1u);
}

TEST_F(PhraseSearching, RefusesATextThatChanged) {
  PhraseSearch search(paths_, config_, words_);
  ASSERT_TRUE(search.AddPass(options_).ok());
  WriteText("new york times\nnew york times\nnew hat\nnew jersey\nas times\n");
  TextOf text;
  const absl::Status status = search.Join(text);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(MessageOf(status), HasSubstr("changed"));
}

TEST_F(PhraseSearching, TellsThatRarePairsWereForgotten) {
  options_.set_max_pairs(3);
  PhraseSearch search(paths_, config_, words_);
  auto pass = search.AddPass(options_);
  ASSERT_TRUE(pass.ok()) << pass.status();
  EXPECT_GT(pass->forgotten, 0u);
  EXPECT_LE(pass->distinct_words + pass->distinct_pairs, 3u);
}

TEST_F(PhraseSearching, OfNoTextIsAnError) {
  const std::vector<std::string> paths = {paths_[0], paths_[0] + ".none"};
  PhraseSearch search(paths, config_, words_);
  EXPECT_THAT(MessageOf(search.AddPass(options_).status()), HasSubstr(paths[1]));
  EXPECT_THAT(search.passes(), IsEmpty());
}

}  // namespace
}  // namespace windowlm
