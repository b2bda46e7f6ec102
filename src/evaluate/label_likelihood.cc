#include "src/evaluate/label_likelihood.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"

namespace windowlm {
namespace {

// The number of lines that a model is asked about in one call.
constexpr uint64_t kBatch = 256;

}  // namespace

double LabelLikelihood::perplexity() const {
  return decisions == 0 ? 1 : std::exp(negative_log_likelihood / decisions);
}

double LabelLikelihood::accuracy() const {
  return lines == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(lines);
}

LabelLikelihood EvaluateLabels(const LabelledCorpus& corpus, absl::Span<const TargetSet> sets,
                               const LabelledLines& lines, WindowModel<float>& model) {
  LabelLikelihood sums;
  const double decisions_a_line =
      model.config().loss() == LOSS_SIGMOID ? static_cast<double>(model.config().labels()) : 1;
  WindowBatch batch;
  Matrix<double> log_probabilities;
  std::vector<double> losses;
  for (uint64_t first = 0; first < lines.size(); first += kBatch) {
    lines.FillBatchInTextOrder(corpus.features(), first, kBatch, &batch);
    const size_t rows = batch.targets.size();
    losses.resize(rows);
    model.NegativeLogLikelihood(batch, absl::MakeSpan(losses));
    log_probabilities.Resize(static_cast<int64_t>(rows), model.config().labels());
    model.LogProbabilities(batch, log_probabilities.view());
    for (size_t i = 0; i < rows; ++i) {
      const double* row = log_probabilities.row(static_cast<int64_t>(i));
      const auto likeliest =
          static_cast<uint32_t>(std::max_element(row, row + log_probabilities.columns()) - row);
      const absl::Span<const uint32_t> labels = corpus.sets().labels(batch.targets[i]);
      sums.correct += std::binary_search(labels.begin(), labels.end(), likeliest) ? 1 : 0;
      const double weight = sets[batch.targets[i]].weight;
      sums.negative_log_likelihood += weight * losses[i];
      sums.decisions += weight * decisions_a_line;
    }
    sums.lines += rows;
  }
  return sums;
}

}  // namespace windowlm
