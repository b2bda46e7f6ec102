#ifndef WINDOWLM_SRC_EVALUATE_COMPLETION_H_
#define WINDOWLM_SRC_EVALUATE_COMPLETION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "src/model/model_file.h"

namespace windowlm {

// A sentence with a blank, and candidate words for it, one of which is right (the MSR sentence
// completion challenge; Zweig & Burges 2011).
struct CompletionQuestion {
  std::string before;
  std::string after;
  std::vector<std::string> candidates;
  // Index of the right candidate.
  size_t answer = 0;
};

// Reads the questions of a file, one a line. Tabs separate its columns: the question's name, the
// sentence with a blank (see CutAtBlank), two to 26 candidates, and the letter of the right
// candidate, a for the first. A first line whose first column is "id" is a heading.
// Errors: those of ForEachLine; a line is no question; there is no question at all.
absl::StatusOr<std::vector<CompletionQuestion>> ReadCompletionQuestions(const std::string& path);

// What a candidate's score is.
enum class CompletionScore {
  // kAssociation for a model of a thinned text, which has hardly seen the frequent words around a
  // candidate as targets, and otherwise kSentence.
  kAuto,
  // The log probability of the candidate, predicted from what the model sees around the blank.
  kWord,
  // That of the candidate and all other words that the model predicts from it. With a next-word
  // model that is the whole sentence, but for a term that all candidates share.
  kSentence,
  // By how much the first is above the log of the candidate's share of the training text: their
  // pointwise mutual information (Church & Hanks 1990). A frequent word is no better for being
  // frequent.
  kAssociation,
};

// scores[i][j] is the score of candidate j of question i, in natural log. It is minus infinity if
// the model does not know a word of the candidate.
using CompletionScores = std::vector<std::vector<double>>;

// Scores all candidates by a model of the next word or a masked one. Errors are those of
// LineLikelihood.
absl::StatusOr<CompletionScores> ScoreCandidates(absl::Span<const CompletionQuestion> questions,
                                                 CompletionScore score, TrainedModel& trained);

// Mixes two models' scores for the same questions: (1 - weight) x + weight y. Before, from each
// model's scores the mean of the question is subtracted, and they are divided by the standard
// deviation of all of these differences. A candidate that one of the models does not know has the
// score minus infinity.
CompletionScores MixScores(const CompletionScores& x, const CompletionScores& y, double weight);

struct CompletionSummary {
  uint64_t questions = 0;
  // The number of questions whose right candidate has a higher score than all others, and of those
  // in which it shares the highest score.
  uint64_t correct = 0;
  uint64_t tied = 0;
  // The number of candidates with the score minus infinity.
  uint64_t unknown_candidates = 0;
  // The expected share of right answers if ties are resolved by chance.
  double accuracy = 0;
};

// `scores` has the shape of `questions`, of which there is at least one.
CompletionSummary SummarizeCompletion(absl::Span<const CompletionQuestion> questions,
                                      const CompletionScores& scores);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_COMPLETION_H_
