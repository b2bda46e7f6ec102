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

// A sentence with a blank, and the words of which one is right (the MSR sentence completion
// challenge; Zweig & Burges 2011).
struct CompletionQuestion {
  std::string before;
  std::string after;
  std::vector<std::string> candidates;
  // Of the candidate that is right.
  size_t answer = 0;
};

// Reads the questions of a file. A line is one, in columns that tabs separate: its name, the
// sentence with a blank (see CutAtBlank), two to 26 candidates, and the letter of the one that is
// right, a for the first. A first line whose first column is "id" is a heading. Errors: those of
// ForEachLine; a line that is no question; no question at all.
absl::StatusOr<std::vector<CompletionQuestion>> ReadCompletionQuestions(const std::string& path);

// Of what a candidate's score is the log probability.
enum class CompletionScore {
  // The candidate, as the model predicts it from what it sees around the blank.
  kWord,
  // The candidate and each other word that the model predicts from it: with a next-word model, but
  // for a term that all candidates share, the sentence.
  kSentence,
};

// A row a question with a score a candidate, natural log, by a model of the next word or a masked
// one. A candidate with a word that the model does not know has the score minus infinity. Errors:
// those of LineLikelihood.
using CompletionScores = std::vector<std::vector<double>>;
absl::StatusOr<CompletionScores> ScoreCandidates(absl::Span<const CompletionQuestion> questions,
                                                 CompletionScore score, TrainedModel& trained);

// (1 - weight) x + weight y of two models' scores for the same questions, each less its question's
// mean and divided by the standard deviation of all of the model's scores from these means. A
// candidate that one of the models does not know has the score minus infinity.
CompletionScores MixScores(const CompletionScores& x, const CompletionScores& y, double weight);

struct CompletionSummary {
  uint64_t questions = 0;
  // Questions whose right candidate has a higher score than all others, and those in which it
  // shares the highest with others.
  uint64_t correct = 0;
  uint64_t tied = 0;
  // Candidates with the score minus infinity.
  uint64_t unknown_candidates = 0;
  // Correct answers as are to be expected where ties are resolved by chance, of all questions.
  double accuracy = 0;
};

// `scores` has the shape of `questions`, of which there is at least one.
CompletionSummary SummarizeCompletion(absl::Span<const CompletionQuestion> questions,
                                      const CompletionScores& scores);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_COMPLETION_H_
