#include "src/corpus/column_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/text_columns.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// The column `text` of a text that comes in pieces of every size; or the error.
std::string Column(const std::string& bytes, const TextColumns& columns = "text") {
  std::string first;
  for (size_t piece_bytes = bytes.size() + 1; piece_bytes > 0; --piece_bytes) {
    ColumnText text(columns, "FILE");
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

// The same behind the labels of the column `label`.
std::string Labelled(const std::string& bytes) {
  TextColumns columns("text");
  columns.label = "label";
  columns.label_prefix = "__label__";
  return Column(bytes, columns);
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

TEST(ColumnText, PutsTheLabelOfATableBeforeItsLine) {
  EXPECT_EQ(Labelled("label,id,text\nsport,1,A game.\nart,2,\"A, \"\"b\"\"\"\n"),
            "__label__sport A game.\n__label__art A, \"b\"\n");
  EXPECT_EQ(Labelled("text\tlabel\r\nA \"game\".\tsport\r\nb\tart"),
            "__label__sport A \"game\".\n__label__art b\n");
  EXPECT_EQ(Labelled("text;label\nA, b;5\n"), "__label__5 A, b\n");
  EXPECT_EQ(Labelled("label,text\nsport,\n"), "__label__sport \n");
}

TEST(ColumnText, LeavesTheLineOfAnEmptyLabelWithoutOne) {
  EXPECT_EQ(Labelled("label,text\n,a\n  ,b\n\"\",c\n"), "a\nb\nc\n");
}

TEST(ColumnText, MakesOneWordOfALabel) {
  EXPECT_EQ(Labelled("label,text\n new york ,a\n"), "__label__new_york a\n");
  EXPECT_EQ(Labelled("label,text\n\"new\r\nyork\tcity\",a\n"), "__label__new__york_city a\n");
  EXPECT_EQ(Labelled("{\"text\": \"a\", \"label\": \" new\\tyork\\n\"}\n"),
            "__label__new_york a\n");
}

TEST(ColumnText, ReplacesInALabelAllWhiteSpaceThatSeparatesWords) {
  EXPECT_EQ(Labelled("label,text\nnew\u00a0york,a\n"), "__label__new_york a\n");
  EXPECT_EQ(Labelled("label,text\nnew\u3000york,a\n"), "__label__new_york a\n");
}

TEST(ColumnText, TakesLabelsOfEveryKindFromJsonLines) {
  const auto label = [](const std::string& value) {
    return Labelled(absl::StrCat("{\"label\": ", value, ", \"text\": \"a b\"}\n"));
  };
  EXPECT_EQ(label("\"sport\""), "__label__sport a b\n");
  EXPECT_EQ(label("3"), "__label__3 a b\n");
  EXPECT_EQ(label("-1"), "__label__-1 a b\n");
  EXPECT_EQ(label("2.5"), "__label__2.5 a b\n");
  EXPECT_EQ(label("true"), "__label__true a b\n");
  EXPECT_EQ(label("false"), "__label__false a b\n");
  EXPECT_EQ(label("[\"x\", \"new york\", 1, [\"y\"]]"),
            "__label__x __label__new_york __label__1 __label__y a b\n");
  for (const char* none : {"null", "[]", "\"\"", "[null, \" \"]"}) {
    EXPECT_EQ(label(none), "a b\n") << none;
  }
}

TEST(ColumnText, TellsLongNumbersOfLabelsApart) {
  EXPECT_EQ(Labelled("{\"label\": 1234567, \"text\": \"a\"}\n"
                     "{\"label\": 1234568, \"text\": \"b\"}\n"
                     "{\"label\": 9007199254740991, \"text\": \"c\"}\n"),
            "__label__1234567 a\n__label__1234568 b\n__label__9007199254740991 c\n");
  EXPECT_EQ(Labelled("{\"label\": 0.12345678901, \"text\": \"a\"}\n"),
            "__label__0.12345678901 a\n");
}

TEST(ColumnText, RefusesWhatWouldBeNoLabelOrNotTheOneThatStandsThere) {
  for (const char* object : {"{}", "{\"id\": 1}", "[{\"id\": 1}]"}) {
    EXPECT_THAT(Labelled(absl::StrCat("{\"text\": \"a\", \"label\": ", object, "}\n")),
                AllOf(StartsWith("FILE, line 1: "), HasSubstr("\"label\"; found an object")))
        << object;
  }
  for (const char* number : {"9007199254740992", "-1234567890123456789", "1e300"}) {
    EXPECT_THAT(Labelled(absl::StrCat("{\"text\": \"a\", \"label\": ", number, "}\n")),
                HasSubstr("found a number of more than 15 digits, which needs quotes"))
        << number;
  }
}

TEST(ColumnText, NamesTheColumnsWhereThatOfLabelsIsMissing) {
  EXPECT_EQ(Labelled("text,labels\na,b\n"),
            "FILE, line 1: there is no column \"label\"; there are: text, labels; did you mean "
            "labels?");
  EXPECT_THAT(Labelled("{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\"}\n"),
              StartsWith("FILE, line 2: there is no column \"label\"; there are: text"));
  EXPECT_THAT(Labelled("label\nx\n"), StartsWith("FILE, line 1: there is no column \"text\""));
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
