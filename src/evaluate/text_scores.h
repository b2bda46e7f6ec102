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

// Takes the scores of a text's words and lines in their order. All functions return whether more is
// wanted.
class ScoreSink {
 public:
  virtual ~ScoreSink() = default;
  // A word as the text spells it (by the tokenizer's rules), or `</s>`. `word` is valid during the
  // call only. `unknown`: the model reads it as `<unk>`.
  virtual bool AddWord(absl::string_view word, bool unknown, double negative_log_likelihood) = 0;
  // After its words, the sums of a line, its `</s>` among them.
  virtual bool AddLine(const LikelihoodSummary& line) = 0;
};

// Of all lines that were scored.
struct TextScores {
  LikelihoodSummary total;
  uint64_t lines = 0;
  TextReport report;
};

// Scores the texts `paths`, one after the other, as one text, while they are read: memory does not
// grow with texts or lines, and `sink` gets a line a few thousand words behind the reading. Words
// come to the sink only `with_words`. The total is EvaluateLikelihood's of the same text, to the
// last bit.
// Errors: those of ReadTexts (src/corpus/text_reader.h); a probability that is no number, because
// the model's weights are too large.
absl::StatusOr<TextScores> ScoreTexts(absl::Span<const std::string> paths, bool with_words,
                                      LanguageModel& model, ScoreSink& sink);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_TEXT_SCORES_H_
