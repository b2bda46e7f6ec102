#include "src/corpus/text_reader.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/crc32c.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Collector : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    words.emplace_back(word);
    return words.size() < limit;
  }
  bool EndLine() override {
    words.emplace_back("|");
    return true;
  }

  std::vector<std::string> words;
  size_t limit = 1000000;
};

std::string Text(const std::string& name, const std::string& bytes) {
  const std::string path = absl::StrCat(testing::TempDir(), "/", name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
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
  ASSERT_TRUE(ReadTexts({path}, config, whole, &report).ok());
  EXPECT_THAT(whole.words, ElementsAre("Żółć", ",", "été", "|", "\ufffd", "|", "日本", "語",
                                       "don't", "1,5", "\ufffd", "<unk>", "|", "\ufffd", "|"));
  EXPECT_EQ(report.bytes, bytes.size());
  EXPECT_EQ(report.crc32c, Crc32c(bytes));
  EXPECT_EQ(report.invalid_sequences, 3u);
  EXPECT_EQ(report.first_invalid, absl::StrCat("byte ", bytes.find('\xff'), " of ", path));
  for (size_t block = 2; block <= bytes.size(); ++block) {
    Collector pieces;
    TextReport same;
    ASSERT_TRUE(ReadTexts({path}, config, pieces, &same, block).ok());
    EXPECT_EQ(pieces.words, whole.words) << block;
    EXPECT_EQ(same.crc32c, report.crc32c) << block;
    EXPECT_EQ(same.invalid_sequences, 3u) << block;
    EXPECT_EQ(same.first_invalid, report.first_invalid) << block;
  }
}

TEST(ReadTexts, RefusesIllFormedUtf8WhereAskedTo) {
  TextConfig config;
  config.set_invalid_utf8(INVALID_UTF8_ERROR);
  const std::string path = Text("bad",
                                "good\nb\xc3"
                                "d\n");
  Collector sink;
  TextReport report;
  EXPECT_THAT(
      std::string(ReadTexts({Text("good", "good\n"), path}, config, sink, &report).message()),
      HasSubstr(absl::StrCat("byte 6 of ", path)));
}

TEST(ReadTexts, ReadsEachByteOrderMarkAndEachLastLineByItself) {
  const std::string path = Text("bom",
                                "\xef\xbb\xbf"
                                "a");
  Collector sink;
  TextReport report;
  ASSERT_TRUE(ReadTexts({path, path}, TextConfig(), sink, &report).ok());
  EXPECT_THAT(sink.words, ElementsAre("a", "|", "a", "|"));
}

TEST(ReadTexts, StopsBeforeTheNextTextWhenNoMoreIsWanted) {
  Collector sink;
  sink.limit = 2;
  TextReport report;
  ASSERT_TRUE(
      ReadTexts({Text("first", "a b c\n"), "/no/such/file"}, TextConfig(), sink, &report).ok());
  EXPECT_THAT(sink.words, ElementsAre("a", "b"));
  EXPECT_EQ(report.bytes, 6u);
}

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
