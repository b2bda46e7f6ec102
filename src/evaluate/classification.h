#ifndef WINDOWLM_SRC_EVALUATE_CLASSIFICATION_H_
#define WINDOWLM_SRC_EVALUATE_CLASSIFICATION_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "src/corpus/text_columns.h"
#include "src/model/label_model.h"

namespace windowlm {

// How well one label is told from all others.
struct LabelMeasure {
  std::string name;
  // The lines that have it, those that are said to have it, and those of which both is true.
  uint64_t lines = 0;
  uint64_t answers = 0;
  uint64_t correct = 0;

  // The share of the answers that are right, and of the lines that are found; 0 of none.
  double precision() const;
  double recall() const;
  // Their harmonic mean, 0 if both are.
  double f1() const;
};

// A line whose likeliest label is none of its own.
struct LabelMistake {
  uint64_t line = 0;
  // Its labels, with a comma between them; the answer, and how probable it was.
  std::string labels;
  std::string answer;
  double probability = 0;
  // The line without its labels.
  std::string text;
};

// What a model of labels makes of lines that have some.
struct ClassificationSummary {
  // The lines with labels; those without, blank ones apart, are passed over.
  uint64_t lines = 0;
  uint64_t without_labels = 0;
  // The lines that have a label that the model does not know, which cannot be told.
  uint64_t with_unknown_labels = 0;
  // The lines whose likeliest label is one of theirs.
  uint64_t correct = 0;
  // In the order of the model's labels.
  std::vector<LabelMeasure> labels;
  // Of lines with one label that is known: how many of label i have j as their likeliest, by (i, j)
  // where there are any.
  std::map<std::pair<uint32_t, uint32_t>, uint64_t> confusion;
  // Those of which the model was surest first.
  std::vector<LabelMistake> mistakes;

  double accuracy() const;
  // The mean of the labels' F1, of those that any line has.
  double macro_f1() const;
};

// Reads lines with labels, in the form that the model was trained on, from texts or `columns` of
// tables, and asks the model about each. An answer is the likeliest label; of a model that tells
// each label by itself, each that is more probable than not. At most `most_mistakes` are kept.
// Errors: those of ForEachColumnLine; kInvalidArgument if no line has a label.
absl::StatusOr<ClassificationSummary> EvaluateClassification(absl::Span<const std::string> paths,
                                                             const TextColumns& columns,
                                                             size_t most_mistakes,
                                                             LabelModel& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_CLASSIFICATION_H_
