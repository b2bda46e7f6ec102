#include "src/evaluate/rating_table.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RatingTables : public testing::Test {
 protected:
  RatingTable Read(const std::string& text, const AskedColumns& asked = AskedColumns()) {
    WriteBytes(path_, text);
    const absl::StatusOr<RatingTable> table = ReadRatingTable(path_, asked);
    EXPECT_TRUE(table.ok()) << table.status() << "\n" << text;
    return table.value_or(RatingTable());
  }

  std::string ErrorOf(const std::string& text, const AskedColumns& asked = AskedColumns()) {
    WriteBytes(path_, text);
    const absl::StatusOr<RatingTable> table = ReadRatingTable(path_, asked);
    EXPECT_FALSE(table.ok()) << text;
    return absl::StrReplaceAll(MessageOf(table.status()), {{path_, "FILE"}});
  }

  // first, second, score
  static auto IsPair(const std::string& first, const std::string& second, double score) {
    return FieldsAre(first, second, score);
  }

  const std::string path_ = FreshFolder() + "/pairs.txt";
};

// Three pairs, and what each of a few test sets, or of programs that write tables, makes of them.
// "sun bath" is in quotes wherever it has to be.
struct Form {
  std::string text;
  uint64_t headings;
  uint64_t comments;
  uint64_t blank_lines;
};

