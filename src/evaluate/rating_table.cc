#include "src/evaluate/rating_table.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/base/number_text.h"
#include "src/evaluate/cell_table.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

using Rows = absl::Span<const CellTable::Row>;

constexpr size_t kTagBytes = 2;

bool HasTag(absl::string_view word) {
  // Adjective, noun, adverb and verb, by the letters of MEN and of WordNet.
  return word.size() > kTagBytes && word[word.size() - kTagBytes] == '-' &&
         absl::StrContains("ajnrv", word.back());
}

bool HasNumber(const std::vector<std::string>& cells) {
  double number = 0;
  return std::any_of(cells.begin(), cells.end(),
                     [&number](const std::string& cell) { return ParseNumber(cell, &number); });
}

// The names of the columns if the first row is a heading; none otherwise.
std::vector<std::string> NamesOf(const CellTable& table) {
  const Rows rows(table.rows);
  if (rows.size() < 2) return {};
  std::vector<std::string> names = rows[0].cells;
  while (names.size() > table.columns && names.back().empty()) names.pop_back();
  if (names.size() != table.columns && !HasNumber(names)) {
    if (names.size() + 1 == table.columns) {
      names.insert(names.begin(), "");
    } else {
      // Where another separator makes as many names as there are columns.
      const std::string line = absl::StrJoin(names, std::string(1, table.separator));
      for (const char other : {'\t', ';', ',', ' '}) {
        std::vector<std::string> cells = CellsOf(line, other);
        if (cells.size() == table.columns) names = std::move(cells);
      }
    }
  }
  if (names.size() != table.columns) return {};
  for (size_t i = 0; i < names.size(); ++i) {
    const NumberColumn column(rows, i);
    if (column.is_numbers() && !names[i].empty() && !column.Number(names[i]).has_value()) {
      return names;
    }
  }
  return {};
}

// The names of the columns if the comment before the first row is a heading; none otherwise.
std::vector<std::string> NamesOfComment(const CellTable& table) {
  const absl::string_view text =
      absl::StripAsciiWhitespace(absl::StripLeadingAsciiWhitespace(table.comment_before).substr(1));
  std::vector<std::string> names = CellsOf(text, table.separator);
  while (names.size() > table.columns && names.back().empty()) names.pop_back();
  if (names.size() != table.columns) return {};
  for (size_t i = 0; i < names.size(); ++i) {
    if (IsScoreName(names[i]) && NumberColumn(table.rows, i).is_numbers()) return names;
  }
  return {};
}

class PairReader {
 public:
  PairReader(const CellTable& table, const RatingColumns& columns)
      : table_(table),
        columns_(columns),
        last_(std::max({columns.first_word, columns.second_word, columns.score})) {}

  // Whether the row says nothing of a pair.
  bool IsBlank(const CellTable::Row& row) const {
    return Cell(row, columns_.first_word).empty() && Cell(row, columns_.second_word).empty() &&
           Cell(row, columns_.score).empty();
  }

  absl::StatusOr<RatingTable::Pair> Read(const CellTable::Row& row) const {
    const size_t cells = row.cells.size();
    const auto extra =
        row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells, table_.columns));
    const bool too_many =
        std::any_of(extra, row.cells.end(), [](const std::string& cell) { return !cell.empty(); });
    if (too_many || cells <= last_ || (cells < table_.columns && IsShifted(row))) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected ", table_.columns, " columns, as most lines have, found ", cells));
    }
    for (const size_t column : {columns_.first_word, columns_.second_word}) {
      if (!row.cells[column].empty()) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("expected a word in column ", column + 1, ", found none"));
    }
    const std::string& cell = row.cells[columns_.score];
    const absl::optional<double> score = columns_.numbers.Number(cell);
    if (!score.has_value()) {
      return absl::InvalidArgumentError(absl::StrCat("expected a number as the score, found ",
                                                     QuotedExcerpt(cell),
                                                     "; a comment line starts with #"));
    }
    if (columns_.numbers.has_doubtful_commas()) {
      return absl::InvalidArgumentError(
          absl::StrCat("expected scores that tell whether a comma begins decimals or thousands, "
                       "found ",
                       QuotedExcerpt(cell), " and its like; write decimals with a point"));
    }
    return RatingTable::Pair{row.cells[columns_.first_word], row.cells[columns_.second_word],
                             *score};
  }

 private:
  static absl::string_view Cell(const CellTable::Row& row, size_t column) {
    return column < row.cells.size() ? absl::string_view(row.cells[column]) : "";
  }

  // Whether a row without its last cells seems to lack earlier ones.
  bool IsShifted(const CellTable::Row& row) const {
    double number = 0;
    return ParseNumber(row.cells[columns_.first_word], &number) ||
           ParseNumber(row.cells[columns_.second_word], &number);
  }

  const CellTable& table_;
  const RatingColumns& columns_;
  const size_t last_;
};

}  // namespace

absl::StatusOr<RatingTable> ReadRatingTable(const std::string& path, const AskedColumns& asked) {
  const absl::StatusOr<CellTable> table = ReadCellTable(path);
  if (!table.ok()) return table.status();
  RatingTable ratings;
  RatingLayout& layout = ratings.layout;
  layout.comments = table->comments;
  layout.blank_lines = table->blank_lines;
  if (table->rows.empty()) return ratings;

  Rows rows(table->rows);
  uint64_t named_at = rows[0].line;
  const std::vector<std::string>* heading = nullptr;
  std::vector<std::string> names = NamesOf(*table);
  if (!names.empty()) {
    heading = &rows[0].cells;
    rows.remove_prefix(1);
    ++layout.headings;
  } else if (table->comment_line > 0) {
    names = NamesOfComment(*table);
    if (!names.empty()) {
      named_at = table->comment_line;
      ++layout.headings;
      --layout.comments;
    }
  }
  const auto error_at = [&path](uint64_t line, const absl::Status& status) {
    return absl::Status(status.code(),
                        absl::StrCat(InputName(path), ", line ", line, ": ", status.message()));
  };
  const absl::StatusOr<RatingColumns> columns =
      FindRatingColumns(rows, names, table->columns, asked);
  if (!columns.ok()) return error_at(named_at, columns.status());
  layout.columns = table->columns;
  layout.first_word = columns->first_word + 1;
  layout.second_word = columns->second_word + 1;
  layout.score = columns->score + 1;
  if (!names.empty()) layout.score_name = names[columns->score];

  const PairReader reader(*table, *columns);
  for (const CellTable::Row& row : rows) {
    if (heading != nullptr && row.cells == *heading) {
      ++layout.headings;
      continue;
    }
    if (reader.IsBlank(row)) {
      ++layout.blank_lines;
      continue;
    }
    absl::StatusOr<RatingTable::Pair> pair = reader.Read(row);
    if (!pair.ok()) return error_at(row.line, pair.status());
    ratings.pairs.push_back(*std::move(pair));
  }
  layout.tagged =
      !ratings.pairs.empty() &&
      std::all_of(ratings.pairs.begin(), ratings.pairs.end(), [](const RatingTable::Pair& pair) {
        return HasTag(pair.first) && HasTag(pair.second);
      });
  return ratings;
}

absl::string_view WithoutTag(absl::string_view word) {
  return word.substr(0, word.size() - kTagBytes);
}

}  // namespace windowlm
