#include "src/train/progress.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

// About how many steps the moving averages look back over.
constexpr double kRecentSteps = 100;
constexpr std::chrono::milliseconds kRedraw(200);
constexpr std::chrono::seconds kPlainLine(30);

}  // namespace

std::string FormatDuration(double seconds) {
  const int64_t whole = std::llround(std::min(std::max(0.0, seconds), 1e9));
  if (whole < 3600) return absl::StrFormat("%d:%02d", whole / 60, whole % 60);
  return absl::StrFormat("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
}

void ProgressPrinter::OnBegin(const TrainingPlan& plan) {
  windows_per_epoch_ = plan.windows_per_epoch();
  epochs_ = plan.epochs();
  steps_ = plan.steps();
  words_left_ = plan.words();
  validations_left_ = plan.epochs();
  epoch_start_ = last_print_ = now_();
}

void ProgressPrinter::OnResume(const ResumeReport& report) {
  words_left_ -= report.words;
  validations_left_ -= report.validations;
  PrintLine(absl::StrFormat("going on after step %s of %s and %s of training",
                            FormatCount(report.steps), FormatCount(steps_),
                            FormatDuration(report.training_seconds)));
}

std::string ProgressPrinter::EpochLabel(uint32_t epoch) const {
  return absl::StrCat("epoch ", epoch + 1, "/", epochs_);
}

std::string ProgressPrinter::LossText(double loss, int digits) const {
  if (!loss_is_likelihood_) return absl::StrFormat("loss %.4f", loss);
  return absl::StrFormat("perplexity %.*f", digits, std::exp(loss));
}

double ProgressPrinter::SecondsLeft() const {
  return static_cast<double>(words_left_) / std::max(1e-9, words_per_second_) +
         static_cast<double>(validations_left_) * last_validation_seconds_;
}

std::string ProgressPrinter::TakeEpochTime() {
  const Clock::time_point now = now_();
  const double seconds = std::chrono::duration<double>(now - epoch_start_).count();
  epoch_start_ = last_print_ = now;
  return FormatDuration(seconds);
}

void ProgressPrinter::OnStep(const StepReport& report) {
  const double keep = 1 - 1 / kRecentSteps;
  if (report.rows > 0) {
    recent_weight_ = recent_weight_ * keep + 1;
    mean_loss_ += (report.loss - mean_loss_) / recent_weight_;
  }
  recent_words_ = recent_words_ * keep + static_cast<double>(report.windows.count);
  recent_seconds_ = recent_seconds_ * keep + report.seconds;
  words_per_second_ = recent_words_ / std::max(1e-9, recent_seconds_);
  words_left_ -= report.windows.count;

  const Clock::time_point now = now_();
  if (now - last_print_ < (terminal_ ? Clock::duration(kRedraw) : Clock::duration(kPlainLine))) {
    return;
  }
  last_print_ = now;
  const uint64_t done = report.windows.first + report.windows.count;
  const std::string line =
      absl::StrFormat("%s %3d%%  %s %s/s  %s  rate %.2g  ETA %s", EpochLabel(report.windows.epoch),
                      static_cast<int>(100 * done / windows_per_epoch_),
                      FormatCount(std::llround(words_per_second_)), examples_,
                      LossText(mean_loss_, 1), report.learning_rate, FormatDuration(SecondsLeft()));
  if (!terminal_) return PrintLine(line);
  absl::FPrintF(stream_, "\r%s\x1b[K", line);
  std::fflush(stream_);
  line_shown_ = true;
}

void ProgressPrinter::OnValidation(const ValidationReport& report) {
  last_validation_seconds_ = report.seconds;
  validations_left_ -= std::min<uint64_t>(1, validations_left_);
  const bool words = !report.valid_accuracy.has_value();
  const std::string quality =
      words ? absl::StrFormat("validation perplexity %.2f over %s", report.valid_perplexity,
                              Counted(report.valid_words, "word"))
            : absl::StrFormat("validation accuracy %.2f%% of %s, loss %.4f",
                              100 * *report.valid_accuracy, Counted(report.valid_words, "line"),
                              std::log(report.valid_perplexity));
  PrintLine(absl::StrFormat(
      "%s: training %s, %s, %s %s/s, %s%s", EpochLabel(report.epoch),
      LossText(report.train_loss, 2), quality, FormatCount(std::llround(words_per_second_)),
      examples_, TakeEpochTime(), report.best_so_far ? "" : "; no better than before, not saved"));
}

void ProgressPrinter::OnEpochEnd(uint32_t epoch, double train_loss) {
  PrintLine(absl::StrFormat("%s: training %s, %s %s/s, %s", EpochLabel(epoch),
                            LossText(train_loss, 2), FormatCount(std::llround(words_per_second_)),
                            examples_, TakeEpochTime()));
}

void ProgressPrinter::OnWarning(absl::string_view warning) {
  PrintLine(absl::StrCat("windowlm: warning: ", ShownText(warning)));
}

void ProgressPrinter::EraseLine() {
  if (!line_shown_) return;
  std::fputs("\r\x1b[K", stream_);
  std::fflush(stream_);
  line_shown_ = false;
}

void ProgressPrinter::PrintLine(const std::string& line) {
  EraseLine();
  absl::FPrintF(stream_, "%s\n", line);
  std::fflush(stream_);
}

}  // namespace windowlm