std::vector<Form> Forms() {
  std::vector<Form> forms = {
      // Three columns.
      {"sea\tocean\t9.5\nsun bath\tsun\t6.25\ncup\tlaw\t0.5\n", 0, 0, 0},
      {"sea,ocean,9.5\nsun bath,sun,6.25\ncup,law,0.5\n", 0, 0, 0},
      {"sea;ocean;9.5  \r\nsun bath;sun;6.25 \r\ncup;law;0.5  \r\n", 0, 0, 0},
      {"sea  ocean  9.5\n\"sun bath\" sun 6.25\ncup law 0.5\t\n", 0, 0, 0},
      {"Word 1,Word 2,Human (mean)\r\nsea,ocean,9.50\r\nsun bath,sun,6.25\r\ncup,law,0.50\r\n", 1,
       0, 0},
      {"word1 word2 score\nsea ocean 9.500000\n\"sun bath\" sun 6.250000\ncup law 0.500000\n", 1, 0,
       0},
      {"word 1\tword 2\tscore\rsea\tocean\t9.5\rsun bath\tsun\t6.25\rcup\tlaw\t0.5", 1, 0, 0},
      {"# A test set, of 2002\n# Word 1\tWord 2\tHuman (mean)\nsea\tocean\t9.5\n"
       "sun bath\tsun\t6.25\n\n# the last\ncup\tlaw\t0.5\n",
       1, 2, 1},
      // Other columns.
      {"word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\tconcQ\tSD(SimLex)\r\n"
       "sea\tocean\tN\t9.5\t5\t5\t4\t0.7\r\nsun bath\tsun\tN\t6.25\t3.1\t5\t4\t1.2\r\n"
       "cup\tlaw\tN\t0.5\t5\t2\t1\t0.4\r\n",
       1, 0, 0},
      {"w1  w2  pos score rel\nsea\tocean\tN\t9.5\tSYNONYMS\nsun bath\tsun\tN\t6.25\tNONE\n"
       "cup\tlaw\tN\t0.5\tNONE\n",
       1, 0, 0},
      {"sea\tocean\tN\t9.5\tSYNONYMS\nsun bath\tsun\tN\t6.25\tNONE\ncup\tlaw\tN\t0.5\tNONE\n", 0, 0,
       0},
      {"#WORD1:WORD2:Goldstandard:POS1:POS2\nsea:ocean:9.5:n:n\nsun bath:sun:6.25:n:n\n"
       "cup:law:0.5:n:n\n",
       1, 0, 0},
      {",word1,word2,similarity\n0,sea,ocean,9.5\n1,sun bath,sun,6.25\n2,cup,law,0.5\n", 1, 0, 0},
      {",similarity,word1,word2,relation\n0,9.5,sea,ocean,synonyms\n1,6.25,sun bath,sun,none\n"
       "2,0.5,cup,law,none\n",
       1, 0, 0},
      {"word2,sim,word1\nocean,9.5,sea\nsun,6.25,sun bath\nlaw,0.5,cup\n", 1, 0, 0},
      {"\"word1\" \"word2\" \"score\"\n\"1\" \"sea\" \"ocean\" 9.5\n\"2\" \"sun bath\" \"sun\" "
       "6.25\n"
       "\"3\" \"cup\" \"law\" 0.5\n",
       1, 0, 0},
      // Annotators: the mean of all, or of those within one standard deviation.
      {"Word 1\tWord 2\tHuman (mean)\t1\t2\t3\t4\t\r\nsea\tocean\t9.5\t10\t9\t9\t10\t\r\n"
       "sun bath\tsun\t6.25\t7\t5\t7\t6\t\r\ncup\tlaw\t0.5\t0\t0\t1\t1\t\r\n",
       1, 0, 0},
      {"Word1,Word2,1,2,3,4,Average Score\nsea,ocean,10,9,9,10,9.50\nsun bath,sun,7,5,7,6,6.25\n"
       "cup,law,0,0,1,1,0.50\n",
       1, 0, 0},
      {"sea\tocean\t9.5\t10\t9\t9\t10\nsun bath\tsun\t6.25\t7\t5\t7\t6\ncup\tlaw\t0.5\t0\t1\n", 0,
       0, 0},
      {"sea,ocean,10,9,9,10,9.5\nsun bath,sun,7,5,7,6,6.25\ncup,law,0,0,1,1,0.5\n", 0, 0, 0},
      {"sea\tocean\t9.5\t10\t9\t9\t10\t0\nsun bath\tsun\t6.25\t7\t5\t7\t6\t0\n"
       "cup\tlaw\t0.5\t0\t0\t1\t1\t9\n",
       0, 0, 0},
      // Separators in the end: of the heading alone, and of the rows alone.
      {"word1\tword2\tscore\tsd\t\nsea\tocean\t9.5\t1\nsun bath\tsun\t6.25\t2\ncup\tlaw\t0.5\t1\n",
       1, 0, 0},
      {"word1,word2,score\nsea,ocean,9.5,\nsun bath,sun,6.25,,\ncup,law,0.5,\n", 1, 0, 0},
      // Quotes, and decimals with a comma.
      {"\"Wort 1\";\"Wort 2\";\"Mittelwert\"\r\n\"sea\";\"ocean\";\"9,5\"\r\n"
       "\"sun bath\";\"sun\";6,25\r\n\"cup\";\"law\";\"0,5\"\r\n",
       1, 0, 0},
      {"word1,word2,\"Human\r\n(mean)\"\r\nsea,ocean,9.5\r\n\"sun bath\" , \"sun\",6.25\r\n,,\r\n"
       "cup,law,0.5\r\n",
       1, 0, 1},
      // Joined files.
      {"a,b,x\nsea,ocean,9.5\nsun bath,sun,6.25\na,b,x\ncup,law,0.5\n", 2, 0, 0},
  };
  const size_t count = forms.size();
  for (size_t i = 0; i < count; ++i) {
    Form marked = forms[i];
    marked.text = "\xef\xbb\xbf" + marked.text;
    forms.push_back(marked);
    const bool has_bare_returns = marked.text.find('\n') == std::string::npos;
    if (has_bare_returns) continue;
    Form returns = forms[i];
    returns.text = absl::StrReplaceAll(returns.text, {{"\r\n", "\r"}, {"\n", "\r"}});
    forms.push_back(returns);
    Form blank = forms[i];
    blank.text = absl::StrCat(" \n", blank.text, "\n");
    blank.blank_lines += 2;
    forms.push_back(blank);
  }
  return forms;
}

TEST_F(RatingTables, AreTheSameInEachOfTheFormsOfPublishedOnes) {
  for (const Form& form : Forms()) {
    const RatingTable table = Read(form.text);
    EXPECT_THAT(table.pairs,
                ElementsAre(IsPair("sea", "ocean", 9.5), IsPair("sun bath", "sun", 6.25),
                            IsPair("cup", "law", 0.5)))
        << form.text;
    EXPECT_EQ(table.layout.headings, form.headings) << form.text;
    EXPECT_EQ(table.layout.comments, form.comments) << form.text;
    EXPECT_EQ(table.layout.blank_lines, form.blank_lines) << form.text;
  }
}

