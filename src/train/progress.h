#ifndef WINDOWLM_SRC_TRAIN_PROGRESS_H_
#define WINDOWLM_SRC_TRAIN_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "src/train/training_observer.h"

namespace windowlm {

// Shows the progress of training: on a terminal in one line that is redrawn, elsewhere in a plain
// line now and then; and after each epoch in a line that stays. Words/s counts training alone; the
// time that is left counts the validations to come as well.
class ProgressPrinter : public TrainingObserver {
 public:
  // Prints to `stream`, which outlives it. Failures to print are ignored, so that they do not end
  // training. With `loss_is_likelihood` a training loss is the logarithm of a perplexity and shown
  // as one; a loss that tells targets from noise words is not. `now` tells the time. `examples`
  // is what is trained on: words, or lines.
  ProgressPrinter(
      std::FILE* stream, bool terminal, bool loss_is_likelihood,
      std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now,
      std::string examples = "words")
      : stream_(stream),
        terminal_(terminal),
        loss_is_likelihood_(loss_is_likelihood),
        now_(std::move(now)),
        examples_(std::move(examples)) {}
  ~ProgressPrinter() override { EraseLine(); }

  void OnBegin(const TrainingPlan& plan) override;
  void OnResume(const ResumeReport& report) override;
  void OnStep(const StepReport& report) override;
  void OnValidation(const ValidationReport& report) override;
  void OnEpochEnd(uint32_t epoch, double train_loss) override;
  void OnWarning(absl::string_view warning) override;

 private:
  using Clock = std::chrono::steady_clock;

  std::string EpochLabel(uint32_t epoch) const;
  // "perplexity 123.4", or "loss 2.345".
  std::string LossText(double loss, int digits) const;
  double SecondsLeft() const;
  // Returns the epoch's time so far as text, and starts the next epoch's.
  std::string TakeEpochTime();
  void EraseLine();
  void PrintLine(const std::string& line);

  std::FILE* const stream_;
  const bool terminal_;
  const bool loss_is_likelihood_;
  const std::function<Clock::time_point()> now_;
  const std::string examples_;
  bool line_shown_ = false;

  uint64_t windows_per_epoch_ = 1;
  uint64_t epochs_ = 1;
  uint64_t steps_ = 0;
  uint64_t words_left_ = 0;
  uint64_t validations_left_ = 0;
  double last_validation_seconds_ = 0;
  Clock::time_point epoch_start_;
  Clock::time_point last_print_;

  // Exponential moving averages over steps, in which recent steps weigh most.
  double mean_loss_ = 0;
  double words_per_second_ = 0;
  double recent_words_ = 0;
  double recent_seconds_ = 0;
  double recent_weight_ = 0;
};

// "0:07", "12:34", "1:02:03".
std::string FormatDuration(double seconds);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_PROGRESS_H_
