#ifndef WINDOWLM_SRC_EVALUATE_RATING_TABLE_H_
#define WINDOWLM_SRC_EVALUATE_RATING_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/evaluate/rating_columns.h"

namespace windowlm {

// How a table of ratings was read.
struct RatingLayout {
  // How many columns there are, and which were taken, counted from 1 on. 0 without pairs.
  size_t columns = 0;
  size_t first_word = 0;
  size_t second_word = 0;
  size_t score = 0;
  // What the heading calls the scores; empty where there is none.
  std::string score_name;
  // Whether each word ends with the tag of a part of speech, like sun-n.
  bool tagged = false;
  // The lines that hold no pair.
  uint64_t headings = 0;
  uint64_t comments = 0;
  // Also those with nothing where others have words and score.
  uint64_t blank_lines = 0;
};

// Pairs of words, and how alike people say they are.
struct RatingTable {
  struct Pair {
    std::string first;
    std::string second;
    // Higher the more alike the words are.
    double score;
  };
  std::vector<Pair> pairs;
  RatingLayout layout;
};

// Reads the test sets of word similarity that there are as their makers publish them: the text is
// cut into cells (src/evaluate/cell_table.h), and the columns of the words and of the scores are
// found (src/evaluate/rating_columns.h).
//
// The first line is a heading if it has something else where a column of the others has numbers;
// it may have other separators than they, or, as R writes it, no name for the first column. Without
// it, the last comment before the first pair is the heading if it names a column of scores. A line
// that repeats the heading is one too. A row may have fewer cells than most if its words are none
// of numbers, and empty cells more. The decimals of a column without a point may have a comma.
// Errors: those of ReadCellTable and FindRatingColumns; a row has no word or score, or too many
// cells; the commas of all scores may be those of thousands.
absl::StatusOr<RatingTable> ReadRatingTable(const std::string& path, const AskedColumns& asked);

// The word of a table whose words are tagged, without its tag: "sun" of "sun-n".
absl::string_view WithoutTag(absl::string_view word);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_RATING_TABLE_H_
