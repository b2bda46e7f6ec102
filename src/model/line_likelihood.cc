#include "src/model/line_likelihood.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/status/status.h"
#include "src/model/model_config.h"

namespace windowlm {
namespace {

constexpr size_t kBatch = 1024;

}  // namespace

LineLikelihood::LineLikelihood(TrainedModel& trained) : trained_(trained) {}

void LineLikelihood::Add(absl::Span<const uint32_t> line, size_t begin, size_t end) {
  const WindowSampler sampler = WindowsOf(line, trained_.provenance.config, trained_.vocabulary);
  const size_t place = sums_.size();
  sums_.push_back(0);
  while (begin < end) {
    const size_t count = std::min(end - begin, kBatch - places_.size());
    sampler.AppendInTextOrder(begin, count, &waiting_);
    places_.resize(places_.size() + count, place);
    begin += count;
    if (places_.size() == kBatch) Predict();
  }
}

void LineLikelihood::Predict() {
  std::vector<double> losses(places_.size());
  if (!losses.empty()) trained_.model->NegativeLogLikelihood(waiting_, absl::MakeSpan(losses));
  for (size_t i = 0; i < losses.size(); ++i) sums_[places_[i]] -= losses[i];
  waiting_.Clear();
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
