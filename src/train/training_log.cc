#include "src/train/training_log.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace windowlm {
namespace {

constexpr uint64_t kFewestPoints = 500;

void Add(absl::string_view tag, double value, Event* event) {
  SummaryValue* added = event->mutable_summary()->add_value();
  added->set_tag(std::string(tag));
  added->set_simple_value(static_cast<float>(value));
}

}  // namespace

double TrainingLog::SecondsSince1970() {
  return absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch());
}

absl::StatusOr<std::unique_ptr<TrainingLog>> TrainingLog::Create(
    absl::string_view folder, bool loss_is_likelihood, std::function<double()> wall_time) {
  absl::StatusOr<std::unique_ptr<EventFileWriter>> file =
      EventFileWriter::Create(folder, wall_time());
  if (!file.ok()) return file.status();
  return absl::WrapUnique(
      new TrainingLog(*std::move(file), loss_is_likelihood, std::move(wall_time)));
}

TrainingLog::TrainingLog(std::unique_ptr<EventFileWriter> file, bool loss_is_likelihood,
                         std::function<double()> wall_time)
    : file_(std::move(file)),
      loss_is_likelihood_(loss_is_likelihood),
      wall_time_(std::move(wall_time)) {}

void TrainingLog::AddLoss(const char* loss_tag, const char* perplexity_tag, double loss,
                          Event* event) const {
  Add(loss_tag, loss, event);
  if (loss_is_likelihood_) Add(perplexity_tag, std::exp(loss), event);
}

void TrainingLog::Write(Event* event) {
  event->set_wall_time(wall_time_());
  event->set_step(static_cast<int64_t>(steps_));
  status_.Update(file_->Write(*event));
}

void TrainingLog::OnBegin(const TrainingPlan& plan) {
  windows_per_epoch_ = plan.windows_per_epoch();
  steps_between_points_ = std::max<uint64_t>(1, plan.steps() / kFewestPoints);
}

void TrainingLog::OnStep(const StepReport& report) {
  loss_sum_ += report.loss * static_cast<double>(report.rows);
  rows_ += static_cast<double>(report.rows);
  words_ += static_cast<double>(report.windows.count);
  seconds_ += report.seconds;
  steps_ = report.step + 1;
  if (!IsPoint(report.step, report.windows)) return;
  Event event;
  if (rows_ > 0) AddLoss(kTrainLoss, kTrainPerplexity, loss_sum_ / rows_, &event);
  Add(kLearningRate, report.learning_rate, &event);
  // Counted from the run's start, which may have been in another process.
  const uint64_t words_taken =
      report.windows.epoch * windows_per_epoch_ + report.windows.first + report.windows.count;
  Add(kWords, static_cast<double>(words_taken), &event);
  Add(kWordsPerSecond, words_ / std::max(1e-9, seconds_), &event);
  for (const GradientNorm& norm : report.gradient_norms) {
    Add(absl::StrCat(kGradient, norm.parameter), norm.length, &event);
  }
  Write(&event);
  loss_sum_ = rows_ = words_ = seconds_ = 0;
}

void TrainingLog::OnValidation(const ValidationReport& report) {
  Event event;
  AddLoss(kEpochLoss, kEpochPerplexity, report.train_loss, &event);
  Add(kValidPerplexity, report.valid_perplexity, &event);
  if (report.valid_accuracy.has_value()) Add(kValidAccuracy, *report.valid_accuracy, &event);
  Write(&event);
}

void TrainingLog::OnEpochEnd(uint32_t epoch, double train_loss) {
  static_cast<void>(epoch);
  Event event;
  AddLoss(kEpochLoss, kEpochPerplexity, train_loss, &event);
  Write(&event);
}

}  // namespace windowlm
