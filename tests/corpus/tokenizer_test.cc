#include "src/corpus/tokenizer.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Words = std::vector<std::string>;
using Lines = std::vector<Words>;

class LineCollector : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    line_.emplace_back(word);
    return --wanted != 0;
  }
  bool EndLine() override {
    lines.push_back(line_);
    line_.clear();
    return true;
  }

  bool AddUnknown(UnknownReason reason) override {
    ++(reason == UnknownReason::kOverlong ? overlong : reserved);
    return AddWord("<unk>");
  }

  bool PassOver() override {
    ++passed_over;
    return true;
  }

  Lines lines;
  int wanted = -1;
  int overlong = 0;
  int reserved = 0;
  int passed_over = 0;

 private:
  Words line_;
};

TextConfig Config(TokenizerKind kind, bool lowercase = false) {
  TextConfig config;
  config.set_tokenizer(kind);
  config.set_lowercase(lowercase);
  return config;
}

const TextConfig kWhiteSpace = Config(TOKENIZER_WHITESPACE);
const TextConfig kWords = Config(TOKENIZER_WORDS);
const TextConfig kLower = Config(TOKENIZER_WORDS, true);

// Gives `text` in pieces of at most so many bytes, whole characters.
Lines InPieces(const std::string& text, const TextConfig& config, size_t piece_bytes) {
  LineCollector collector;
  Tokenizer tokenizer(config, collector);
  size_t at = 0;
  while (at < text.size()) {
    size_t end = std::min(at + piece_bytes, text.size());
    while (end < text.size() && (text[end] & '\xc0') == '\x80') ++end;
    tokenizer.Add(text.substr(at, end - at), false);
    at = end;
  }
  tokenizer.Add("", true);
  return collector.lines;
}

Lines LinesOf(const std::string& text, const TextConfig& config) {
  const Lines whole = InPieces(text, config, text.size() + 1);
  for (const size_t piece : {1, 2, 7}) {
    EXPECT_EQ(InPieces(text, config, piece), whole) << "pieces of " << piece << " bytes: " << text;
  }
  return whole;
}

Words WordsOf(const std::string& text, const TextConfig& config) {
  const Lines lines = LinesOf(text, config);
  EXPECT_EQ(lines.size(), 1u);
  EXPECT_EQ(TokenizeLine(text, config), lines.at(0));
  return lines.at(0);
}

TEST(Tokenizer, EndsLinesAtNewlinesAlone) {
  for (const TextConfig& config : {kWhiteSpace, kWords}) {
    EXPECT_THAT(LinesOf("", config), IsEmpty());
    EXPECT_EQ(LinesOf("\n", config), (Lines{{}}));
    EXPECT_EQ(LinesOf("a b\nc\n", config), (Lines{{"a", "b"}, {"c"}}));
    EXPECT_EQ(LinesOf("a b\nc", config), (Lines{{"a", "b"}, {"c"}}));
    EXPECT_EQ(LinesOf("a\r\nb\r\n", config), (Lines{{"a"}, {"b"}}));
    EXPECT_EQ(LinesOf("a\rb\r", config), (Lines{{"a", "b"}}));
    EXPECT_EQ(LinesOf("a\n\n\r\nb", config), (Lines{{"a"}, {}, {}, {"b"}}));
    EXPECT_EQ(LinesOf("a\u2028b\u2029c\u0085d", config), (Lines{{"a", "b", "c", "d"}}));
  }
}

TEST(Tokenizer, SeparatesWordsAtEveryUnicodeWhiteSpace) {
  const std::string spaces[] = {
      "\t",     "\v",     "\f",     "\r",     " ",      "\u0085", "\u00a0", "\u1680", "\u2000",
      "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
      "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"};
  for (const std::string& space : spaces) {
    for (const TextConfig& config : {kWhiteSpace, kWords}) {
      EXPECT_EQ(WordsOf(space + "a" + space + space + "\u00e9" + space, config),
                (Words{"a", "\u00e9"}));
    }
  }
}

