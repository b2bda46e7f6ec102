#ifndef WINDOWLM_SRC_QUERY_WORD_EXPRESSION_H_
#define WINDOWLM_SRC_QUERY_WORD_EXPRESSION_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// A word of an expression such as "king - man + woman".
struct ExpressionTerm {
  std::string word;
  // 1, or -1 if a minus stands before it.
  float sign;
  // Where the word stands, for messages: "term 2, at byte 8".
  std::string place;
};

// The terms of an expression: words with + or - between them, and perhaps before the first. White
// space stands on both sides of a sign, since words may hold them: "well-known" is a word.
// kInvalidArgument, which tells the place, if a word or a sign is missing.
absl::StatusOr<std::vector<ExpressionTerm>> ParseExpression(absl::string_view text);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_WORD_EXPRESSION_H_
