#include "src/corpus/blank.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

constexpr absl::string_view kShortestBlank = "___";

// Where a blank begins and ends; both are npos if there is none.
struct Range {
  size_t begin;
  size_t end;
};

// The first blank at or after `from`.
Range FindBlank(absl::string_view line, size_t from) {
  const size_t begin = line.find(kShortestBlank, from);
  if (begin == absl::string_view::npos) return {begin, begin};
  return {begin, std::min(line.find_first_not_of('_', begin), line.size())};
}

}  // namespace

absl::StatusOr<LineWithBlank> CutAtBlank(absl::string_view line) {
  const Range blank = FindBlank(line, 0);
  if (blank.begin == absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("one blank, ", kShortestBlank, ", was expected, and there is none"));
  }
  size_t blanks = 1;
  for (Range other = FindBlank(line, blank.end); other.begin != absl::string_view::npos;
       other = FindBlank(line, other.end)) {
    ++blanks;
  }
  if (blanks > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("one blank, ", kShortestBlank, ", was expected, and there are ", blanks));
  }
  return LineWithBlank{line.substr(0, blank.begin), line.substr(blank.end)};
}

}  // namespace windowlm
