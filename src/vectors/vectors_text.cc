#include "src/vectors/vectors_text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "src/base/format_count.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

constexpr absl::string_view kSeparators = " \t";

// How many bytes at the start of a text show how many values its lines have.
constexpr size_t kStartBytes = size_t{1} << 16;

// Parses all of `text` as one number; returns false if it is not one.
bool ParseFloat(absl::string_view text, float* value) {
  const char* begin = text.data();
  const char* const end = begin + text.size();
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') ++begin;
  const std::from_chars_result result = std::from_chars(begin, end, *value);
  if (result.ptr != end) return false;
  // The number is too near to 0 or too far from it for a float: it becomes 0, a denormal, or
  // infinity.
  if (result.ec == std::errc::result_out_of_range) {
    *value = std::strtof(std::string(begin, end).c_str(), nullptr);
  }
  return result.ec != std::errc::invalid_argument;
}

absl::string_view WithoutTrailingSeparators(absl::string_view line) {
  const size_t last = line.find_last_not_of(kSeparators);
  return last == absl::string_view::npos ? "" : line.substr(0, last + 1);
}

std::vector<absl::string_view> Fields(absl::string_view line) {
  return absl::StrSplit(line, absl::ByAnyChar(kSeparators), absl::SkipEmpty());
}

size_t CountNumbersAtEnd(absl::Span<const absl::string_view> fields) {
  float ignored;
  size_t count = 0;
  while (count + 1 < fields.size() && ParseFloat(fields[fields.size() - 1 - count], &ignored)) {
    ++count;
  }
  return count;
}

