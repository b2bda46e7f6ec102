#ifndef WINDOWLM_TOOLS_RESULTS_RANKED_WORDS_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_RANKED_WORDS_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/corpus/vocabulary.h"
#include "src/query/ranked_words.h"
#include "tools/results/result_format.h"

namespace windowlm {

// What an answer's parts are called in JSON.
struct AnswerNames {
  absl::string_view words;
  absl::string_view score;
};

// Whether an answer tells how often each of its words was seen in the training text.
enum class WordCounts { kLeftOut, kShown };

// The number of cells that RankedWordsText makes of each word in tsv.
int RankedWordCells(WordCounts counts);

// An answer for QuestionAnswers, best word first:
//   text: score, count and word a line
//   tsv:  rank from 1 on, word, score, count a line
//   json: "WORDS": [{"word": ..., "SCORE": ..., "count": ...}, ...]
// each without the count unless `counts` says so. Empty, except in JSON, if there are no words.
std::string RankedWordsText(ResultFormat format, const AnswerNames& names,
                            const std::vector<RankedWord>& words, const Vocabulary& vocabulary,
                            WordCounts counts = WordCounts::kLeftOut);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_RANKED_WORDS_TEXT_H_
