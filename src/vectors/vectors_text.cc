#include "src/vectors/vectors_text.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

constexpr absl::string_view kSeparators = " \t";

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

// How many fields at the end are numbers; the first field does not count.
size_t CountTrailingNumbers(absl::Span<const absl::string_view> fields) {
  float ignored;
  size_t count = 0;
  while (count + 1 < fields.size() && ParseFloat(fields[fields.size() - 1 - count], &ignored)) {
    ++count;
  }
  return count;
}

// Parses the lines of a file whose dimension is known.
class LineParser {
 public:
  explicit LineParser(size_t dimension) : values_(dimension) {}

  // Sets word() and values() to those of a line without trailing separators; an error says what is
  // wrong with it.
  absl::Status Parse(absl::string_view line) {
    if (line.find_first_of(kSeparators) == 0) {
      return absl::InvalidArgumentError("it starts with white space, where a word was expected");
    }
    if (ParsePlain(line)) return absl::OkStatus();
    const std::vector<absl::string_view> fields = Fields(line);
    const size_t found = CountTrailingNumbers(fields);
    if (found == values_.size() && fields.size() > found + 1) {
      word_ = WithoutTrailingSeparators(
          line.substr(0, static_cast<size_t>(fields[fields.size() - found].data() - line.data())));
      for (size_t i = 0; i < found; ++i) {
        ParseFloat(fields[fields.size() - found + i], &values_[i]);
      }
      return absl::OkStatus();
    }
    for (size_t i = 1; fields.size() == values_.size() + 1 && i < fields.size(); ++i) {
      float ignored;
      if (ParseFloat(fields[i], &ignored)) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("value ", i, " is ", QuotedExcerpt(fields[i]), "; a number was expected"));
    }
    return absl::InvalidArgumentError(
        absl::StrCat("a word and ", values_.size(), " values were expected; found ",
                     fields.size() > 1 ? absl::StrCat(fields.size() - 1, " fields after the first")
                                       : "one field"));
  }

  absl::string_view word() const { return word_; }
  absl::Span<const float> values() const { return values_; }

 private:
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
};

}  // namespace

bool ParseWord2vecHeader(absl::string_view line, uint64_t* words, uint64_t* dimension) {
  const std::vector<absl::string_view> fields = Fields(line);
  return fields.size() == 2 && absl::SimpleAtoi(fields[0], words) &&
         absl::SimpleAtoi(fields[1], dimension);
}

absl::Status ReadTextVectors(bool has_header, ByteReader& reader, VectorRows& rows) {
  absl::string_view line;
  absl::StatusOr<bool> more = reader.NextLine(&line);
  if (!more.ok()) return more.status();
  const auto place = [&reader] { return WordPlace{reader.name(), "line", reader.line()}; };
  uint64_t words = 0;
  uint64_t dimension = 0;
  if (has_header) {
    if (!*more || !ParseWord2vecHeader(line, &words, &dimension)) {
      return WrongWord(
          place(),
          "a header with the number of words and the number of values of each was expected");
    }
  } else if (*more) {
    dimension = CountTrailingNumbers(Fields(line));
    if (dimension == 0) return WrongWord(place(), "a word and its values were expected");
  } else {
    return WrongWord(place(), "a word and its values were expected, but the file is empty");
  }
  absl::Status status = rows.SetDimension(dimension, place());
  if (!status.ok()) return status;
  if (has_header) more = reader.NextLine(&line);

  LineParser parser(dimension);
  uint64_t empty_line = 0;
  for (; more.ok() && *more; more = reader.NextLine(&line)) {
    line = WithoutTrailingSeparators(line);
    if (line.empty()) {
      if (empty_line == 0) empty_line = reader.line();
      continue;
    }
    if (empty_line != 0) {
      return WrongWord({reader.name(), "line", empty_line},
                       "it is empty, where a word and its values were expected");
    }
    if (has_header && rows.size() == words) {
      return WrongWord(place(), absl::StrCat("the first line announces ", words,
                                             " words, but there is another one"));
    }
    status = parser.Parse(line);
    if (!status.ok()) return WrongWord(place(), status.message());
    status = rows.Add(parser.word(), parser.values(), place());
    if (!status.ok()) return status;
  }
  if (!more.ok()) return more.status();
  if (rows.size() == 0) return WrongWord(place(), "there are no words");
  if (has_header && rows.size() < words) {
    return WrongWord(place(), absl::StrCat("the file ends, though its first line announces ", words,
                                           " words and only ", rows.size(), " came"));
  }
  return absl::OkStatus();
}

}  // namespace windowlm