// How many numbers most lines at the start of a text without a header end with, of those that end
// with any; 0 if not one line is whole there. Takes nothing. kInvalidArgument if most have none.
absl::StatusOr<size_t> CommonestDimension(ByteReader& reader) {
  const absl::StatusOr<absl::string_view> bytes = reader.Peek(kStartBytes);
  if (!bytes.ok()) return bytes.status();
  const WordPlace first_line = {reader.name(), "line", 1};
  if (bytes->empty()) {
    return WrongWord(first_line, "a word and its values were expected, but the file is empty");
  }
  std::vector<absl::string_view> lines = absl::StrSplit(bytes->substr(0, kStartBytes), '\n');
  // The last one may be cut off.
  if (bytes->size() >= kStartBytes) lines.pop_back();
  if (lines.empty()) return 0;
  std::map<size_t, size_t> lines_of_dimension;
  int64_t with_numbers = 0;
  int64_t without_numbers = 0;
  for (absl::string_view line : lines) {
    line = WithoutTrailingSeparators(absl::StripSuffix(line, "\r"));
    if (line.empty()) continue;
    const size_t dimension = CountTrailingNumbers(line);
    ++(dimension > 0 ? with_numbers : without_numbers);
    if (dimension > 0) ++lines_of_dimension[dimension];
  }
  if (with_numbers == 0 || with_numbers < without_numbers) {
    return WrongWord(first_line,
                     absl::StrCat("a word and its values were expected; ",
                                  with_numbers == 0 ? "no line" : "not one in two lines",
                                  " at the start of this text ends with numbers, so that it is not "
                                  "one of word vectors"));
  }
  return std::max_element(lines_of_dimension.begin(), lines_of_dimension.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

// Parses the lines of a file whose dimension is known.
class LineParser {
 public:
  explicit LineParser(size_t dimension) : values_(dimension) {}

  // Sets word() and values() to those of a line without trailing separators, and returns whether
  // it has them. Otherwise sets flaw() and what() to what is wrong with it.
  bool Parse(absl::string_view line) {
    if (line.find_first_of(kSeparators) == 0) {
      return Fails(Flaw::kBlankWord, "it starts with white space, where a word was expected");
    }
    if (ParsePlain(line)) return true;
    const std::vector<absl::string_view> fields = Fields(line);
    const size_t found = CountNumbersAtEnd(fields);
    if (found == values_.size() && fields.size() > found + 1) {
      word_ = WithoutTrailingSeparators(
          line.substr(0, static_cast<size_t>(fields[fields.size() - found].data() - line.data())));
      for (size_t i = 0; i < found; ++i) {
        ParseFloat(fields[fields.size() - found + i], &values_[i]);
      }
      return true;
    }
    for (size_t i = 1; fields.size() == values_.size() + 1 && i < fields.size(); ++i) {
      float ignored;
      if (ParseFloat(fields[i], &ignored)) continue;
      return Fails(Flaw::kNoNumber, absl::StrCat("value ", i, " is ", QuotedExcerpt(fields[i]),
                                                 "; a number was expected"));
    }
    return Fails(
        Flaw::kValueCount,
        absl::StrCat("a word and ", Counted(values_.size(), "value"), " were expected; found ",
                     fields.size() > 1
                         ? absl::StrCat(Counted(fields.size() - 1, "field"), " after the first")
                         : "one field"));
  }

  absl::string_view word() const { return word_; }
  absl::Span<const float> values() const { return values_; }
  Flaw flaw() const { return flaw_; }
  const std::string& what() const { return what_; }

 private:
  bool Fails(Flaw flaw, std::string what) {
    flaw_ = flaw;
    what_ = std::move(what);
    return false;
  }

  // Parses a word without spaces, and its values; returns false for anything else.
  bool ParsePlain(absl::string_view line) {
    size_t end = std::min(line.find_first_of(kSeparators), line.size());
    word_ = line.substr(0, end);
    for (float& value : values_) {
      const size_t begin = line.find_first_not_of(kSeparators, end);
      if (begin == absl::string_view::npos) return false;
      end = std::min(line.find_first_of(kSeparators, begin), line.size());
      if (!ParseFloat(line.substr(begin, end - begin), &value)) return false;
    }
    return end == line.size();
  }

  absl::string_view word_;
  std::vector<float> values_;
  Flaw flaw_ = Flaw::kBlankWord;
  std::string what_;
};

}  // namespace

bool ParseWord2vecHeader(absl::string_view line, uint64_t* words, uint64_t* dimension) {
  const std::vector<absl::string_view> fields = Fields(line);
  return fields.size() == 2 && absl::SimpleAtoi(fields[0], words) &&
         absl::SimpleAtoi(fields[1], dimension);
}

size_t CountTrailingNumbers(absl::string_view line) { return CountNumbersAtEnd(Fields(line)); }

bool IsTextWord(absl::string_view word) {
  if (word.empty() || word.find_first_of("\n\r") != absl::string_view::npos) return false;
  const size_t last = word.find_last_of(kSeparators);
  if (last == absl::string_view::npos) return true;
  float ignored;
  return word.find_first_of(kSeparators) > 0 && last + 1 < word.size() &&
         !ParseFloat(word.substr(last + 1), &ignored);
}

absl::Status ReadTextVectors(bool has_header, ByteReader& reader, VectorRows& rows) {
  Flaws& flaws = rows.flaws();
  const auto place = [&reader] { return WordPlace{reader.name(), "line", reader.line()}; };
  uint64_t words = 0;
  uint64_t dimension = 0;
  if (!has_header) {
    const absl::StatusOr<size_t> found = CommonestDimension(reader);
    if (!found.ok()) return found.status();
    dimension = *found;
  }
  absl::string_view line;
  absl::StatusOr<bool> more = reader.NextLine(&line);
  if (!more.ok()) return more.status();
  if (has_header) {
    if (!*more || !ParseWord2vecHeader(line, &words, &dimension)) {
      return WrongWord(
          place(),
          "a header with the number of words and the number of values of each was expected");
    }
  } else if (const size_t count = CountTrailingNumbers(line);
             count > 0 && (!flaws.lenient() || dimension == 0)) {
    dimension = count;
  }
  if (dimension == 0 && !has_header) {
    return WrongWord(place(), "a word and its values were expected");
  }
  absl::Status status = rows.SetDimension(dimension, place());
  if (!status.ok()) return status;
  if (has_header) more = reader.NextLine(&line);

  LineParser parser(dimension);
  uint64_t lines = 0;
  uint64_t empty_line = 0;
  for (; more.ok() && *more; more = reader.NextLine(&line)) {
    line = WithoutTrailingSeparators(line);
    if (line.empty()) {
      if (empty_line == 0) empty_line = reader.line();
      continue;
    }
    // Empty lines at the end are none.
    for (; empty_line != 0 && empty_line < reader.line(); ++empty_line) {
      status = flaws.Found(Flaw::kBlankWord, {reader.name(), "line", empty_line},
                           "it is empty, where a word and its values were expected");
      if (!status.ok()) return status;
    }
    empty_line = 0;
    ++lines;
    if (has_header && !flaws.lenient() && lines > words) {
      return flaws.Found(
          Flaw::kAnnouncedCount, place(),
          absl::StrCat("the first line announces ", words, " words, but there is another one"));
    }
    status = parser.Parse(line) ? rows.Add(parser.word(), parser.values(), place())
                                : flaws.Found(parser.flaw(), place(), parser.what());
    if (!status.ok()) return status;
    if (rows.full()) return absl::OkStatus();
  }
  if (!more.ok()) return more.status();
  if (status = rows.CheckHasWords(place()); !status.ok()) return status;
  if (!has_header || lines == words) return absl::OkStatus();
  return flaws.Found(Flaw::kAnnouncedCount, place(),
                     absl::StrCat("the file ends, though its first line announces ", words,
                                  " words and ", lines < words ? "only " : "", lines, " came"));
}

}  // namespace windowlm
