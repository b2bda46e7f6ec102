#include "src/model/line_likelihood.h"

#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "src/model/model_config.h"

namespace windowlm {
namespace {

constexpr size_t kBatch = 1024;

void Append(absl::Span<const uint32_t> more, std::vector<uint32_t>* ids) {
  ids->insert(ids->end(), more.begin(), more.end());
}

// Appends ids in parts, whose ends are counted from the first id on.
void AppendParts(absl::Span<const uint32_t> more, absl::Span<const uint32_t> more_ends,
                 std::vector<uint32_t>* ids, std::vector<uint32_t>* ends) {
  const auto before = static_cast<uint32_t>(ids->size());
  Append(more, ids);
  for (const uint32_t end : more_ends) ends->push_back(before + end);
}

// Appends a batch of one window to `batch`.
void Append(const WindowBatch& window, WindowBatch* batch) {
  Append(window.contexts, &batch->contexts);
  if (!window.ends.empty()) batch->ends.push_back(static_cast<uint32_t>(batch->contexts.size()));
  AppendParts(window.distant, window.distant_ends, &batch->distant, &batch->distant_ends);
  AppendParts(window.attended, window.attended_ends, &batch->attended, &batch->attended_ends);
  Append(window.targets, &batch->targets);
}

}  // namespace

LineLikelihood::LineLikelihood(TrainedModel& trained) : trained_(trained) {}

void LineLikelihood::Add(absl::Span<const uint32_t> line, size_t begin, size_t end) {
  const WindowSampler sampler = WindowsOf(line, trained_.provenance.config, trained_.vocabulary);
  const size_t place = sums_.size();
  sums_.push_back(0);
  WindowBatch window;
  for (size_t position = begin; position < end; ++position) {
    sampler.FillPosition(position, &window);
    Append(window, &waiting_);
    places_.push_back(place);
    if (places_.size() == kBatch) Predict();
  }
}

void LineLikelihood::Predict() {
  std::vector<double> losses(places_.size());
  if (!losses.empty()) trained_.model->NegativeLogLikelihood(waiting_, absl::MakeSpan(losses));
  for (size_t i = 0; i < losses.size(); ++i) sums_[places_[i]] -= losses[i];
  waiting_ = WindowBatch();
  places_.clear();
}

absl::StatusOr<std::vector<double>> LineLikelihood::Take() {
  Predict();
  std::vector<double> sums = std::exchange(sums_, {});
  for (const double sum : sums) {
    if (!std::isfinite(sum)) {
      return absl::DataLossError(
          "the model gives no probabilities: its weights are so large that they overflow");
    }
  }
  return sums;
}

}  // namespace windowlm
