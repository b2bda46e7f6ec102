#ifndef WINDOWLM_TOOLS_RESULTS_RANKED_WORDS_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_RANKED_WORDS_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/vocabulary.h"
#include "src/query/ranked_words.h"
#include "tools/results/result_format.h"

namespace windowlm {

// What an answer's parts are called in JSON.
struct AnswerNames {
  absl::string_view words;
  absl::string_view score;
};

// What an answer tells of each of its words beside the score.
struct WordDetails {
  // How often it was seen in the training text.
  bool counts = false;
  // Of how many models it is the answer, if there are several.
  int models = 1;
};

// The number of cells that RankedWordsText makes of each word in tsv.
int RankedWordCells(const WordDetails& details);

// An answer for QuestionAnswers, best word first:
//   text: score, agreement (such as 2/3), count and word a line
//   tsv:  rank from 1 on, word, score, agreement (such as 2), count a line
//   json: "WORDS": [{"word": ..., "SCORE": ..., "agreement": ..., "count": ...}, ...]
// each with the agreement and the count only if `details` asks for them; `agreement` has the number
// of models for each word then. Empty, except in JSON, if there are no words.
std::string RankedWordsText(ResultFormat format, const AnswerNames& names,
                            const std::vector<RankedWord>& words, const Vocabulary& vocabulary,
                            const WordDetails& details = {}, absl::Span<const int> agreement = {});

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_RANKED_WORDS_TEXT_H_
