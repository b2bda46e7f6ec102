#include "src/evaluate/rating_columns.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "src/base/number_text.h"
#include "src/input/shown_text.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// As PlainName writes them.
constexpr absl::string_view kScoreNames[] = {
    "average",
    "averagerating",
    "averagescore",
    "avg",
    "avgrating",
    "avgscore",
    "gold",
    "goldscore",
    "goldstandard",
    "human",
    "humanjudgement",
    "humanjudgment",
    "humanmean",
    "humanrating",
    "humanscore",
    "humanscores",
    "judgement",
    "judgment",
    "mean",
    "meanjudgement",
    "meanjudgment",
    "meanrating",
    "meanscore",
    "mittelwert",
    "rating",
    "ratings",
    "relatedness",
    "relatednessscore",
    "score",
    "scores",
    "sim",
    "similarity",
    "similarityscore",
    "simlex",
    "simlex999",
    "simscore",
    "simverb",
    "value",
};

constexpr absl::string_view kNumberNames[] = {"", "id", "index", "no", "nr", "number", "pairid"};

// What word1 and word2, or w_a and w_b, have before their number.
constexpr absl::string_view kWordNames[] = {"word", "w",    "wort", "term",  "lemma",
                                            "item", "noun", "verb", "phrase"};

// Columns that an error lists.
constexpr size_t kMostListed = 20;

template <typename Names>
bool Contains(const Names& names, absl::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// The name in lower case, without the ASCII characters that are neither letters nor digits.
std::string PlainName(absl::string_view name) {
  std::string plain = LowerCase(name);
  plain.erase(std::remove_if(plain.begin(), plain.end(),
                             [](unsigned char c) { return c < 0x80 && !absl::ascii_isalnum(c); }),
              plain.end());
  return plain;
}

const std::string& CellOf(const CellTable::Row& row, size_t column) {
  static const std::string* const kNothing = new std::string;
  return column < row.cells.size() ? row.cells[column] : *kNothing;
}

// The cell with a point for its only comma; empty if it has not one comma, or a point.
std::string WithPoint(absl::string_view cell) {
  if (std::count(cell.begin(), cell.end(), ',') != 1) return "";
  if (cell.find('.') != absl::string_view::npos) return "";
  return absl::StrReplaceAll(cell, {{",", "."}});
}

// Whether a number with a comma looks like 1,234.
bool LooksGrouped(absl::string_view cell) {
  if (cell[0] == '-' || cell[0] == '+') cell.remove_prefix(1);
  const size_t comma = cell.find(',');
  return comma >= 1 && comma <= 3 && cell[0] != '0' && cell.size() == comma + 4;
}

size_t Decimals(absl::string_view number) {
  const size_t point = number.find_first_of(".,");
  if (point == absl::string_view::npos) return 0;
  const size_t end = std::min(number.find_first_not_of("0123456789", point + 1), number.size());
  return end - point - 1;
}

class ColumnFinder {
 public:
  ColumnFinder(absl::Span<const CellTable::Row> rows, const std::vector<std::string>& names,
               size_t columns, const AskedColumns& asked)
      : rows_(rows), names_(names), asked_(asked) {
    for (size_t i = 0; i < columns; ++i) {
      columns_.emplace_back(rows, i);
      plain_names_.push_back(i < names.size() ? PlainName(names[i]) : "");
    }
  }

  absl::StatusOr<RatingColumns> Find() const {
    for (const size_t column : {asked_.score, asked_.first_word, asked_.second_word}) {
      if (column <= columns_.size()) continue;
      return Error(absl::StrCat("column ", column,
                                " was asked for, and there is no such column; there are ", List()));
    }
    const absl::optional<size_t> score = FindScore();
    if (!score.has_value()) {
      return Error(absl::StrCat(
          "expected one column of scores: named so, the only one of numbers, or the mean of the "
          "other numbers; found none, so say which it is with --score-column=N, of ",
          List()));
    }
    const absl::optional<std::array<size_t, 2>> words = FindWords(*score);
    if (!words.has_value()) {
      return Error(absl::StrCat(
          "expected two columns of words: named like word1 and word2, or the only two without "
          "numbers; found none, so say which they are with --word-columns=N,M, of ",
          List()));
    }
    if ((*words)[0] == (*words)[1] || (*words)[0] == *score || (*words)[1] == *score) {
      return Error(absl::StrCat("expected two columns of words and another of scores, found ",
                                (*words)[0] + 1, ", ", (*words)[1] + 1, " and ", *score + 1,
                                " asked for or left, of ", List()));
    }
    return RatingColumns{(*words)[0], (*words)[1], *score, columns_[*score]};
  }

 private:
  absl::optional<size_t> FindScore() const {
    if (asked_.score > 0) return asked_.score - 1;
    std::vector<size_t> numbers;
    std::vector<size_t> named;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].is_numbers()) continue;
      if (!names_.empty() && Contains(kNumberNames, plain_names_[i])) continue;
      numbers.push_back(i);
      if (Contains(kScoreNames, plain_names_[i])) named.push_back(i);
    }
    if (named.size() == 1) return named[0];
    if (named.size() > 1 || numbers.empty()) return absl::nullopt;
    if (numbers.size() == 1) return numbers[0];
    const bool first = IsMean(numbers.front(), numbers);
    const bool last = IsMean(numbers.back(), numbers);
    if (first == last) return absl::nullopt;
    return first ? numbers.front() : numbers.back();
  }

  // Whether `column` has the mean of the other columns of `numbers`, or of those of its row that
  // are within one standard deviation of it, in at least nine of ten rows.
  bool IsMean(size_t column, const std::vector<size_t>& numbers) const {
    // Means may have been cut off instead of rounded.
    const double unit = std::pow(10, -static_cast<double>(columns_[column].decimals()));
    const double tolerance = 1.01 * std::min(0.1, std::max(1e-6, unit));
    size_t means = 0;
    size_t near_means = 0;
    std::vector<double> others;
    for (const CellTable::Row& row : rows_) {
      const absl::optional<double> score = columns_[column].Number(CellOf(row, column));
      others.clear();
      for (const size_t i : numbers) {
        const absl::optional<double> number = columns_[i].Number(CellOf(row, i));
        if (i != column && number.has_value()) others.push_back(*number);
      }
      if (!score.has_value() || others.size() < 2) continue;
      const auto mean = [](const std::vector<double>& values) {
        double sum = 0;
        for (const double value : values) sum += value;
        return sum / static_cast<double>(values.size());
      };
      const double center = mean(others);
      means += std::abs(center - *score) <= tolerance ? 1 : 0;
      std::vector<double> squares;
      for (const double value : others) squares.push_back((value - center) * (value - center));
      const double deviation = std::sqrt(mean(squares)) + 1e-9;
      others.erase(
          std::remove_if(others.begin(), others.end(),
                         [&](double value) { return std::abs(value - center) > deviation; }),
          others.end());
      near_means += !others.empty() && std::abs(mean(others) - *score) <= tolerance ? 1 : 0;
    }
    return 10 * std::max(means, near_means) >= 9 * rows_.size();
  }

  absl::optional<std::array<size_t, 2>> FindWords(size_t score) const {
    if (asked_.first_word > 0) {
      return std::array<size_t, 2>{asked_.first_word - 1, asked_.second_word - 1};
    }
    for (const absl::string_view name : kWordNames) {
      for (const auto& ends : {std::array<absl::string_view, 2>{"1", "2"}, {"a", "b"}}) {
        const auto first = Named(absl::StrCat(name, ends[0]));
        const auto second = Named(absl::StrCat(name, ends[1]));
        if (first.has_value() && second.has_value()) return std::array<size_t, 2>{*first, *second};
      }
    }
    std::vector<size_t> texts;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const bool filled = std::any_of(rows_.begin(), rows_.end(), [i](const CellTable::Row& row) {
        return !CellOf(row, i).empty();
      });
      if (i != score && filled && !columns_[i].is_numbers()) texts.push_back(i);
    }
    const bool first_two = names_.empty() && texts.size() > 2 && texts[0] == 0 && texts[1] == 1;
    if (texts.size() == 2 || first_two) return std::array<size_t, 2>{texts[0], texts[1]};
    return absl::nullopt;
  }

  // The only column of this name.
  absl::optional<size_t> Named(absl::string_view name) const {
    const auto found = std::find(plain_names_.begin(), plain_names_.end(), name);
    if (found == plain_names_.end()) return absl::nullopt;
    if (std::find(found + 1, plain_names_.end(), name) != plain_names_.end()) return absl::nullopt;
    return static_cast<size_t>(found - plain_names_.begin());
  }

  // The columns by their numbers, with their names or what they have in the first row.
  std::string List() const {
    std::string list;
    for (size_t i = 0; i < std::min(columns_.size(), kMostListed); ++i) {
      absl::StrAppend(&list, i == 0 ? "" : ", ", i + 1, " ",
                      QuotedExcerpt(i < names_.size() ? names_[i] : CellOf(rows_[0], i)));
    }
    return absl::StrCat(list, columns_.size() > kMostListed ? ", ..." : "");
  }

  static absl::Status Error(const std::string& what) { return absl::InvalidArgumentError(what); }

  const absl::Span<const CellTable::Row> rows_;
  const std::vector<std::string>& names_;
  const AskedColumns& asked_;
  std::vector<NumberColumn> columns_;
  // Empty for columns without a name.
  std::vector<std::string> plain_names_;
};

}  // namespace

