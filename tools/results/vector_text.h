#ifndef WINDOWLM_TOOLS_RESULTS_VECTOR_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_VECTOR_TEXT_H_

#include <string>

#include "absl/types/span.h"
#include "tools/results/result_format.h"

namespace windowlm {

// A word's vector, as an answer for QuestionAnswers; the numbers read back as the same floats:
//   text: the numbers, separated by spaces
//   tsv:  the numbers, separated by tabs
//   json: "vector": [...]
std::string VectorText(ResultFormat format, absl::Span<const float> vector);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_VECTOR_TEXT_H_