TEST(Tokenizer, KeepsWhatOnlyLooksLikeWhiteSpace) {
  // Zero width space, word joiner, a letter that starts with the byte C2, unit separator.
  for (const std::string text : {"a\u200b"
                                 "b",
                                 "a\u2060"
                                 "b",
                                 "\u00aa\u00b5",
                                 "a\x1f"
                                 "b"}) {
    EXPECT_EQ(WordsOf(text, kWhiteSpace), (Words{text}));
  }
}

TEST(WhiteSpaceTokenizer, LeavesWordsAsTheyAre) {
  EXPECT_EQ(WordsOf("Hello, world! e\u0301 don't <b>", kWhiteSpace),
            (Words{"Hello,", "world!", "e\u0301", "don't", "<b>"}));
  EXPECT_EQ(WordsOf("Hello ÀÉ ΓΕΙΆ", Config(TOKENIZER_WHITESPACE, true)),
            (Words{"hello", "àé", "γειά"}));
}

TEST(WordsTokenizer, CutsWhatStandsBetweenWhiteSpace) {
  EXPECT_EQ(WordsOf("\"Hello,\" (he said)...", kWords),
            (Words{"\"", "Hello", ",", "\"", "(", "he", "said", ")", ".", ".", "."}));
  EXPECT_EQ(WordsOf("日本、東京。 cafe\u0301 x", kWords),
            (Words{"日本", "、", "東京", "。", "caf\u00e9", "x"}));
  EXPECT_EQ(WordsOf("Grüße 我们", Config(TOKENIZER_CHARACTERS)),
            (Words{"G", "r", "ü", "ß", "e", "我", "们"}));
}

TEST(WordsTokenizer, GivesTheSameForComposedAndDecomposedCapitals) {
  for (const char* text : {"\u0130", "I\u0307\u0301", "\u01c4 \u03a3 ÀÉ", "A\u0300\u00c9"}) {
    for (const std::string& word : WordsOf(text, kLower)) {
      EXPECT_THAT(TokenizeLine(word, kLower), ElementsAre(word)) << text;
    }
  }
  EXPECT_EQ(WordsOf("HELLO À A\u0300 ПРИВЕТ ΓΕΙΆ", kLower),
            (Words{"hello", "à", "à", "привет", "γειά"}));
}

TEST(Tokenizer, ReadsTheUnknownWordAsItself) {
  EXPECT_EQ(WordsOf("a <unk> b", kWhiteSpace), (Words{"a", "<unk>", "b"}));
  EXPECT_EQ(WordsOf("a <unk>, b<unk>c <<unk>> <un k> <unk", kWords),
            (Words{"a", "<unk>", ",", "b", "<unk>", "c", "<", "<unk>", ">", "<", "un", "k", ">",
                   "<", "unk"}));
}

TEST(Tokenizer, ReadsTheLineWordsAsUnknownAndCountsThem) {
  for (const TextConfig& config : {kWhiteSpace, kWords}) {
    LineCollector collector;
    Tokenizer tokenizer(config, collector);
    tokenizer.Add("<s> a </s>\n<unk> <", false);
    tokenizer.Add("/s>", true);
    EXPECT_EQ(collector.lines, (Lines{{"<unk>", "a", "<unk>"}, {"<unk>", "<unk>"}}));
    EXPECT_EQ(collector.reserved, 3);
    EXPECT_EQ(collector.overlong, 0);
  }
}

TEST(Tokenizer, PassesOverTheLineWordsWhereItIsTold) {
  for (TextConfig config : {kWhiteSpace, kWords, kLower, Config(TOKENIZER_CHARACTERS)}) {
    config.set_skip_special_words(true);
    const std::string text = "<s> a <unk> </s>\n<s> </s>\n</s> b";
    for (const size_t piece : {1, 3, 1000}) {
      EXPECT_EQ(InPieces(text, config, piece), (Lines{{"a", "<unk>"}, {}, {"b"}}));
    }
    LineCollector collector;
    Tokenizer tokenizer(config, collector);
    tokenizer.Add(text, true);
    EXPECT_EQ(tokenizer.skipped_words(), 5u);
    EXPECT_EQ(tokenizer.reserved_words(), 0u);
    EXPECT_EQ(collector.reserved, 0);
    EXPECT_EQ(collector.passed_over, 5);
  }
}

