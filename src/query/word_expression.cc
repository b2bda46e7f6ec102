#include "src/query/word_expression.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace windowlm {
namespace {

bool IsSign(absl::string_view part) { return part == "+" || part == "-"; }

}  // namespace

absl::StatusOr<std::vector<ExpressionTerm>> ParseExpression(absl::string_view text) {
  std::vector<ExpressionTerm> terms;
  float sign = 1;
  bool word_due = true;
  bool at_start = true;
  const auto place_of = [&](size_t byte) {
    return absl::StrCat("term ", terms.size() + 1, ", at byte ", byte + 1);
  };
  for (const absl::string_view part :
       absl::StrSplit(text, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty())) {
    const std::string place = place_of(static_cast<size_t>(part.data() - text.data()));
    // A sign may stand before the first word too.
    const bool sign_may_stand = !word_due || at_start;
    at_start = false;
    if (IsSign(part) && sign_may_stand) {
      sign = part == "-" ? -1 : 1;
      word_due = true;
    } else if (IsSign(part)) {
      return absl::InvalidArgumentError(
          absl::StrCat(place, ": a word was expected, and there is \"", part, "\""));
    } else if (!word_due) {
      return absl::InvalidArgumentError(
          absl::StrCat(place, ": + or - was expected, and there is \"", part,
                       "\"; white space stands on both sides of a sign"));
    } else {
      terms.push_back({std::string(part), sign, place});
      word_due = false;
    }
  }
  if (!word_due) return terms;
  return absl::InvalidArgumentError(
      absl::StrCat(place_of(text.size()), ": a word was expected, and the expression ends"));
}

}  // namespace windowlm
