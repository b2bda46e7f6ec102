#include "src/corpus/text_report.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

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
                          "30 words spelt <s> or </s> read as <unk>; "
                          "--skip-special-words passes over them"));
}

TEST(TextWarnings, NamesTheEncodingThatATextSeemsToHave) {
  TextReport report;
  report.invalid_sequences = 9;
  report.first_invalid = "byte 3 of x";
  report.single_byte_letters = {9, 0, 10};
  EXPECT_THAT(TextWarnings(report),
              ElementsAre("9 ill-formed UTF-8 sequences read as U+FFFD, the first at byte 3 of x; "
                          "it looks like LATIN1: iconv -f LATIN1 -t UTF-8 FILE > NEWFILE"));
}

TEST(TextWarnings, NamesTextsThatAreNotWhatTheyMayBeTakenFor) {
  TextReport report;
  report.utf16.Add("u.txt");
  report.markup.Add("m.html");
  report.json_lines.Add("j.jsonl");
  report.tables.Add("t.csv");
  report.tables.Add("v.csv");
  EXPECT_THAT(
      TextWarnings(report),
      ElementsAre("u.txt is UTF-16, and was converted",
                  StartsWith("m.html looks like HTML or XML, whose tags are read as words"),
                  "j.jsonl looks like JSON lines, whose names and all of whose values are read "
                  "as words; --text-column=NAME reads one of them",
                  StartsWith("2 texts, the first t.csv, look like a table, all of whose")));
  report.utf16.Add("w.txt");
  EXPECT_EQ(TextWarnings(report)[0], "2 texts, the first u.txt, are UTF-16, and were converted");
}

}  // namespace
}  // namespace windowlm
