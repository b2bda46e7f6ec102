#include "src/train/checkpoint_position.h"

#include <cmath>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace windowlm {

absl::Status CheckPosition(const FileHeader& header, const TrainingPlan& plan,
                           absl::string_view path) {
  const CheckpointSummary& sums = header.checkpoint();
  const uint64_t steps = header.training().steps();
  const auto damaged = [path](absl::string_view what) {
    return absl::DataLossError(absl::StrCat(path, " is damaged: ", what));
  };
  if (steps == 0 || steps > plan.steps()) {
    return damaged(absl::StrCat("after step ", steps, " of ", plan.steps()));
  }
  const TrainingPlan::Step last = plan.At(steps - 1);
  const uint64_t words = last.epoch * plan.windows_per_epoch() + last.first + last.count;
  if (header.training().words() != words) {
    return damaged(absl::StrCat(header.training().words(), " words after step ", steps, ", where ",
                                words, " were expected"));
  }
  if (sums.stalls() > sums.total_stalls() || sums.total_stalls() > plan.epochs()) {
    return damaged(absl::StrCat(sums.stalls(), " and ", sums.total_stalls(),
                                " validations without a better model, of ", plan.epochs()));
  }
  if (sums.loss_words() > sums.total_rows()) {
    return damaged(absl::StrCat("losses of ", sums.loss_words(), " windows, of ", sums.total_rows(),
                                " in all"));
  }
  const double numbers[] = {sums.training_seconds(), sums.best_perplexity(), sums.loss_sum()};
  for (const double number : numbers) {
    if (!std::isfinite(number)) return damaged(absl::StrCat("a sum or a time is ", number));
  }
  if (sums.training_seconds() < 0 || sums.best_perplexity() < 0) {
    return damaged("a time or a perplexity is negative");
  }
  return absl::OkStatus();
}

}  // namespace windowlm
