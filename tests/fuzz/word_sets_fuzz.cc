// Test sets of word vectors, as a table of ratings and as questions.

#include <cmath>
#include <string>
#include <vector>

#include "src/evaluate/analogies.h"
#include "src/evaluate/cell_table.h"
#include "src/evaluate/rating_table.h"
#include "tests/evaluate/ten_words.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

void CheckTable(const CellTable& table) {
  for (const CellTable::Row& row : table.rows) {
    bool filled = false;
    for (const std::string& cell : row.cells) filled = filled || !cell.empty();
    Require(filled, "a row has something in it");
  }
}

void CheckRatings(const RatingTable& ratings, const CellTable& table) {
  const RatingLayout& layout = ratings.layout;
  Require(layout.comments <= table.comments && layout.blank_lines >= table.blank_lines,
          "lines are passed over as in the table");
  Require(ratings.pairs.size() + layout.headings + layout.comments + layout.blank_lines ==
              table.rows.size() + table.comments + table.blank_lines,
          "each line is a pair or is passed over");
  for (const RatingTable::Pair& pair : ratings.pairs) {
    Require(!pair.first.empty() && !pair.second.empty(), "there are two words");
    Require(std::isfinite(pair.score), "a score is finite");
  }
  if (ratings.pairs.empty()) return;
  for (const size_t column : {layout.first_word, layout.second_word, layout.score}) {
    Require(column >= 1 && column <= layout.columns, "a column is there");
  }
}

void CheckAnalogies(const AnalogySummary& summary) {
  AnalogyScore sum;
  for (const AnalogySection& section : summary.sections) {
    Require(section.score.correct <= section.score.answered, "right answers are answers");
    sum += section.score;
  }
  Require(sum.answered == summary.total.answered && sum.skipped == summary.total.skipped,
          "sections make the total");
}

}  // namespace

void FuzzOne(absl::string_view bytes) {
  const std::string path = testing::TempDir() + "/fuzz_word_set";
  WriteBytes(path, std::string(bytes));
  const auto table = ReadCellTable(path);
  const auto ratings = ReadRatingTable(path, AskedColumns());
  if (table.ok()) CheckTable(*table);
  if (ratings.ok()) CheckRatings(*ratings, *table);
  AskedColumns asked;
  asked.score = 3;
  asked.first_word = 1;
  asked.second_word = 2;
  const auto with_columns = ReadRatingTable(path, asked);
  if (with_columns.ok()) CheckRatings(*with_columns, *table);

  static const Vocabulary* const vocabulary = new Vocabulary(TenWords());
  static const Matrix<float>* const vectors = new Matrix<float>(TenVectors());
  const auto analogies = EvaluateAnalogies(path, *vectors, CaselessWords(*vocabulary, 100));
  if (analogies.ok()) CheckAnalogies(*analogies);
}

std::vector<std::string> FuzzSeeds() {
  return {"Word 1,Word 2,Human (mean)\r\nking,queen,8.5\r\n\"man, \"\"old\"\"\",woman,7\r\n",
          "# ratings\n# Word 1\tWord 2\tmean\nking\tqueen\t2\t1\t3\t\n\nman\twoman\t3\t3\t3\t\n",
          "word1 word2 score\rking-n queen-n 50.0\rman-n woman-v 40.0\r",
          "\xef\xbb\xbf\"a\";\"b\";\"x\"\nking;queen;2,5\nman;woman;1,125\n",
          "#WORD1:WORD2:GOLD:POS1:POS2\nking:queen:2:n:n\nman:woman:1:n:n\n",
          ": royal\nking queen man woman/lady\n:fruit\n# pears\napple pear king rare\n",
          "king\tqueen/pear\nman\twoman\napple\tpear/rare\n"};
}

}  // namespace windowlm
