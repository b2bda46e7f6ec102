#include "src/corpus/blank.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

constexpr absl::string_view kShortestBlank = "___";

// Where the first blank at or after `from` begins and ends; both npos where there is none.
struct Stretch {
  size_t begin;
  size_t end;
};

Stretch FindStretch(absl::string_view line, size_t from) {
  const size_t begin = line.find(kShortestBlank, from);
  if (begin == absl::string_view::npos) return {begin, begin};
  return {begin, std::min(line.find_first_not_of('_', begin), line.size())};
}

}  // namespace

absl::StatusOr<LineWithBlank> CutAtBlank(absl::string_view line) {
  const Stretch blank = FindStretch(line, 0);
  if (blank.begin == absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("one blank, ", kShortestBlank, ", was expected, and there is none"));
  }
  size_t blanks = 1;
  for (Stretch other = FindStretch(line, blank.end); other.begin != absl::string_view::npos;
       other = FindStretch(line, other.end)) {
    ++blanks;
  }
  if (blanks > 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("one blank, ", kShortestBlank, ", was expected, and there are ", blanks));
  }
  return LineWithBlank{line.substr(0, blank.begin), line.substr(blank.end)};
}

}  // namespace windowlm
