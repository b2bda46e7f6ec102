#include "src/corpus/vocabulary_list.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class VocabularyListTest : public testing::Test {
 protected:
  absl::StatusOr<VocabularyList> Read(const std::string& bytes) const {
    WriteBytes(path_, bytes);
    return ReadVocabularyList(path_);
  }

  std::string ErrorOf(const std::string& bytes) const { return MessageOf(Read(bytes).status()); }

  const std::string path_ = FreshFolder() + "/list";
};

std::vector<std::string> WordsOf(const VocabularyList& list) {
  std::vector<std::string> words;
  for (uint32_t i = 0; i < list.words().size(); ++i) words.emplace_back(list.words().word(i));
  return words;
}

std::string TextOf(const Vocabulary& vocabulary) {
  std::string text;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    absl::StrAppend(&text, vocabulary.word(id), " ", vocabulary.count(id), "\n");
  }
  return text;
}

TEST_F(VocabularyListTest, HasWordsWithTheirCounts) {
  // As three programs write them.
  const auto list = Read("the\t1234567\r\n\n     12,345  cat\r\ndog 7\n");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_THAT(WordsOf(*list), ElementsAre("the", "cat", "dog"));
  EXPECT_THAT(list->counts(), ElementsAre(1234567, 12345, 7));
}

TEST_F(VocabularyListTest, HasTheWordsOfTabSeparatedCells) {
  const auto list = Read("\\\\alpha\t3\n\\x1b[m\t2\n\\beta 1\n");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_THAT(WordsOf(*list), ElementsAre("\\alpha", "\x1b[m", "\\beta"));
}

TEST_F(VocabularyListTest, HasWordsAlone) {
  const auto list = Read("\xef\xbb\xbfthe\n 7 \ncaf\u00e9");
  ASSERT_TRUE(list.ok()) << list.status();
  EXPECT_THAT(WordsOf(*list), ElementsAre("the", "7", "caf\u00e9"));
  EXPECT_THAT(list->counts(), IsEmpty());
}

TEST_F(VocabularyListTest, IsTheSameWithOtherLineEnds) {
  const auto list = Read("the\t2\na\t1\n");
  const auto same = Read("the\t2\r\n\r\n  a\t1");
  const auto other = Read("a\t1\nthe\t2\n");
  EXPECT_EQ(list->bytes(), 10u);
  EXPECT_EQ(same->bytes(), 10u);
  EXPECT_EQ(same->crc32c(), list->crc32c());
  EXPECT_NE(other->crc32c(), list->crc32c());
}

TEST_F(VocabularyListTest, MakesAVocabularyInItsOrderWithTheSpecialWords) {
  const auto list = Read("b\t2\nzero\t0\na\t2\n<unk>\t3\n");
  ASSERT_TRUE(list.ok()) << list.status();
  const auto vocabulary = VocabularyOf(*list);
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_EQ(TextOf(*vocabulary), "<unk> 3\na 2\nb 2\n</s> 0\nzero 0\n<s> 0\n");
  const auto all = VocabularyOf(*Read("<s>\t0\n</s>\t4\na\t9223372036854775807\n"));
  EXPECT_EQ(TextOf(*all), "a 9223372036854775807\n</s> 4\n<unk> 0\n<s> 0\n");
}

TEST_F(VocabularyListTest, NamesTheLineWithAMistake) {
  const auto error = [this](const std::string& line) {
    return ErrorOf("the\t5\n\n" + line + "\n");
  };
  for (const char* count : {"-1", "1.5", "1e3", "x", "", "1,000", "9223372036854775808", "1\t2"}) {
    EXPECT_THAT(error(absl::StrCat("cat\t", count, "\t.")),
                AllOf(StartsWith(path_ + ", line 3: a whole number"), HasSubstr("of \"cat\"")))
        << count;
  }
  EXPECT_THAT(error("New York"), HasSubstr("found \"York\""));
  EXPECT_EQ(error("New York\t3"),
            path_ + ", line 3: a word without white space was expected, and found \"New York\"");
  EXPECT_THAT(error("New\u00a0York\t3"), HasSubstr("a word without white space was expected"));
  EXPECT_EQ(error("the\t3"), path_ + ", line 3: the word \"the\" is there a second time");
  EXPECT_EQ(error("<s>\t3"),
            path_ + ", line 3: the count of <s>, which no text holds, is 3 and not 0");
  EXPECT_THAT(error(std::string(1001, 'x') + "\t3"), HasSubstr("at most 1000 bytes"));
}

TEST_F(VocabularyListTest, HasCountsOnAllLinesOrOnNone) {
  EXPECT_EQ(ErrorOf("a\t1\nb\n"),
            path_ +
                ", line 2: a word and its count were expected, as on the lines before, and "
                "found \"b\"");
  EXPECT_EQ(ErrorOf("a\nb\t1\n"), path_ +
                                      ", line 2: a word alone was expected, as on the lines "
                                      "before, and found \"b\\t1\"");
}

TEST_F(VocabularyListTest, HasAWord) {
  EXPECT_EQ(ErrorOf("\n \n"), path_ + ": one word a line was expected, and found none");
  EXPECT_EQ(ErrorOf("<unk>\n</s>\n"),
            path_ + ": one word a line was expected, and found none but special ones");
  EXPECT_EQ(ErrorOf("a\t0\nb\t0\n"), path_ + ": a count above 0 was expected, and all are 0");
  EXPECT_THAT(MessageOf(ReadVocabularyList("/no/such/list").status()),
              HasSubstr("cannot read /no/such/list"));
}

TEST(WordOfLine, IsTheFirstColumnOfATable) {
  EXPECT_EQ(WordOfLine("tiger"), "tiger");
  EXPECT_EQ(WordOfLine("tiger\tcat\t7.35"), "tiger");
  EXPECT_EQ(WordOfLine("tiger \t7"), "tiger");
  EXPECT_EQ(WordOfLine("1,234  tiger"), "tiger");
  EXPECT_EQ(WordOfLine("New York"), "New York");
}

}  // namespace
}  // namespace windowlm
