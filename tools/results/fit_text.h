#ifndef WINDOWLM_TOOLS_RESULTS_FIT_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_FIT_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/query/odd_one_out.h"
#include "tools/results/result_format.h"

namespace windowlm {

// How well words fit each other, the odd one first, as an answer for QuestionAnswers:
//   text: cosine and word a line; the odd one has a star
//   tsv:  1 for the odd one and 0 for the others, word, cosine a line
//   json: "odd": ..., "fits": [{"word": ..., "cosine": ...}, ...]
// `fits` is what RankByFit gave for `words`, and not empty.
std::string FitText(ResultFormat format, const std::vector<Fit>& fits,
                    const std::vector<std::string>& words);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_FIT_TEXT_H_
