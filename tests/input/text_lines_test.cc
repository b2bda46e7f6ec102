#include "src/input/text_lines.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/input/text_input.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class TextLines : public testing::Test {
 protected:
  std::vector<std::string> LinesOf(const std::string& bytes) {
    WriteBytes(path_, bytes);
    std::vector<std::string> lines;
    status_ = ForEachLine(path_, [&lines](absl::string_view line) {
      lines.emplace_back(line);
      return line == "stop" ? absl::InvalidArgumentError("no more") : absl::OkStatus();
    });
    return lines;
  }

  const std::string path_ = FreshFolder() + "/lines.txt";
  absl::Status status_;
};

TEST_F(TextLines, ComeWithoutTheirEndsAndTheWhiteSpaceAroundThem) {
  EXPECT_THAT(LinesOf("\xef\xbb\xbf one\t1 \r\n\ttwo\n\n \r\nthree"),
              ElementsAre("one\t1", "two", "three"));
  EXPECT_TRUE(status_.ok()) << status_;
}

TEST_F(TextLines, EndWithAnyOfTheThreeLineEnds) {
  EXPECT_THAT(LinesOf("one\rtwo\r\rthree\r"), ElementsAre("one", "two", "three"));
  EXPECT_THAT(LinesOf("one\r\ntwo\rthree\n\rstop"), ElementsAre("one", "two", "three", "stop"));
  EXPECT_EQ(MessageOf(status_), path_ + ", line 5: no more");
}

TEST_F(TextLines, EndOnceWhereABlockEndsBetweenTheTwoCharactersOfALineEnd) {
  const std::string line(TextInput::kBlockBytes - 1, 'x');
  EXPECT_THAT(LinesOf(line + "\r\nstop"), ElementsAre(line, "stop"));
  EXPECT_EQ(MessageOf(status_), path_ + ", line 2: no more");
}

TEST_F(TextLines, ComeWholeWithTheirNumbersWhereThatIsAskedFor) {
  WriteBytes(path_, "\tone \n\n two\t");
  std::vector<std::string> lines;
  const absl::Status status = ForEachWholeLine(path_, [&](uint64_t number, absl::string_view line) {
    lines.push_back(absl::StrCat(number, ":", line));
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(lines, ElementsAre("1:\tone ", "2:", "3: two\t"));
}

TEST_F(TextLines, AreNoneInAnEmptyText) {
  EXPECT_THAT(LinesOf(""), SizeIs(0));
  EXPECT_TRUE(status_.ok()) << status_;
}

TEST_F(TextLines, AreCountedForErrorsBlankOnesToo) {
  EXPECT_THAT(LinesOf("one\n\nstop\nfour\n"), SizeIs(2));
  EXPECT_EQ(MessageOf(status_), path_ + ", line 3: no more");
  LinesOf("one\nstop");
  EXPECT_EQ(MessageOf(status_), path_ + ", line 2: no more");
}

TEST_F(TextLines, MayLieAcrossTheBlocksOfTheInput) {
  const std::string line(400000, 'x');
  EXPECT_THAT(LinesOf("first\n" + line + "\n" + line + "\nlast\n"),
              ElementsAre("first", line, line, "last"));
}

TEST_F(TextLines, AreNotOfAnyLength) {
  LinesOf("short\n" + std::string(2000000, 'x') + "\n");
  EXPECT_THAT(MessageOf(status_),
              HasSubstr(path_ + ", line 2: expected a line of at most 1048576 bytes"));
}

TEST_F(TextLines, OfNoFileAreAnError) {
  EXPECT_THAT(MessageOf(ForEachLine(path_, [](absl::string_view) { return absl::OkStatus(); })),
              HasSubstr("No such file"));
}

}  // namespace
}  // namespace windowlm
