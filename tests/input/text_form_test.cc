#include "src/input/text_form.h"

#include <string>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(RecognizeForm, KnowsMarkupByItsStartOrItsTags) {
  for (const char* text : {"<!DOCTYPE html><p>x", "\n  <html lang=en>", "<?xml version='1.0'?>"}) {
    EXPECT_EQ(RecognizeForm(text), TextForm::kMarkup) << text;
  }
  std::string part;
  for (int i = 0; i < 5; ++i) part += "<p class=x>Some <b>words</b> that are bold.</p>\n";
  EXPECT_EQ(RecognizeForm(part), TextForm::kMarkup);
}

TEST(RecognizeForm, TakesTheSignsOfLanguageModelsForRunningText) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "<s> the <unk> sees it </s>\n";
  EXPECT_EQ(RecognizeForm(text), TextForm::kRunningText);
  EXPECT_EQ(RecognizeForm("In HTML a paragraph is <p>...</p>.\n"), TextForm::kRunningText);
}

TEST(RecognizeForm, KnowsJsonLines) {
  EXPECT_EQ(RecognizeForm("{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), TextForm::kJsonLines);
  EXPECT_EQ(RecognizeForm("{ \"text\": \"a\"}\r\n\r\n{\"te"), TextForm::kJsonLines);
  EXPECT_EQ(RecognizeForm("{\"text\": \"a\"}\nand so on\n"), TextForm::kRunningText);
  EXPECT_EQ(RecognizeForm("{a brace}\n"), TextForm::kRunningText);
}

TEST(RecognizeForm, KnowsTablesWithNamesOfTheirColumns) {
  EXPECT_EQ(RecognizeForm("id\ttext\n1\tA dog.\n2\tA cat.\n"), TextForm::kTable);
  EXPECT_EQ(RecognizeForm("id;text\r\n1;A dog.\r\n2;A cat.\r\n"), TextForm::kTable);
  EXPECT_EQ(RecognizeForm("\"id\",\"text\"\n1,\"A dog, and\na \"\"cat\"\".\"\n2,b\n3,c"),
            TextForm::kTable);
}

TEST(RecognizeForm, TakesVersesAndListsForRunningText) {
  for (const char* text : {"", "a, b\n", "word\nother word\nthird\n",
                           // As many commas in each line, but as prose has them.
                           "Roses are red,\nviolets are blue,\nsugar is sweet,\n",
                           "In summer, birds\nIn winter, snow\nIn spring, rain\n",
                           // Not as many cells in each line.
                           "one,two\nthree\nfour,five\n",
                           // Pairs of sentences have no names.
                           "He goes to the house.\tEr geht ins Haus.\nYes.\tJa.\nNo.\tNein.\n",
                           // Numbers are no names.
                           "1,2\n3,4\n5,6\n",
                           // Too few lines to tell.
                           "id,text\n1,a\n"}) {
    EXPECT_EQ(RecognizeForm(text), TextForm::kRunningText) << text;
  }
}

}  // namespace
}  // namespace windowlm
