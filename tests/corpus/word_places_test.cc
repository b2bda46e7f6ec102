#include "src/corpus/word_places.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

using Places = std::vector<std::pair<uint64_t, std::string>>;

// Takes words, and asks for their places.
class Asker : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    const WordPlace place = places->Take(word);
    found.emplace_back(place.offset, place.spelling);
    return true;
  }
  bool EndLine() override { return true; }

  WordPlaces* places = nullptr;
  Places found;
};

TextConfig ConfigOf(TokenizerKind tokenizer, bool lowercase = false) {
  TextConfig config;
  config.set_tokenizer(tokenizer);
  config.set_lowercase(lowercase);
  return config;
}

Places PlacesOf(const std::string& text, const TextConfig& config, size_t piece = 1000000) {
  Asker asker;
  WordPlaces places(config, asker);
  asker.places = &places;
  Tokenizer tokenizer(config, places, &places);
  for (size_t at = 0; at < text.size(); at += piece) {
    tokenizer.Add(text.substr(at, piece), at + piece >= text.size());
  }
  return asker.found;
}

TEST(WordPlaces, AreBytesOfTheLine) {
  EXPECT_THAT(PlacesOf("the dog\r\n\n  sat  down", ConfigOf(TOKENIZER_WHITESPACE)),
              ElementsAre(Pair(0, "the"), Pair(4, "dog"), Pair(2, "sat"), Pair(7, "down")));
}

TEST(WordPlaces, LeadBackFromWhatTheTokenizerMakesOfWords) {
  const TextConfig words = ConfigOf(TOKENIZER_WORDS, /*lowercase=*/true);
  EXPECT_THAT(PlacesOf("He said: \"DON'T.\"", words),
              ElementsAre(Pair(0, "He"), Pair(3, "said"), Pair(7, ":"), Pair(9, "\""),
                          Pair(10, "DON'T"), Pair(15, "."), Pair(16, "\"")));
  // A letter and a mark that compose, a soft hyphen within a word, a final sigma.
  EXPECT_THAT(PlacesOf("Cafe\u0301!", words), ElementsAre(Pair(0, "Cafe\u0301"), Pair(6, "!")));
  EXPECT_THAT(PlacesOf("Wind\u00adow,", words), ElementsAre(Pair(0, "Wind\u00adow"), Pair(8, ",")));
  EXPECT_THAT(PlacesOf("ΣΟΦΟΣ.", words), ElementsAre(Pair(0, "ΣΟΦΟΣ"), Pair(10, ".")));
  EXPECT_THAT(PlacesOf("ΣΟΦΟΣ", ConfigOf(TOKENIZER_WHITESPACE, true)),
              ElementsAre(Pair(0, "ΣΟΦΟΣ")));
  EXPECT_THAT(PlacesOf("我喜欢猫", words),
              ElementsAre(Pair(0, "我"), Pair(3, "喜欢"), Pair(9, "猫")));
}

TEST(WordPlaces, NameWhatIsReadAsUnknown) {
  EXPECT_THAT(PlacesOf("a <s> b", ConfigOf(TOKENIZER_WHITESPACE)),
              ElementsAre(Pair(0, "a"), Pair(2, "<s>"), Pair(6, "b")));
  const Places overlong =
      PlacesOf("a " + std::string(1500, 'x') + " b", ConfigOf(TOKENIZER_WHITESPACE));
  ASSERT_EQ(overlong.size(), 3u);
  EXPECT_EQ(overlong[1].first, 2u);
  EXPECT_EQ(overlong[1].second, std::string(1000, 'x'));
  EXPECT_THAT(overlong[2], Pair(1503, "b"));
}

TEST(WordPlaces, AreTheSameHoweverTheTextIsCut) {
  const std::string text = "The dog, it said, sat.\nCafe, ok?\n<s> end";
  for (const TokenizerKind tokenizer : {TOKENIZER_WHITESPACE, TOKENIZER_WORDS}) {
    const TextConfig config = ConfigOf(tokenizer, /*lowercase=*/true);
    for (const size_t piece : {1, 3, 7}) {
      EXPECT_EQ(PlacesOf(text, config, piece), PlacesOf(text, config)) << piece;
    }
  }
}

TEST(PlacesInChunk, FallBackOnTheChunk) {
  const std::vector<std::string> words = {"x", "y"};
  const std::vector<WordPlace> places = PlacesInChunk("ab", words, ConfigOf(TOKENIZER_WORDS));
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].spelling, "ab");
  EXPECT_EQ(places[1].offset, 0u);
}

}  // namespace
}  // namespace windowlm