NumberColumn::NumberColumn(absl::Span<const CellTable::Row> rows, size_t column) {
  for (const CellTable::Row& row : rows) {
    const std::string& cell = CellOf(row, column);
    if (cell.empty()) continue;
    ++filled_;
    double number = 0;
    if (ParseNumber(cell, &number)) {
      ++plain_;
      with_point_ += cell.find('.') != std::string::npos ? 1 : 0;
      decimals_ = std::max(decimals_, Decimals(cell));
    } else if (ParseNumber(WithPoint(cell), &number)) {
      ++with_comma_;
      grouped_ += LooksGrouped(cell) ? 1 : 0;
      decimals_ = std::max(decimals_, Decimals(cell));
    }
  }
}

bool NumberColumn::is_numbers() const {
  const size_t numbers = plain_ + (with_point_ == 0 ? with_comma_ : 0);
  return numbers > 0 && 2 * numbers >= filled_;
}

bool NumberColumn::has_doubtful_commas() const {
  return with_point_ == 0 && with_comma_ > 0 && grouped_ == with_comma_;
}

absl::optional<double> NumberColumn::Number(absl::string_view cell) const {
  double number = 0;
  if (ParseNumber(cell, &number)) return number;
  if (with_point_ == 0 && ParseNumber(WithPoint(cell), &number)) return number;
  return absl::nullopt;
}

absl::StatusOr<RatingColumns> FindRatingColumns(absl::Span<const CellTable::Row> rows,
                                                const std::vector<std::string>& names,
                                                size_t columns, const AskedColumns& asked) {
  return ColumnFinder(rows, names, columns, asked).Find();
}

bool IsScoreName(absl::string_view name) { return Contains(kScoreNames, PlainName(name)); }

}  // namespace windowlm
