#ifndef WINDOWLM_SRC_TRAIN_TRAINING_LOG_H_
#define WINDOWLM_SRC_TRAIN_TRAINING_LOG_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/store/event_file.h"
#include "src/train/training_observer.h"

namespace windowlm {

// The tags of a training log's curves. A training loss or perplexity is measured while training,
// with dropout and with parameters that change meanwhile: kTrainLoss is the mean over the steps
// since the last point, kEpochLoss over those since the last validation. Perplexities of training
// are there only if the loss is their logarithm.
inline constexpr char kTrainLoss[] = "loss/train";
inline constexpr char kEpochLoss[] = "loss/train_epoch";
inline constexpr char kTrainPerplexity[] = "perplexity/train";
inline constexpr char kEpochPerplexity[] = "perplexity/train_epoch";
inline constexpr char kValidPerplexity[] = "perplexity/valid";
// Of models of labels.
inline constexpr char kValidAccuracy[] = "accuracy/valid";
inline constexpr char kLearningRate[] = "progress/learning_rate";
// Words trained on so far, and words per second of training, without validation and saving.
inline constexpr char kWords[] = "progress/words";
inline constexpr char kWordsPerSecond[] = "progress/words_per_second";
// The length of the gradient of each parameter, whose name follows, in the step of a point.
inline constexpr char kGradient[] = "gradient/";

// Writes the progress of training to a file of events, by step and time: 500 to 1,000 points a run,
// at the same steps in every run of the same plan, and one after each epoch.
class TrainingLog : public TrainingObserver {
 public:
  // Begins a file in `folder` (EventFileWriter::Create). `wall_time` tells the seconds since 1970.
  static absl::StatusOr<std::unique_ptr<TrainingLog>> Create(
      absl::string_view folder, bool loss_is_likelihood,
      std::function<double()> wall_time = SecondsSince1970);

  void OnBegin(const TrainingPlan& plan) override;
  bool WantsGradientNorms(uint64_t step, const TrainingPlan::Step& windows) const override {
    return IsPoint(step, windows);
  }
  void OnStep(const StepReport& report) override;
  void OnValidation(const ValidationReport& report) override;
  void OnEpochEnd(uint32_t epoch, double train_loss) override;

  // The first error of writing. After it nothing more is written, but training continues.
  const absl::Status& status() const { return status_; }

 private:
  static double SecondsSince1970();

  TrainingLog(std::unique_ptr<EventFileWriter> file, bool loss_is_likelihood,
              std::function<double()> wall_time);

  // Whether a point follows the step of this number.
  bool IsPoint(uint64_t step, const TrainingPlan::Step& windows) const {
    return (step + 1) % steps_between_points_ == 0 || windows.ends_epoch || windows.ends_run;
  }
  // Adds a training loss to an event, and its perplexity if it has one.
  void AddLoss(const char* loss_tag, const char* perplexity_tag, double loss, Event* event) const;
  void Write(Event* event);

  const std::unique_ptr<EventFileWriter> file_;
  const bool loss_is_likelihood_;
  const std::function<double()> wall_time_;
  absl::Status status_;

  uint64_t windows_per_epoch_ = 0;
  uint64_t steps_between_points_ = 1;
  uint64_t steps_ = 0;
  // Sums over the steps since the last point.
  double loss_sum_ = 0;
  double rows_ = 0;
  double words_ = 0;
  double seconds_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAINING_LOG_H_