TextConfig WithLabels(TokenizerKind kind, bool lowercase = false) {
  TextConfig config = Config(kind, lowercase);
  config.set_label_prefix("__label__");
  return config;
}

TEST(Tokenizer, TakesALabelAsItStandsBetweenWhiteSpace) {
  const std::string text = "__label__New-York, Good, __label__É!? GO";
  const std::string first = "__label__New-York,";
  const std::string second = "__label__É!?";
  EXPECT_EQ(WordsOf(text, WithLabels(TOKENIZER_WHITESPACE)), (Words{first, "Good,", second, "GO"}));
  EXPECT_EQ(WordsOf(text, WithLabels(TOKENIZER_WHITESPACE, true)),
            (Words{first, "good,", second, "go"}));
  EXPECT_EQ(WordsOf(text, WithLabels(TOKENIZER_WORDS)), (Words{first, "Good", ",", second, "GO"}));
  EXPECT_EQ(WordsOf(text, WithLabels(TOKENIZER_WORDS, true)),
            (Words{first, "good", ",", second, "go"}));
  EXPECT_EQ(WordsOf(text, WithLabels(TOKENIZER_CHARACTERS)),
            (Words{first, "G", "o", "o", "d", ",", second, "G", "O"}));
  EXPECT_EQ(WordsOf(text, WithLabels(TOKENIZER_CHARACTERS, true)),
            (Words{first, "g", "o", "o", "d", ",", second, "g", "o"}));
}

TEST(Tokenizer, TakesNothingElseForALabel) {
  EXPECT_EQ(WordsOf("(__label__A) x__label__A __label__", WithLabels(TOKENIZER_WORDS, true)),
            (Words{"(", "__label__a", ")", "x__label__a", "__label__"}));
  EXPECT_EQ(WordsOf("__label__", WithLabels(TOKENIZER_CHARACTERS)),
            (Words{"_", "_", "l", "a", "b", "e", "l", "_", "_"}));
  // Where no labels are learnt.
  EXPECT_EQ(WordsOf("__label__A", kLower), (Words{"__label__a"}));
  TextConfig tags = Config(TOKENIZER_WORDS, true);
  tags.set_label_prefix("#");
  EXPECT_EQ(WordsOf("#New-York. __label__A", tags), (Words{"#New-York.", "__label__a"}));
}

TEST(Tokenizer, ReadsAnOverlongLabelAsUnknown) {
  const std::string prefix = "__label__";
  const std::string longest = prefix + std::string(kMaxWordBytes - prefix.size(), 'X');
  for (const TextConfig& config :
       {WithLabels(TOKENIZER_WHITESPACE, true), WithLabels(TOKENIZER_WORDS, true),
        WithLabels(TOKENIZER_CHARACTERS)}) {
    for (const size_t piece : {7, 100000}) {
      EXPECT_EQ(InPieces(longest + "\n" + longest + "X\n", config, piece),
                (Lines{{longest}, {"<unk>"}}));
    }
    LineCollector collector;
    Tokenizer tokenizer(config, collector);
    tokenizer.Add(longest + "X a", true);
    EXPECT_EQ(collector.overlong, 1);
    EXPECT_EQ(tokenizer.overlong_words(), 1u);
  }
}

TEST(Tokenizer, ReadsOverlongWordsAsUnknownAndCountsThem) {
  for (const TextConfig& config : {kWhiteSpace, kWords, kLower}) {
    for (const size_t piece : {5, 100, 5000, 1000000}) {
      const std::string longest(kMaxWordBytes, 'x');
      const std::string text = longest + " " + longest + "x " + std::string(4001, 'y') + " " +
                               std::string(9000, 'z') + "\na b\n" + std::string(7000, 'w');
      EXPECT_EQ(InPieces(text, config, piece),
                (Lines{{longest, "<unk>", "<unk>", "<unk>"}, {"a", "b"}, {"<unk>"}}));
      LineCollector collector;
      Tokenizer tokenizer(config, collector);
      tokenizer.Add(text, true);
      EXPECT_EQ(collector.overlong, 4);
      EXPECT_EQ(collector.reserved, 0);
    }
  }
}

