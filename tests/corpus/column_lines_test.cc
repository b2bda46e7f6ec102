#include "src/corpus/column_lines.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/input/text_input.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ColumnLines : public testing::Test {
 protected:
  void AddText(const std::string& bytes) {
    paths_.push_back(absl::StrCat(folder_, "/", paths_.size(), ".txt"));
    WriteBytes(paths_.back(), bytes);
  }

  // Reads the lines, each as "NUMBER:LINE", into lines_.
  absl::Status Read(const TextColumns& columns = {}) {
    lines_.clear();
    return ForEachColumnLine(paths_, columns, [this](uint64_t number, absl::string_view line) {
      lines_.push_back(absl::StrCat(number, ":", line));
    });
  }

  static TextColumns LabelledText() {
    TextColumns columns("text");
    columns.label = "label";
    columns.label_prefix = "__label__";
    return columns;
  }

  const std::string folder_ = FreshFolder();
  std::vector<std::string> paths_;
  std::vector<std::string> lines_;
};

TEST_F(ColumnLines, AreNumberedThroughAllTexts) {
  AddText("a b\r\n\nc\n");
  AddText("");
  AddText("d,e");
  AddText("f\n");
  ASSERT_TRUE(Read().ok());
  EXPECT_THAT(lines_, ElementsAre("1:a b", "2:", "3:c", "4:d,e", "5:f"));
}

TEST_F(ColumnLines, AreTheCellsOfAColumnBehindTheirLabels) {
  AddText("label,text\nx,A b\n\"new york\",\"c\nd\"\n");
  AddText("{\"text\": \"e\", \"label\": [\"x\", \"y\"]}\n");
  ASSERT_TRUE(Read(LabelledText()).ok());
  EXPECT_THAT(lines_, ElementsAre("1:__label__x A b", "2:__label__new_york c d",
                                  "3:__label__x __label__y e"));
  ASSERT_TRUE(Read("text").ok());
  EXPECT_THAT(lines_, ElementsAre("1:A b", "2:c d", "3:e"));
}

TEST_F(ColumnLines, MayBeLongerThanABlock) {
  const std::string word(TextInput::kBlockBytes / 2 + 7, 'x');
  AddText(absl::StrCat(word, " ", word, " ", word, "\nb\n", word));
  ASSERT_TRUE(Read().ok());
  ASSERT_EQ(lines_.size(), 3u);
  EXPECT_TRUE(lines_[0] == absl::StrCat("1:", word, " ", word, " ", word));
  EXPECT_EQ(lines_[1], "2:b");
  EXPECT_TRUE(lines_[2] == absl::StrCat("3:", word));
}

TEST_F(ColumnLines, AreWellFormed) {
  AddText(
      "\xef\xbb\xbf"
      "a\xff\xc3\xa9\n");
  ASSERT_TRUE(Read().ok());
  EXPECT_THAT(lines_, ElementsAre("1:a\xef\xbf\xbd\xc3\xa9"));
}

TEST_F(ColumnLines, EndWhereATextCannotBeRead) {
  AddText("a\n");
  paths_.push_back(folder_ + "/missing.txt");
  AddText("b\n");
  EXPECT_THAT(MessageOf(Read()), HasSubstr("missing.txt"));
  EXPECT_THAT(lines_, ElementsAre("1:a"));
}

TEST_F(ColumnLines, EndWhereAColumnIsMissing) {
  AddText("text,kind\na,b\n");
  const absl::Status status = Read(LabelledText());
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
  EXPECT_THAT(MessageOf(status),
              AllOf(HasSubstr(paths_[0]), HasSubstr("there is no column \"label\"")));
  EXPECT_THAT(lines_, IsEmpty());
}

}  // namespace
}  // namespace windowlm
