#ifndef WINDOWLM_SRC_EVALUATE_RATING_COLUMNS_H_
#define WINDOWLM_SRC_EVALUATE_RATING_COLUMNS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/evaluate/cell_table.h"

namespace windowlm {

// The columns that a user names, counted from 1 on; 0 where they are to be found.
struct AskedColumns {
  size_t score = 0;
  // Both or none.
  size_t first_word = 0;
  size_t second_word = 0;
};

// What the numbers of a column look like.
class NumberColumn {
 public:
  // Of the cells that `rows` have in column `column`, from 0 on.
  NumberColumn(absl::Span<const CellTable::Row> rows, size_t column);

  // Whether at least half of the cells with something in them are numbers.
  bool is_numbers() const;
  // Whether every number that has a comma may as well be one of thousands, like 1,234.
  bool has_doubtful_commas() const;
  // The most digits behind a number's point or comma.
  size_t decimals() const { return decimals_; }

  // The number of a cell: with a point, or with a comma where no number of the column has a point.
  absl::optional<double> Number(absl::string_view cell) const;

 private:
  size_t filled_ = 0;
  size_t plain_ = 0;
  size_t with_point_ = 0;
  size_t with_comma_ = 0;
  size_t grouped_ = 0;
  size_t decimals_ = 0;
};

// Where a table has its words and their scores, counted from 0 on.
struct RatingColumns {
  size_t first_word;
  size_t second_word;
  size_t score;
  NumberColumn numbers;
};

// Finds the columns of a table. `names` are those of its heading, none where it has none; `rows`,
// at least one, are the others.
//
// The scores are in the column that is asked for; or in the one column of numbers that has a name
// for scores, such as mean, score or SimLex999, whatever its case, spaces and punctuation; or in
// the only column of numbers; or in the first or the last of them, if that is the mean of all the
// others, or of those within one standard deviation, in at least nine of ten rows. A column without
// a name among columns that have one, and one named id or the like, is none of scores. The words
// are in the columns that are asked for, in two named like word1 and word2, in the only two columns
// that are not of numbers, or, in a table without a heading, in the first two.
// Errors: an asked column is not there; the columns cannot be told, with a list of them.
absl::StatusOr<RatingColumns> FindRatingColumns(absl::Span<const CellTable::Row> rows,
                                                const std::vector<std::string>& names,
                                                size_t columns, const AskedColumns& asked);

// Whether a column's name is one for scores.
bool IsScoreName(absl::string_view name);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_RATING_COLUMNS_H_