TEST_F(RatingTables, TellWhichColumnsWereTaken) {
  const RatingLayout named =
      Read("POS,word1,word2,sd,Score\nn,sea,ocean,1,9.5\nn,cup,law,2,1\n").layout;
  EXPECT_EQ(named.columns, 5);
  EXPECT_EQ(named.first_word, 2);
  EXPECT_EQ(named.second_word, 3);
  EXPECT_EQ(named.score, 5);
  EXPECT_EQ(named.score_name, "Score");
  EXPECT_EQ(Read("sea ocean 9.5\ncup law 1\n").layout.score_name, "");
}

TEST_F(RatingTables, AreEmptyWhereNothingIsRated) {
  for (const char* text : {"", "\n \n", "# word1 word2 score\n"}) {
    EXPECT_THAT(Read(text).pairs, IsEmpty());
  }
}

TEST_F(RatingTables, PassOverRowsWithoutWordsAndScore) {
  const RatingTable table = Read(
      "id,word1,word2,score\n1,sea,ocean,9\n2,,,\n3,cup,law,\xc2\xa0"
      "1\xc2\xa0\n4,\n");
  EXPECT_THAT(table.pairs, ElementsAre(IsPair("sea", "ocean", 9), IsPair("cup", "law", 1)));
  EXPECT_EQ(table.layout.blank_lines, 2);
}

TEST_F(RatingTables, KnowTheTagsOfPartsOfSpeechWhereEachWordHasOne) {
  EXPECT_TRUE(Read("sun-n sunlight-n 50\nfall-v rain-n 40\n").layout.tagged);
  EXPECT_FALSE(Read("sun-n sunlight-n 50\nfall rain-n 40\n").layout.tagged);
  EXPECT_FALSE(Read("x-q sunlight-n 50\nfall-v rain-n 40\n").layout.tagged);
  EXPECT_EQ(WithoutTag("sun-n"), "sun");
}

TEST_F(RatingTables, TakeTheColumnsThatAreAskedFor) {
  const std::string text = "1\tsea\tn\tocean\tn\t0.5\t7\n2\tcup\tn\tlaw\tn\t0.1\t3\n";
  EXPECT_THAT(Read(text, {/*score=*/7, /*first_word=*/4, /*second_word=*/2}).pairs,
              ElementsAre(IsPair("ocean", "sea", 7), IsPair("law", "cup", 3)));
  EXPECT_EQ(ErrorOf(text, {/*score=*/8, 0, 0}),
            "FILE, line 1: column 8 was asked for, and there is no such column; there are 1 \"1\", "
            "2 \"sea\", 3 \"n\", 4 \"ocean\", 5 \"n\", 6 \"0.5\", 7 \"7\"");
  EXPECT_THAT(ErrorOf(text, {/*score=*/7, /*first_word=*/7, /*second_word=*/2}),
              HasSubstr("found 7, 2 and 7"));
  EXPECT_THAT(ErrorOf(text, {/*score=*/3, /*first_word=*/2, /*second_word=*/4}),
              HasSubstr("FILE, line 1: expected a number as the score, found \"n\""));
}

TEST_F(RatingTables, NeverGuessWhichColumnHasTheScores) {
  for (const char* text : {
           // Two without names, and none the mean of others.
           "sea\tocean\t9\t2\ncup\tlaw\t1\t3\n",
           // The mean in the first row alone.
           "sea\tocean\t9\t8\t10\ncup\tlaw\t1\t3\t9\n",
           // Two names for scores.
           "word1,word2,similarity,relatedness\nsea,ocean,9,9\ncup,law,1,3\n",
           // The only numbers are the rows' own.
           "id,word1,word2,comment\n1,sea,ocean,good\n2,cup,law,bad\n",
           // Annotators without a mean.
           "word1\tword2\tr1\tr2\tr3\nsea\tocean\t9\t8\t9\ncup\tlaw\t1\t3\t0\n",
       }) {
    EXPECT_THAT(ErrorOf(text), HasSubstr("FILE, line 1: expected one column of scores: ")) << text;
  }
  EXPECT_THAT(ErrorOf("word1,word2,similarity,relatedness\nsea,ocean,9,9\ncup,law,1,3\n"),
              HasSubstr("--score-column=N, of 1 \"word1\", 2 \"word2\", 3 \"similarity\", 4 "
                        "\"relatedness\""));
}

