#ifndef WINDOWLM_SRC_EVALUATE_LABEL_LIKELIHOOD_H_
#define WINDOWLM_SRC_EVALUATE_LABEL_LIKELIHOOD_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/corpus/labelled_corpus.h"
#include "src/corpus/labelled_lines.h"
#include "src/model/output/output_layer.h"
#include "src/model/window_model.h"

namespace windowlm {

// How well a model of labels tells those of lines.
struct LabelLikelihood {
  uint64_t lines = 0;
  // The lines whose likeliest label is one of theirs.
  uint64_t correct = 0;
  // The sum of the lines' losses (LabelOutput), each as often as the line counts, and the number of
  // decisions that it is over: one a line, or one for each label.
  double negative_log_likelihood = 0;
  double decisions = 0;

  // exp of the mean loss of a decision; 1 if there are none.
  double perplexity() const;
  double accuracy() const;
};

// Has a model, whose target sets are those of `corpus`, tell the labels of `lines`, some of that
// corpus. A line counts as its set does, of which `sets` tells. The result does not depend on the
// number of threads.
LabelLikelihood EvaluateLabels(const LabelledCorpus& corpus, absl::Span<const TargetSet> sets,
                               const LabelledLines& lines, WindowModel<float>& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_LABEL_LIKELIHOOD_H_
