#ifndef WINDOWLM_SRC_EVALUATE_CELL_TABLE_H_
#define WINDOWLM_SRC_EVALUATE_CELL_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// A text whose lines are cut into cells.
struct CellTable {
  struct Row {
    // The number of its line, or of the first of its lines, from 1 on.
    uint64_t line;
    // Without the white space around them. None of them need have anything in it, but one has.
    std::vector<std::string> cells;
  };

  // What separates cells in all lines: a tab, a semicolon, a comma, a colon, or a space, which
  // stands for white space of any length.
  char separator = ' ';
  // How many cells most rows have, of numbers equally frequent the one that comes first, without
  // those in the end that no row has anything in. 0 without rows.
  size_t columns = 0;
  std::vector<Row> rows;
  // Lines that start with #, and those that have nothing in them but white space and separators.
  uint64_t comments = 0;
  uint64_t blank_lines = 0;
  // The last comment before the first row, and its line, 0 if there is none.
  std::string comment_before;
  uint64_t comment_line = 0;
};

// Reads the table at `path`, plain or compressed, or "-" for standard input, which takes memory in
// proportion to the text.
//
// Cells are separated by the first of the tab, the semicolon, the comma, the colon and white space
// that cuts at least half of the lines into three cells or more, so that cells may hold the weaker
// ones. A cell may stand in quotes as in RFC 4180; in a text of commas or semicolons it may then
// hold line ends. Quotes that do not enclose a whole cell are part of it.
// Errors: those of ForEachWholeLine; nothing cuts the lines so; quotes that do not end where they
// could hold line ends.
absl::StatusOr<CellTable> ReadCellTable(const std::string& path);

// The cells of one line. Quotes that do not end on it are part of the last cell.
std::vector<std::string> CellsOf(absl::string_view line, char separator);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_CELL_TABLE_H_
