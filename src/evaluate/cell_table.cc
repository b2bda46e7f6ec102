#include "src/evaluate/cell_table.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

constexpr char kQuote = '"';
constexpr char kWhiteSpace = ' ';
// The strongest first.
constexpr char kSeparators[] = {'\t', ';', ',', ':', kWhiteSpace};

// A pair of words and its score.
constexpr size_t kFewestCells = 3;

// Of a record, by line ends in quotes. A quote that was forgotten takes no more for its cell.
constexpr size_t kMostLines = 16;

bool IsSeparator(char c, char separator) {
  return separator == kWhiteSpace ? absl::ascii_isspace(c) : c == separator;
}

// The first place from `at` on that has no white space but what separates.
size_t SkipSpace(absl::string_view line, size_t at, char separator) {
  while (at < line.size() && absl::ascii_isspace(line[at]) && line[at] != separator) ++at;
  return at;
}

// Without the white space around it, of all kinds that Unicode has: spreadsheets leave some.
absl::string_view Stripped(absl::string_view cell) {
  size_t begin = 0;
  size_t end = 0;
  for (size_t at = 0; at < cell.size();) {
    const size_t start = at;
    if (IsWhiteSpace(NextCodePoint(cell, &at))) continue;
    if (end == 0) begin = start;
    end = at;
  }
  return cell.substr(begin, end - begin);
}

enum class Quoted { kNo, kYes, kUnended };

// Reads a cell in quotes, the first of which is at *at, and moves *at behind the last.
Quoted ReadQuoted(absl::string_view line, char separator, size_t* at, std::string* cell) {
  size_t begin = *at + 1;
  for (;;) {
    const size_t quote = line.find(kQuote, begin);
    if (quote == absl::string_view::npos) return Quoted::kUnended;
    absl::StrAppend(cell, line.substr(begin, quote - begin));
    if (quote + 1 < line.size() && line[quote + 1] == kQuote) {
      cell->push_back(kQuote);
      begin = quote + 2;
      continue;
    }
    const size_t end = SkipSpace(line, quote + 1, separator);
    // Where white space separates, it was skipped.
    const bool whole = end == line.size() || IsSeparator(line[end], separator) ||
                       (separator == kWhiteSpace && end > quote + 1);
    if (!whole) return Quoted::kNo;
    *at = end;
    return Quoted::kYes;
  }
}

// The cells of a line; none if quotes do not end and `unended_is_part` says that this is no cell.
absl::optional<std::vector<std::string>> Cut(absl::string_view line, char separator,
                                             bool unended_is_part) {
  std::vector<std::string> cells;
  size_t at = 0;
  for (;;) {
    at = SkipSpace(line, at, separator == kWhiteSpace ? '\0' : separator);
    if (separator == kWhiteSpace && at == line.size()) return cells;
    std::string cell;
    Quoted quoted = Quoted::kNo;
    if (at < line.size() && line[at] == kQuote) quoted = ReadQuoted(line, separator, &at, &cell);
    if (quoted == Quoted::kUnended && !unended_is_part) return absl::nullopt;
    if (quoted != Quoted::kYes) {
      size_t end = at;
      while (end < line.size() && !IsSeparator(line[end], separator)) ++end;
      cell = std::string(line.substr(at, end - at));
      at = end;
    }
    cells.emplace_back(Stripped(cell));
    if (at == line.size()) return cells;
    if (separator != kWhiteSpace) ++at;
  }
}

bool MayHoldLineEnds(char separator) { return separator == ';' || separator == ','; }

bool IsBlank(absl::string_view line) { return absl::StripAsciiWhitespace(line).empty(); }

bool IsComment(absl::string_view line) {
  return absl::StripLeadingAsciiWhitespace(line).front() == '#';
}

// What separates the cells of the lines; none if nothing does.
absl::optional<char> SeparatorOf(const std::vector<std::string>& lines) {
  for (const char separator : kSeparators) {
    size_t cut = 0;
    size_t all = 0;
    for (const std::string& line : lines) {
      if (IsBlank(line) || IsComment(line)) continue;
      ++all;
      cut += CellsOf(line, separator).size() >= kFewestCells ? 1 : 0;
    }
    if (2 * cut >= all) return separator;
  }
  return absl::nullopt;
}

size_t ColumnsOf(const std::vector<CellTable::Row>& rows) {
  std::vector<size_t> with;
  for (const CellTable::Row& row : rows) {
    with.resize(std::max(with.size(), row.cells.size() + 1));
    ++with[row.cells.size()];
  }
  size_t columns = 0;
  for (const CellTable::Row& row : rows) {
    if (columns == 0 || with[row.cells.size()] > with[columns]) columns = row.cells.size();
  }
  const auto has_last = [&columns](const CellTable::Row& row) {
    return row.cells.size() >= columns && !row.cells[columns - 1].empty();
  };
  while (columns > 0 && std::none_of(rows.begin(), rows.end(), has_last)) --columns;
  return columns;
}

absl::Status ErrorAt(const std::string& path, uint64_t line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(InputName(path), ", line ", line, ": ", what));
}

}  // namespace

std::vector<std::string> CellsOf(absl::string_view line, char separator) {
  return *Cut(line, separator, /*unended_is_part=*/true);
}

absl::StatusOr<CellTable> ReadCellTable(const std::string& path) {
  std::vector<std::string> lines;
  const absl::Status status =
      ForEachWholeLine(path, [&lines](uint64_t /*number*/, absl::string_view line) {
        lines.emplace_back(line);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;

  CellTable table;
  const absl::optional<char> separator = SeparatorOf(lines);
  if (!separator.has_value()) {
    const auto first = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
      return !IsBlank(line) && !IsComment(line);
    });
    return ErrorAt(path, static_cast<uint64_t>(first - lines.begin()) + 1,
                   absl::StrCat("expected two words and a score, separated by tabs, semicolons, "
                                "commas, colons or spaces, found ",
                                QuotedExcerpt(*first)));
  }
  table.separator = *separator;
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint64_t number = i + 1;
    if (IsBlank(lines[i])) {
      ++table.blank_lines;
      continue;
    }
    if (IsComment(lines[i])) {
      ++table.comments;
      if (table.rows.empty()) {
        table.comment_before = lines[i];
        table.comment_line = number;
      }
      continue;
    }
    std::string record = std::move(lines[i]);
    absl::optional<std::vector<std::string>> cells =
        Cut(record, *separator, !MayHoldLineEnds(*separator));
    while (!cells.has_value()) {
      if (i + 1 == lines.size() || i + 1 == number - 1 + kMostLines) {
        return ErrorAt(path, number,
                       absl::StrCat("expected the last quote of a cell within ", kMostLines,
                                    " lines, found none; a quote in a cell is written twice"));
      }
      absl::StrAppend(&record, "\n", lines[++i]);
      cells = Cut(record, *separator, /*unended_is_part=*/false);
    }
    const bool blank = std::all_of(cells->begin(), cells->end(),
                                   [](const std::string& cell) { return cell.empty(); });
    if (blank) {
      ++table.blank_lines;
    } else {
      table.rows.push_back({number, *std::move(cells)});
    }
  }
  table.columns = ColumnsOf(table.rows);
  return table;
}

}  // namespace windowlm
