#ifndef WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_
#define WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/text_report.h"
#include "src/evaluate/perplexity.h"
#include "src/model/language_model.h"

namespace windowlm {

// Receives the scores of a text's words and lines, in their order. Each function returns whether
// more scores are wanted.
class ScoreSink {
 public:
  virtual ~ScoreSink() = default;
  // A word as the text spells it (by the tokenizer's rules), or `</s>`; `word` is valid during the
  // call only. `unknown` says that the model reads it as `<unk>`. The score is in natural log.
  virtual bool AddWord(absl::string_view word, bool unknown, double negative_log_likelihood) = 0;
  // The sums over a line, including its `</s>`. Called after the calls for the line's words.
  virtual bool AddLine(const LikelihoodSummary& line) = 0;
};

// Sums over all lines that were scored.
struct TextScores {
  LikelihoodSummary total;
  uint64_t lines = 0;
  TextReport report;
};

// Scores the texts `paths`, one after the other, as one text, while they are read: memory does not
// grow with the length of texts or lines, and `sink` gets a line at most a few thousand words after
// it was read. The sink gets words only if `with_words`. The total equals EvaluateLikelihood's of
// the same text, to the last bit.
// Errors: those of ReadTexts (src/corpus/text_reader.h); a probability is not a finite number,
// because the model's weights are too large.
absl::StatusOr<TextScores> ScoreTexts(absl::Span<const std::string> paths, bool with_words,
                                      LanguageModel& model, ScoreSink& sink);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_
