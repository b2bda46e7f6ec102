#include "src/corpus/column_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// The column `text` of a text that comes in pieces of every size; or the error.
std::string Column(const std::string& bytes, const std::string& column = "text") {
  std::string first;
  for (size_t piece_bytes = bytes.size() + 1; piece_bytes > 0; --piece_bytes) {
    ColumnText text(column, "FILE");
    std::string lines;
    for (size_t at = 0; at <= bytes.size(); at += piece_bytes) {
      const absl::StatusOr<absl::string_view> next =
          text.Next(bytes.substr(at, piece_bytes), at + piece_bytes > bytes.size());
      if (!next.ok()) {
        lines = std::string(next.status().message());
        break;
      }
      absl::StrAppend(&lines, *next);
    }
    if (piece_bytes == bytes.size() + 1) first = lines;
    EXPECT_EQ(lines, first) << "pieces of " << piece_bytes;
  }
  return first;
}

TEST(ColumnText, TakesAColumnOfATable) {
  EXPECT_EQ(Column("id\ttext\n1\tA \"dog\".\n2\t\n3\tA cat."), "A \"dog\".\n\nA cat.\n");
  EXPECT_EQ(Column("text;id\r\nA dog, a cat.;1\r\n\r\nB;2\r\n"), "A dog, a cat.\nB\n");
  EXPECT_EQ(Column("id, text ,x\n1,a,b\n"), "a\n");
  EXPECT_EQ(Column("text\na\n\nb\n"), "a\nb\n");
  EXPECT_EQ(Column("id,text\n"), "");
  EXPECT_EQ(Column(""), "");
}

TEST(ColumnText, ReadsQuotesAsRfc4180Says) {
  EXPECT_EQ(
      Column("\"id\",\"text\"\r\n\"1\",\"A dog, and\r\na \"\"cat\"\".\"\r\n2,b\r\n3,\"\"\r\n"),
      "A dog, and  a \"cat\".\nb\n\n");
  EXPECT_EQ(Column("id,text\n1,a 5\" disk\n"), "a 5\" disk\n");
}

TEST(ColumnText, TakesAMemberOfJsonLines) {
  EXPECT_EQ(Column("{\"id\": 1, \"text\": \"A \\\"dog\\\".\\nA cat.\"}\r\n\n"
                   " {\"text\": null, \"more\": {\"text\": [1, {}]}}\n{\"text\": \"\\u00e9\"}"),
            "A \"dog\". A cat.\n\né\n");
}

TEST(ColumnText, PassesOverBlankLinesBeforeTheFirstOther) {
  EXPECT_EQ(Column("\n\n \n{\"text\": \"x\"}\n"), "x\n");
  EXPECT_EQ(Column("\r\n  \n\ntext,id\na,1\n"), "a\n");
  EXPECT_EQ(Column(" \n \n"), "");
  EXPECT_THAT(Column("\n\n\n \n{\n,b"), HasSubstr("a JSON object was expected"));
}

TEST(ColumnText, NamesTheColumnsWhereTheWantedOneIsMissing) {
  EXPECT_EQ(Column("id,texts,label\n1,a,b\n"),
            "FILE, line 1: there is no column \"text\"; there are: id, texts, label; did you mean "
            "texts?");
  EXPECT_EQ(Column("{\"text\": \"a\"}\n{\"id\": 1, \"body\": \"b\"}\n"),
            "FILE, line 2: there is no column \"text\"; there are: body, id");
}

TEST(ColumnText, NamesTheLineOfAMalformedRecord) {
  EXPECT_EQ(Column("id,text\n1,\"a\n\"\n2,b,c\n"),
            "FILE, line 4: a row of 2 cells was expected, as the first line has; found 3");
  EXPECT_THAT(Column("id,text\n1,\"a\" b\n"), StartsWith("FILE, line 2: the end of a cell was"));
  EXPECT_EQ(Column("id,text\n1,a\n2,\"b\n3,c\n"),
            "FILE, line 3: the last quote of a cell was expected; found the end of the text");
  EXPECT_THAT(Column("{\"text\": \"a\"}\n{\"text\": \"b\"\n"),
              StartsWith("FILE, line 2: a JSON obj"));
  EXPECT_THAT(Column("{\"text\": \"a\"}\nb\n"), StartsWith("FILE, line 2: a JSON object was"));
  for (const char* value : {"1", "true", "[\"a\"]", "{\"a\": \"b\"}"}) {
    EXPECT_THAT(Column(absl::StrCat("{\"text\": ", value, "}\n")),
                HasSubstr("line 1: a string was expected as the value of \"text\""));
  }
}

TEST(ColumnText, BoundsARecord) {
  const std::string most(kMaxRecordBytes - 5, 'x');
  ColumnText text("text", "FILE");
  ASSERT_EQ(*text.Next("id,text\n", false), "");
  EXPECT_EQ(*text.Next(absl::StrCat("1,\"", most, "\"\n"), false), absl::StrCat(most, "\n"));
  EXPECT_THAT(
      std::string(text.Next(absl::StrCat("1,\"", most, "xy\"\n"), false).status().message()),
      AllOf(HasSubstr("line 3: a record of at most 1048576 bytes was expected")));
  ColumnText unclosed("text", "FILE");
  EXPECT_THAT(
      std::string(
          unclosed.Next(absl::StrCat("id,text\n1,\"", most, most), false).status().message()),
      HasSubstr("line 2: a record of at most 1048576 bytes was expected; found a longer one, "
                "in quotes that do not end"));
}

}  // namespace
}  // namespace windowlm
