#ifndef WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_
#define WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "src/corpus/text_report.h"
#include "src/corpus/word_places.h"
#include "src/evaluate/perplexity.h"
#include "src/input/byte_input.h"
#include "src/model/language_model.h"

namespace windowlm {

// The score of a word.
struct WordScore {
  // As the tokenizer spells it, or `</s>`.
  std::string word;
  // As the text spells it, and where; nothing of a line's end.
  WordPlace place;
  // Whether the model reads it as `<unk>`.
  bool unknown;
  // In natural log.
  double negative_log_likelihood;
};

struct LineScore {
  // The sums over the line, including its `</s>`.
  LikelihoodSummary sums;
  // The first thousand words that the model reads as `<unk>`, as the tokenizer spells them.
  std::vector<std::string> unknown_words;
};

// Receives the scores of a text's words and lines, in their order. Each function returns whether
// more scores are wanted.
class ScoreSink {
 public:
  virtual ~ScoreSink() = default;
  // A word, or a line's end.
  virtual bool AddWord(const WordScore& word) = 0;
  // Called after the calls for the line's words.
  virtual bool AddLine(const LineScore& line) = 0;
};

// Sums over all lines that were scored.
struct TextScores {
  LikelihoodSummary total;
  uint64_t lines = 0;
  TextReport report;
};

// Scores the texts `paths`, one after the other, as `lines` says, while they are read: memory does
// not grow with the length of texts or lines. The sink gets words only if `with_words`, and a line
// at most a few thousand words after it was read. With Arrival::kByLine it gets each line before
// more is waited for; a model that sees the words behind another one sees none of later lines then.
//
// The total equals EvaluateLikelihood's of the same text, to the last bit, but by lines, where the
// last digits may differ: scores depend a little on how many are calculated at once.
// Errors: those of ReadTexts (src/corpus/text_reader.h); a probability is not a finite number,
// because the model's weights are too large.
absl::StatusOr<TextScores> ScoreTexts(absl::Span<const std::string> paths, bool with_words,
                                      Arrival arrival, Lines lines, LanguageModel& model,
                                      ScoreSink& sink);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_