TEST(WordsTokenizer, EndsAnOverlongWordWhereAShortOneWouldEnd) {
  const std::string run(4500, 'x');
  EXPECT_EQ(LinesOf(run + "-" + run + "-, " + run + "'s", kWords),
            (Lines{{"<unk>", "-", ",", "<unk>"}}));
  EXPECT_EQ(LinesOf(std::string(4500, '1') + ".5.x", kWords), (Lines{{"<unk>", ".", "x"}}));
  std::string marks = "!";
  for (int i = 0; i < 2200; ++i) marks += "\u0301";
  EXPECT_EQ(LinesOf(marks + "x", kWords), (Lines{{"<unk>", "x"}}));
}

// A line of clauses without white space is cut as it comes, in little memory.
TEST(WordsTokenizer, CutsALongChunkWhateverPiecesItComesIn) {
  std::string clause;
  while (clause.size() < 60000) clause += "我喜欢吃苹果，他喜欢看电影。";
  const Lines whole = InPieces(clause, kWords, clause.size());
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_GT(whole[0].size(), 10000u);
  for (const Words& words : whole) EXPECT_EQ(absl::StrJoin(words, ""), clause);
  for (const size_t piece : {100, 4096, 16384, 50000}) {
    EXPECT_EQ(InPieces(clause, kWords, piece), whole) << piece;
  }
  // A word as long as that is one overlong word.
  const std::string run(50000, 'x');
  for (const size_t piece : {1000, 16384, 100000}) {
    EXPECT_EQ(InPieces(run + "!b " + run + "\nc", kWords, piece),
              (Lines{{"<unk>", "!", "b", "<unk>"}, {"c"}}))
        << piece;
  }
}

TEST(WordsTokenizer, MeasuresWordsInNormalForm) {
  std::string decomposed;
  for (int i = 0; i < 400; ++i) decomposed += "e\u0301";
  EXPECT_EQ(WordsOf(decomposed, kWords).at(0).size(), 800u);
  EXPECT_EQ(WordsOf(decomposed, kWhiteSpace), Words{"<unk>"});
}

TEST(Tokenizer, StopsWhenNoMoreIsWanted) {
  LineCollector collector;
  collector.wanted = 2;
  Tokenizer tokenizer(kWhiteSpace, collector);
  EXPECT_FALSE(tokenizer.Add("a b c d", true));
  EXPECT_THAT(collector.lines, IsEmpty());
  EXPECT_EQ(collector.wanted, 0);
}

TEST(TokenizeLine, ReplacesIllFormedUtf8AndTakesLineEndsForWhiteSpace) {
  TextConfig config = kWhiteSpace;
  config.set_invalid_utf8(INVALID_UTF8_ERROR);
  EXPECT_THAT(TokenizeLine("a\xff b\nc\n", config), ElementsAre("a\ufffd", "b", "c"));
  EXPECT_THAT(TokenizeLine("", config), IsEmpty());
  EXPECT_THAT(TokenizeLine("  ", config), IsEmpty());
}

TEST(ResolveTextConfig, FillsInWhatIsAutomaticAndLeavesTheRest) {
  const TextConfig resolved = ResolveTextConfig(TextConfig());
  EXPECT_EQ(resolved.tokenizer(), TOKENIZER_WHITESPACE);
  EXPECT_EQ(resolved.invalid_utf8(), INVALID_UTF8_REPLACE);
  EXPECT_EQ(ResolveTextConfig(kLower).tokenizer(), TOKENIZER_WORDS);
  EXPECT_TRUE(ResolveTextConfig(kLower).lowercase());
}

}  // namespace
}  // namespace windowlm