TEST_F(RatingTables, NeverGuessWhichColumnsHaveTheWords) {
  // Words of two languages behind their part of speech; and words in context.
  for (const char* text : {"POS\ten 1\ten 2\tde 1\tde 2\tscore\nn\tsea\tocean\tSee\tMeer\t9\n"
                           "n\tcup\tlaw\tTasse\tRecht\t1\n",
                           "1\tsea\tn\tocean\tn\t9\n2\tcup\tn\tlaw\tn\t1\n"}) {
    EXPECT_THAT(ErrorOf(text, {/*score=*/6, 0, 0}),
                HasSubstr("FILE, line 1: expected two columns of words: "))
        << text;
  }
}

TEST_F(RatingTables, ReadDecimalCommasWhereTheyCannotBeThoseOfThousands) {
  EXPECT_THAT(Read("a;b;2,5\nc;d;3\ne;f;1,125\n").pairs,
              ElementsAre(IsPair("a", "b", 2.5), IsPair("c", "d", 3), IsPair("e", "f", 1.125)));
  EXPECT_EQ(ErrorOf("a;b;2,500\nc;d;3,125\n"),
            "FILE, line 1: expected scores that tell whether a comma begins decimals or thousands, "
            "found \"2,500\" and its like; write decimals with a point");
  EXPECT_EQ(ErrorOf("a;b;2.5\nc;d;3,5\ne;f;1.5\n"),
            "FILE, line 2: expected a number as the score, found \"3,5\"; a comment line starts "
            "with #");
}

TEST_F(RatingTables, HaveOneSeparatorAllThrough) {
  // The weaker ones are part of words.
  EXPECT_THAT(Read("New York\tking, the\t1\n1,000\ta:b;c\t2\nd e\tf\t3\n").pairs,
              ElementsAre(IsPair("New York", "king, the", 1), IsPair("1,000", "a:b;c", 2),
                          IsPair("d e", "f", 3)));
  EXPECT_EQ(ErrorOf("a\tb\t1\nc\td\t2\ne,f,3\n"),
            "FILE, line 3: expected 3 columns, as most lines have, found 1");
  EXPECT_EQ(ErrorOf("a b\nc d\n"),
            "FILE, line 1: expected two words and a score, separated by tabs, semicolons, commas, "
            "colons or spaces, found \"a b\"");
}

TEST_F(RatingTables, NameTheLineThatIsNoPair) {
  const std::string good = "sea\tocean\t1\n\n# two\ncup\tlaw\t2\n";
  EXPECT_THAT(ErrorOf(good + "a\tb\n"), HasSubstr("FILE, line 5: expected 3 columns"));
  EXPECT_THAT(ErrorOf(good + "a\tb\t1\t2\n"), HasSubstr("line 5: expected 3 columns, as most "
                                                        "lines have, found 4"));
  EXPECT_THAT(ErrorOf(good + "a\t\t3\n"),
              HasSubstr("line 5: expected a word in column 2, found none"));
  EXPECT_THAT(ErrorOf(good + "a\tb\t\n"),
              HasSubstr("line 5: expected a number as the score, found \"\""));
  // Less annotators are fine, but not a word less.
  std::string means;
  for (int i = 0; i < 10; ++i) means += "sea\tocean\t2\t1\t3\t2\ncup\tlaw\t3\t3\t1\t5\n";
  means += "law\tsea\t2\t1\t3\n";
  EXPECT_THAT(Read(means).pairs, SizeIs(21));
  EXPECT_THAT(ErrorOf(means + "sea\t2\t1\t3\t2\n"),
              HasSubstr("line 22: expected 6 columns, as most lines have, found 5"));
}

TEST_F(RatingTables, NameTheLineWhoseQuotesDoNotEnd) {
  std::string text = "sea,ocean,1\n\"cup,law,2\n";
  for (int i = 0; i < 100; ++i) absl::StrAppend(&text, "a,b,3\n");
  EXPECT_EQ(ErrorOf(text),
            "FILE, line 2: expected the last quote of a cell within 16 lines, found none; a quote "
            "in a cell is written twice");
  EXPECT_THAT(ErrorOf("sea,ocean,1\n\"cup,law,2\n"), HasSubstr("line 2: expected the last quote"));
  // Where no line end can be in a cell, a quote is a quote.
  EXPECT_THAT(Read("3\"\t\"x\t1\n\"a \"\"b\"\"\"\tc\t2\n").pairs,
              ElementsAre(IsPair("3\"", "\"x", 1), IsPair("a \"b\"", "c", 2)));
}

}  // namespace
}  // namespace windowlm
