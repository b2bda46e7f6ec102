#include "src/corpus/text_reader.h"

#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/crc32c.h"
#include "src/base/parallel_for.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_index.h"
#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Spells what it is given: "|" is a line's end.
class Collector : public WordEncoder {
 public:
  Collector() { index_.Add("|"); }

  const WordIndex& known() const override { return index_; }
  uint32_t Add(absl::string_view word) override { return index_.Add(word); }
  uint32_t line_end_id() const override { return 0; }

  uint64_t Wanted() const override { return limit - words.size(); }
  void Append(absl::Span<const uint32_t> ids) override {
    ASSERT_LE(ids.size(), Wanted());
    for (const uint32_t id : ids) words.emplace_back(index_.word(id));
  }

  // In the order of their ids.
  std::vector<std::string> Known() const {
    std::vector<std::string> known;
    for (uint32_t id = 0; id < index_.size(); ++id) known.emplace_back(index_.word(id));
    return known;
  }

  std::vector<std::string> words;
  size_t limit = 1000000;

 private:
  WordIndex index_;
};

std::string Text(const std::string& name, const std::string& bytes) {
  const std::string path = absl::StrCat(testing::TempDir(), "/", name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

// Reads texts by rules that are given or, where they are not, by the texts.
absl::Status Read(absl::Span<const std::string> paths, TextConfig config, WordEncoder& encoder,
                  TextReport* report, size_t block_bytes = TextInput::kBlockBytes) {
  return ReadTexts(paths, /*chooses_case=*/false, &config, encoder, report, /*column=*/"",
                   block_bytes);
}

TEST(ReadTexts, ReadsUtf16AsTheSameTextInUtf8AndReportsIt) {
  const std::string name = Text("utf16", std::string("\xff\xfe"
                                                     "a\0 \0\xe9\0\r\0\n\0\x3d\xd8\x00\xde\x00\xde",
                                                     18));
  for (const size_t block : {2, 3, 7, 1000}) {
    Collector collector;
    TextReport report;
    ASSERT_TRUE(Read({name}, TextConfig(), collector, &report, block).ok());
    EXPECT_THAT(collector.words, ElementsAre("a", "é", "|", "\U0001f600\ufffd", "|"));
    EXPECT_EQ(report.bytes, 18u);
    EXPECT_EQ(report.invalid_sequences, 1u);
    EXPECT_EQ(report.first_invalid, absl::StrCat("byte 16 of ", name));
    EXPECT_EQ(report.utf16.count, 1u);
    EXPECT_EQ(report.utf16.first, name);
  }
}

TEST(ReadTexts, ReportsTextsThatAreNoRunningText) {
  const std::string page = Text("page", "<!doctype html><p>a\n");
  const std::string lines = Text("lines", "{\"a\": \"b\"}\n");
  const std::string table = Text("table", "id,text\n1,a\n2,b\n");
  for (const size_t block : {2, 1000}) {
    Collector collector;
    TextReport report;
    ASSERT_TRUE(Read({Text("plain", "a\n"), page, lines, table, page}, TextConfig(), collector,
                     &report, block)
                    .ok());
    EXPECT_EQ(report.markup.count, 2u);
    EXPECT_EQ(report.markup.first, page);
    EXPECT_EQ(report.json_lines.first, lines);
    EXPECT_EQ(report.tables.first, table);
    EXPECT_EQ(report.utf16.count, 0u);
  }
}

TEST(ReadTexts, GivesTheSameWordsForEveryBlockSize) {
  const std::string bytes =
      "\xef\xbb\xbf"
      "Żółć, été\r\n\xff\r\n日本\u3000語 don't 1,5\xe2\x82 <unk>\r\n\xf0\x9f\x98";
  const std::string path = Text("mixed", bytes);
  TextConfig config;
  config.set_tokenizer(TOKENIZER_WORDS);
  Collector whole;
  TextReport report;
  ASSERT_TRUE(Read({path}, config, whole, &report).ok());
  EXPECT_THAT(whole.words, ElementsAre("Żółć", ",", "été", "|", "\ufffd", "|", "日本", "語",
                                       "don't", "1,5", "\ufffd", "<unk>", "|", "\ufffd", "|"));
  EXPECT_EQ(report.bytes, bytes.size());
  EXPECT_EQ(report.crc32c, Crc32c(bytes));
  EXPECT_EQ(report.invalid_sequences, 3u);
  EXPECT_EQ(report.first_invalid, absl::StrCat("byte ", bytes.find('\xff'), " of ", path));
  for (size_t block = 2; block <= bytes.size(); ++block) {
    Collector pieces;
    TextReport same;
    ASSERT_TRUE(Read({path}, config, pieces, &same, block).ok());
    EXPECT_EQ(pieces.words, whole.words) << block;
    EXPECT_EQ(same.crc32c, report.crc32c) << block;
    EXPECT_EQ(same.invalid_sequences, 3u) << block;
    EXPECT_EQ(same.first_invalid, report.first_invalid) << block;
  }
}

TEST(ReadTexts, ChoosesTheRulesByTheStartOfTheTexts) {
  const std::string raw = Text("raw", "The dog barks, and the cat sleeps.\n");
  const std::string tokenised = Text("tokenised", "The dog barks , and the cat sleeps .\n");
  TextConfig chosen;
  Collector words;
  TextReport reasons;
  ASSERT_TRUE(ReadTexts({raw, tokenised}, /*chooses_case=*/true, &chosen, words, &reasons,
                        /*column=*/"", 10)
                  .ok());
  EXPECT_EQ(chosen.tokenizer(), TOKENIZER_WORDS);
  EXPECT_TRUE(chosen.lowercase());
  EXPECT_FALSE(chosen.icu().empty());
  EXPECT_EQ(words.words[0], "the");
  EXPECT_EQ(words.words[3], ",");
  EXPECT_NE(reasons.tokenizer_reason, "");
  EXPECT_NE(reasons.lowercase_reason, "");
  TextConfig config;
  Collector sink;
  TextReport report;
  ASSERT_TRUE(ReadTexts({tokenised}, /*chooses_case=*/false, &config, sink, &report).ok());
  EXPECT_EQ(config.tokenizer(), TOKENIZER_WHITESPACE);
  EXPECT_FALSE(config.has_lowercase());
  EXPECT_EQ(config.icu(), "");
  EXPECT_EQ(report.lowercase_reason, "");
}

TEST(ReadTexts, RefusesIllFormedUtf8WhereAskedTo) {
  TextConfig config;
  config.set_invalid_utf8(INVALID_UTF8_ERROR);
  const std::string path = Text("bad",
                                "good\nb\xc3"
                                "d\n");
  Collector sink;
  TextReport report;
  EXPECT_THAT(std::string(Read({Text("good", "good\n"), path}, config, sink, &report).message()),
              HasSubstr(absl::StrCat("byte 6 of ", path)));
}

TEST(ReadTexts, ReadsEachByteOrderMarkAndEachLastLineByItself) {
  const std::string path = Text("bom",
                                "\xef\xbb\xbf"
                                "a");
  Collector sink;
  TextReport report;
  ASSERT_TRUE(Read({path, path}, TextConfig(), sink, &report).ok());
  EXPECT_THAT(sink.words, ElementsAre("a", "|", "a", "|"));
}

TEST(ReadTexts, StopsBeforeTheNextTextWhenNoMoreIsWanted) {
  Collector sink;
  sink.limit = 2;
  TextReport report;
  ASSERT_TRUE(Read({Text("first", "a b c\n"), "/no/such/file"}, TextConfig(), sink, &report).ok());
  EXPECT_THAT(sink.words, ElementsAre("a", "b"));
  EXPECT_EQ(report.bytes, 6u);
}

// Words of every length and kind, and what may go wrong at the end of a block.
std::string MixedText() {
  std::string text = "\xef\xbb\xbf";
  for (size_t i = 0; i < 70; ++i) {
    absl::StrAppend(&text, "w", i * i % 37, i % 3 == 0 ? "\r\n" : " ", "Żółć, ", i % 11, "\u3000");
    if (i % 5 == 0) absl::StrAppend(&text, std::string(i * 14, 'x'), ".\t");
    if (i % 7 == 0) absl::StrAppend(&text, "\xff\xe2\x82 <s> </s>\r", "\xf0\x9f\x98\n\n");
    if (i % 34 == 16) absl::StrAppend(&text, std::string(4100, 'y'), i == 16 ? "\n" : ";");
  }
  return text + "last";
}

void ExpectSame(const TextReport& a, const TextReport& b) {
  EXPECT_EQ(a.bytes, b.bytes);
  EXPECT_EQ(a.crc32c, b.crc32c);
  EXPECT_EQ(a.invalid_sequences, b.invalid_sequences);
  EXPECT_EQ(a.overlong_words, b.overlong_words);
  EXPECT_EQ(a.reserved_words, b.reserved_words);
  EXPECT_EQ(a.skipped_words, b.skipped_words);
  EXPECT_EQ(a.first_invalid, b.first_invalid);
}

// What one pass over the whole text, in blocks of so many bytes, says of it.
class OnePass : public WordSink {
 public:
  OnePass(const std::string& path, const TextConfig& config, size_t block_bytes, size_t limit)
      : limit_(limit) {
    absl::StatusOr<TextInput> input = TextInput::Open(path, block_bytes);
    Utf8Text utf8;
    Tokenizer tokenizer(config, *this);
    for (bool more = true, last = false; more && !last;) {
      const absl::string_view block = *input->NextBlock();
      last = block.empty();
      report.bytes += block.size();
      report.crc32c = ExtendCrc32c(report.crc32c, block);
      more = tokenizer.Add(utf8.Next(block, last), last);
    }
    report.invalid_sequences = utf8.invalid_sequences();
    if (utf8.invalid_sequences() > 0) {
      report.first_invalid = absl::StrCat("byte ", utf8.first_invalid_offset(), " of ", path);
    }
  }

  bool AddWord(absl::string_view word) override {
    words.emplace_back(word);
    return words.size() < limit_;
  }
  bool AddUnknown(UnknownReason reason) override {
    ++(reason == UnknownReason::kOverlong ? report.overlong_words : report.reserved_words);
    return AddWord("<unk>");
  }
  bool PassOver() override {
    ++report.skipped_words;
    return true;
  }
  bool EndLine() override { return AddWord("|"); }

  std::vector<std::string> words;
  TextReport report;

 private:
  const size_t limit_;
};

class ReadTextsOnThreads : public testing::TestWithParam<int> {
 protected:
  void SetUp() override { SetThreads(GetParam()); }
  void TearDown() override { SetThreads(0); }
};

TEST_P(ReadTextsOnThreads, FindsTheWordsAndTheReportOfOnePass) {
  const std::string path = Text("all", MixedText());
  for (const TokenizerKind kind : {TOKENIZER_WHITESPACE, TOKENIZER_WORDS}) {
    TextConfig config;
    config.set_tokenizer(kind);
    for (const size_t block : {3, 61, 1024, 1 << 18}) {
      SCOPED_TRACE(absl::StrCat("blocks of ", block));
      const bool skips = block == 61;
      config.set_skip_special_words(skips);
      const OnePass expected(path, config, block, 1000000);
      Collector collector;
      TextReport report;
      ASSERT_TRUE(Read({path}, config, collector, &report, block).ok());
      ASSERT_EQ(collector.words, expected.words);
      ExpectSame(report, expected.report);
      EXPECT_GT(report.invalid_sequences, 0u);
      EXPECT_GT(report.overlong_words, 0u);
      EXPECT_EQ(report.reserved_words > 0, !skips);
      EXPECT_EQ(report.skipped_words > 0, skips);
      // Words have their ids in the order in which they are first seen.
      std::vector<std::string> first_seen = {"|"};
      std::set<std::string> seen = {"|"};
      for (const std::string& word : expected.words) {
        if (seen.insert(word).second) first_seen.push_back(word);
      }
      EXPECT_EQ(collector.Known(), first_seen);
    }
  }
}

TEST_P(ReadTextsOnThreads, StopsAfterAnyNumberOfWordsWhereOnePassStops) {
  const std::string path = Text("bounded", MixedText());
  for (const TokenizerKind kind : {TOKENIZER_WHITESPACE, TOKENIZER_WORDS}) {
    TextConfig config;
    config.set_tokenizer(kind);
    for (const size_t block : {31, 1000, 1 << 18}) {
      for (size_t limit = 1; limit < 310; limit += 29) {
        SCOPED_TRACE(absl::StrCat(limit, " words, blocks of ", block));
        const OnePass expected(path, config, block, limit);
        Collector collector;
        collector.limit = limit;
        TextReport report;
        ASSERT_TRUE(Read({path, "/no/such/file"}, config, collector, &report, block).ok());
        ASSERT_EQ(collector.words, expected.words);
        ExpectSame(report, expected.report);
      }
    }
  }
}

TEST_P(ReadTextsOnThreads, EndsTheLastLineOfEachText) {
  const std::vector<std::string> paths = {Text("t1", "a b"),  Text("t2", ""),
                                          Text("t3", "a \n"), Text("t4", "long c "),
                                          Text("t5", "\n\n"), Text("t6", "\xef\xbb\xbf"),
                                          Text("t7", " "),    Text("t8", "d\r\n")};
  for (const size_t block : {2, 3, 4, 5, 6, 7, 8, 100}) {
    Collector collector;
    TextReport report;
    ASSERT_TRUE(Read(paths, TextConfig(), collector, &report, block).ok());
    EXPECT_THAT(collector.words,
                ElementsAre("a", "b", "|", "a", "|", "long", "c", "|", "|", "|", "|", "d", "|"))
        << "blocks of " << block;
  }
}

TEST_P(ReadTextsOnThreads, GivesAllWordsBeforeABlockInError) {
  TextConfig config;
  config.set_invalid_utf8(INVALID_UTF8_ERROR);
  std::string text;
  for (int i = 0; i < 1000; ++i) absl::StrAppend(&text, i, "\n");
  const std::string path = Text("late", text + "\xff" + text);
  Collector collector;
  TextReport report;
  EXPECT_THAT(std::string(Read({path}, config, collector, &report, 100).message()),
              HasSubstr(absl::StrCat("byte ", text.size(), " of ", path)));
  EXPECT_EQ(report.first_invalid, absl::StrCat("byte ", text.size(), " of ", path));
  EXPECT_GT(collector.words.size(), 1900u);
  EXPECT_LT(collector.words.size(), 2000u);
}

INSTANTIATE_TEST_SUITE_P(Threads, ReadTextsOnThreads, testing::Values(1, 2, 3, 8));

}  // namespace
}  // namespace windowlm
