#ifndef WINDOWLM_TOOLS_RESULTS_VECTOR_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_VECTOR_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/results/result_format.h"

namespace windowlm {

// A word and its vector, in a line; the numbers read back as the same floats:
//   text: the word and the numbers, separated by spaces, as in word2vec's and GloVe's files
//   tsv:  the same, separated by tabs; white space in the word is written as spaces
//   json: {"word": ..., "vector": [...]}
std::string VectorText(ResultFormat format, absl::string_view word, absl::Span<const float> vector);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_VECTOR_TEXT_H_
