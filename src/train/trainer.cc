#include "src/train/trainer.h"

#include <chrono>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/base/profile.h"
#include "src/config/option_name.h"
#include "src/corpus/corpus_summary.h"
#include "src/evaluate/label_likelihood.h"
#include "src/evaluate/perplexity.h"
#include "src/model/model_config.h"
#include "src/model/model_file.h"
#include "src/model/subwords.h"
#include "src/model/window_language_model.h"
#include "src/nn/optimizer.h"
#include "src/train/checkpoint.h"
#include "src/train/checkpoint_position.h"
#include "src/train/divergence_remedy.h"
#include "src/train/gradient_norms.h"
#include "src/train/learning_rate.h"
#include "src/train/make_training_steps.h"
#include "src/train/naive_bayes.h"
#include "src/train/read_labels.h"
#include "src/train/training_output.h"
#include "src/train/training_steps.h"
#include "src/train/weight_average.h"

namespace windowlm {
namespace {

class Stopwatch {
 public:
  double Seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

class TrainingRun {
 public:
  TrainingRun(const TrainConfig& config, const PreparedCorpus& corpus, const TrainingOutput& output,
              TrainingObserver& observer, const CheckpointOptions& checkpoints)
      : config_(config),
        corpus_(corpus),
        output_(output),
        observer_(observer),
        plan_(config, corpus.examples()),
        rate_(config, plan_.planned_steps()),
        model_(config.model(), static_cast<int64_t>(corpus.vocabulary.size()), config.precision(),
               MakeSubwordIndex(config.model(), corpus.vocabulary),
               corpus.labelled == nullptr ? nullptr : corpus.labelled->known()),
        optimizer_(config.optimizer(), model_.parameters()),
        steps_(MakeTrainingSteps(config, plan_, corpus, model_, optimizer_)),
        average_(config, plan_.planned_steps(), model_.parameters()),
        gradient_norms_(model_.parameters()),
        checkpoint_schedule_(checkpoints) {
    if (!checkpoints.kept()) return;
    checkpoint_ =
        std::make_unique<Checkpoint>(config, corpus, output, model_, optimizer_, average_);
    resumes_ = checkpoints.resume && checkpoint_->Exists();
  }

  absl::StatusOr<TrainingResult> Run(const std::atomic<bool>& stop, const ModelStart& start) {
    model_.Initialize(config_.seed(), corpus_.vocabulary.counts());
    model_.SetContextWeights(ContextWeights(config_, corpus_.vocabulary));
    if (corpus_.labelled != nullptr) {
      target_sets_ = TargetSetsOf(*corpus_.labelled, config_.balance());
      model_.SetTargetSets(target_sets_);
      if (config_.naive_bayes() > 0) {
        SetNaiveBayes(*corpus_.labelled, target_sets_, config_.naive_bayes(), model_);
      }
    }
    if (start) start(model_);
    observer_.OnBegin(plan_);
    if (config_.schedule() == SCHEDULE_HALVING && corpus_.valid_ids().empty()) {
      observer_.OnWarning(absl::StrCat(
          OptionWith(SCHEDULE_HALVING),
          " halves the learning rate after a validation that is no better than "
          "the best, and nothing is held out to validate with: the rate stays as it is"));
    }
    if (absl::Status status = resumes_ ? Resume() : absl::OkStatus(); !status.ok()) return status;
    steps_->Load();
    if (result_.steps > 0 && loss_words_ > 0) {
      // The model of the end of this epoch could not be saved, and training ended there.
      const TrainingPlan::Step last = plan_.At(result_.steps - 1);
      if (absl::Status status = last.ends_epoch || last.ends_run
                                    ? EndEpoch(last, rate_.At(result_.steps - 1))
                                    : absl::OkStatus();
          !status.ok()) {
        return status;
      }
    }
    for (uint64_t step = result_.steps; step < plan_.steps(); ++step) {
      if (stop.load(std::memory_order_relaxed)) return Interrupted();
      const TrainingPlan::Step windows = plan_.At(step);
      if (absl::Status status = TakeStep(step, windows); !status.ok()) return status;
      if (windows.ends_epoch || windows.ends_run) {
        if (absl::Status status = EndEpoch(windows, rate_.At(step)); !status.ok()) return status;
        if (config_.patience() > 0 && stalls_ >= config_.patience()) {
          result_.end = TrainingEnd::kNoImprovement;
          return Ended();
        }
      }
      if (!windows.ends_run && checkpoint_schedule_.IsDue(step + 1)) WriteCheckpoint();
    }
    if (corpus_.valid_ids().empty()) {
      if (absl::Status status = Save(0, absl::nullopt); !status.ok()) return SavedElsewhere(status);
    }
    return Ended();
  }

 private:
  absl::Status TakeStep(uint64_t step, const TrainingPlan::Step& windows) {
    const Stopwatch watch;
    const double rate = rate_.At(step);
    GradientNorms* const norms =
        observer_.WantsGradientNorms(step, windows) ? &gradient_norms_ : nullptr;
    const auto [rows, loss] = steps_->Take(step, rate, norms, observer_.TraceOf(step));
    if (!std::isfinite(loss)) return Diverged(step + 1, absl::StrCat("the loss is ", loss));
    const double seconds = watch.Seconds();
    average_.OnStep(step + 1);
    result_.steps = step + 1;
    result_.words += windows.count;
    result_.training_seconds += seconds;
    loss_sum_ += loss * static_cast<double>(rows);
    loss_words_ += rows;
    total_rows_ += rows;
    const std::vector<GradientNorm> lengths =
        norms == nullptr ? std::vector<GradientNorm>() : norms->Lengths();
    observer_.OnStep({step, windows, rows, loss, rate, seconds, lengths});
    return absl::OkStatus();
  }

  // Validates, and saves the best model so far.
  absl::Status EndEpoch(const TrainingPlan::Step& windows, double rate) {
    if (total_rows_ == 0 && windows.ends_run) {
      return absl::InvalidArgumentError(absl::StrCat(
          "there is nothing to train on: of ", Counted(corpus_.train_words, "word"),
          " none is left with a context by ",
          OptionName<TrainConfig>(TrainConfig::kSubsampleFieldNumber), "=", config_.subsample(),
          "; a larger text or a higher number, or 0, leaves more"));
    }
    // No step has changed the model since the last epoch's end.
    if (loss_words_ == 0) return absl::OkStatus();
    const double train_loss = loss_sum_ / static_cast<double>(loss_words_);
    if (corpus_.valid_ids().empty()) {
      loss_sum_ = 0;
      loss_words_ = 0;
      observer_.OnEpochEnd(windows.epoch, train_loss);
      return absl::OkStatus();
    }
    const Stopwatch watch;
    const Validation validation = Validate();
    const double perplexity = validation.perplexity;
    if (!std::isfinite(perplexity)) {
      return Diverged(result_.steps, absl::StrCat("the validation perplexity is ", perplexity));
    }
    const bool best = !result_.saved || perplexity < result_.valid_perplexity;
    if (best) {
      // If that fails, the epoch's end is still to come for whoever goes on from here.
      if (absl::Status status = Save(perplexity, validation.accuracy); !status.ok()) {
        return SavedElsewhere(status);
      }
      stalls_ = 0;
    } else {
      ++stalls_;
      ++total_stalls_;
      rate_.OnStall();
    }
    loss_sum_ = 0;
    loss_words_ = 0;
    observer_.OnValidation({windows.epoch, train_loss, perplexity, validation.examples, rate, best,
                            watch.Seconds(), validation.accuracy});
    return absl::OkStatus();
  }

  // What the model comes to on the validation text.
  struct Validation {
    double perplexity;
    // The number of words that were predicted, or of lines whose labels were.
    uint64_t examples;
    // Of a model of labels.
    absl::optional<double> accuracy;
  };

  Validation Validate() {
    const PhaseTimer timer(Phase::kValidation);
    steps_->Store();
    const WeightAverage::InPlace averaged(average_);
    if (corpus_.labelled != nullptr) {
      const LabelLikelihood sums =
          EvaluateLabels(*corpus_.labelled, target_sets_, corpus_.labelled->valid(), model_);
      return {sums.perplexity(), sums.lines, sums.accuracy()};
    }
    WindowLanguageModel model(config_, corpus_.vocabulary, model_);
    const LikelihoodSummary sums = EvaluateLikelihood(corpus_.valid_ids(), model);
    return {sums.perplexity(), sums.words, absl::nullopt};
  }

  // The error of a training whose numbers are no longer finite.
  absl::Status Diverged(uint64_t step, absl::string_view what) const {
    return absl::OutOfRangeError(absl::StrCat(
        "training stopped at step ", step, ": ", what, ", not a finite number; ",
        result_.saved ? absl::StrCat(output_.model.path(), " keeps the best model before it; ")
                      : "",
        DivergenceRemedy(config_, step)));
  }

  absl::StatusOr<TrainingResult> Interrupted() {
    result_.end = TrainingEnd::kInterrupted;
    if (result_.steps == 0) return result_;
    steps_->Store();
    if (checkpoint_ != nullptr && model_.FindNotFinite() == nullptr) {
      const PhaseTimer timer(Phase::kSaving);
      const bool replaces_best = result_.saved && stalls_ == 0 && loss_words_ > 0;
      absl::Status status = checkpoint_->Save(Position(), replaces_best);
      // The file of the best model may have been taken away.
      if (!status.ok() && replaces_best) {
        status = checkpoint_->Save(PositionWithoutBest(), /*keep_best=*/false);
      }
      if (!status.ok()) return SavedElsewhere(status);
      result_.can_resume = true;
    }
    if (stalls_ > 0) return result_;
    const absl::Status status = loss_words_ == 0
                                    ? Save(result_.valid_perplexity, result_.valid_accuracy)
                                    : Save(0, absl::nullopt);
    if (status.ok()) return result_;
    if (!result_.can_resume) return SavedElsewhere(status);
    return absl::Status(
        status.code(),
        absl::StrCat(status.message(), "; ", output_.checkpoint.CurrentPath(),
                     " holds the training's state, from which ",
                     OptionName<RunOptions>(RunOptions::kResumeFieldNumber), " goes on"));
  }

  // Saves what the training has, since it cannot be saved where it should: `error` says why.
  // Returns that error, with where it is now, and how to go on.
  absl::Status SavedElsewhere(const absl::Status& error) {
    // What is no error of the system would be none elsewhere.
    if (absl::IsOutOfRange(error) || absl::IsInvalidArgument(error)) return error;
    steps_->Store();
    if (checkpoint_ == nullptr) {
      for (const TrainingOutput& refuge : FindRefuges(output_)) {
        if (!SaveModelAt(refuge.model, 0, absl::nullopt).ok()) continue;
        return absl::Status(error.code(), absl::StrCat(error.message(), "; ", refuge.model.path(),
                                                       " holds the model as it was then"));
      }
      return error;
    }
    if (SaveStateAt(output_.checkpoint).ok()) {
      return absl::Status(
          error.code(), absl::StrCat(error.message(), "; ", output_.checkpoint.CurrentPath(),
                                     " holds the training's state: once that is put right, it goes "
                                     "on with ",
                                     OptionName<RunOptions>(RunOptions::kResumeFieldNumber)));
    }
    for (const TrainingOutput& refuge : FindRefuges(output_)) {
      if (!SaveStateAt(refuge.checkpoint).ok()) continue;
      return absl::Status(error.code(),
                          absl::StrCat(error.message(), "; ", refuge.checkpoint.path(),
                                       " holds the training's state instead: it goes on with ",
                                       OptionName<RunOptions>(RunOptions::kOutputFieldNumber), "=",
                                       refuge.model.path(), " and ",
                                       OptionName<RunOptions>(RunOptions::kResumeFieldNumber)));
    }
    return error;
  }

  // Writes a checkpoint, with the best model if that can be read.
  absl::Status SaveStateAt(const OutputPlace& place) {
    if (result_.saved && checkpoint_->SaveAt(place, Position(), /*keep_best=*/true).ok()) {
      return absl::OkStatus();
    }
    return checkpoint_->SaveAt(place, PositionWithoutBest(), /*keep_best=*/false);
  }

  absl::StatusOr<TrainingResult> Ended() {
    if (checkpoint_ == nullptr) return result_;
    if (const absl::Status status = checkpoint_->Remove(); !status.ok()) {
      observer_.OnWarning(status.message());
    }
    return result_;
  }

  absl::Status Resume() {
    const absl::StatusOr<FileHeader> header = checkpoint_->Load();
    if (!header.ok()) return header.status();
    if (!checkpoint_->lost_best().empty()) observer_.OnWarning(checkpoint_->lost_best());
    const CheckpointSummary& sums = header->checkpoint();
    result_.steps = header->training().steps();
    result_.words = header->training().words();
    if (absl::Status status = CheckPosition(*header, plan_, checkpoint_->path()); !status.ok())
      return status;
    result_.training_seconds = sums.training_seconds();
    result_.valid_perplexity = sums.best_perplexity();
    if (corpus_.labelled != nullptr && sums.best_perplexity() > 0) {
      result_.valid_accuracy = sums.best_accuracy();
    }
    result_.saved = sums.best_perplexity() > 0;
    loss_sum_ = sums.loss_sum();
    loss_words_ = sums.loss_words();
    total_rows_ = sums.total_rows();
    stalls_ = static_cast<int>(sums.stalls());
    total_stalls_ = sums.total_stalls();
    for (uint32_t i = 0; i < total_stalls_; ++i) rate_.OnStall();
    const TrainingPlan::Step last = plan_.At(result_.steps - 1);
    observer_.OnResume({result_.steps, result_.words, last.epoch + (last.ends_epoch ? 1u : 0u),
                        result_.training_seconds});
    return absl::OkStatus();
  }

  // The position for a checkpoint, from which Resume continues.
  FileHeader Position() const {
    FileHeader header;
    header.mutable_training()->set_steps(result_.steps);
    header.mutable_training()->set_words(result_.words);
    CheckpointSummary& sums = *header.mutable_checkpoint();
    sums.set_training_seconds(result_.training_seconds);
    sums.set_best_perplexity(result_.valid_perplexity);
    sums.set_best_accuracy(result_.valid_accuracy.value_or(0));
    sums.set_loss_sum(loss_sum_);
    sums.set_loss_words(loss_words_);
    sums.set_total_rows(total_rows_);
    sums.set_stalls(static_cast<uint32_t>(stalls_));
    sums.set_total_stalls(total_stalls_);
    return header;
  }

  // The same where the best model is not there any more: the next validation finds one.
  FileHeader PositionWithoutBest() const {
    FileHeader header = Position();
    header.mutable_checkpoint()->set_best_perplexity(0);
    header.mutable_checkpoint()->set_best_accuracy(0);
    header.mutable_checkpoint()->set_stalls(0);
    return header;
  }

  // A failure, on a full disk for instance, is only a warning.
  void WriteCheckpoint() {
    const PhaseTimer timer(Phase::kSaving);
    const Stopwatch watch;
    absl::Status status;
    steps_->Store();
    // Nothing can continue from a model that is not finite, so the last checkpoint stays.
    if (model_.FindNotFinite() == nullptr) status = checkpoint_->Save(Position(), false);
    checkpoint_schedule_.OnWritten(watch.Seconds());
    if (!status.ok() && !checkpoint_failed_) {
      observer_.OnWarning(
          absl::StrCat(status.message(), "; training goes on without a new checkpoint"));
    }
    checkpoint_failed_ = !status.ok();
  }

  absl::Status Save(double valid_perplexity, absl::optional<double> valid_accuracy) {
    const PhaseTimer timer(Phase::kSaving);
    steps_->Store();
    if (absl::Status status = SaveModelAt(output_.model, valid_perplexity, valid_accuracy);
        !status.ok()) {
      return status;
    }
    result_.valid_perplexity = valid_perplexity;
    result_.valid_accuracy = valid_accuracy;
    result_.saved = true;
    return absl::OkStatus();
  }

  absl::Status SaveModelAt(const OutputPlace& place, double valid_perplexity,
                           absl::optional<double> valid_accuracy) {
    const WeightAverage::InPlace averaged(average_);
    if (const Parameter<float>* parameter = model_.FindNotFinite(); parameter != nullptr) {
      return Diverged(result_.steps,
                      absl::StrCat("a value of the model's ", parameter->name, " is inf or nan"));
    }
    Provenance provenance;
    provenance.config = config_;
    provenance.corpus = Summarize(corpus_);
    provenance.training.set_steps(result_.steps);
    provenance.training.set_words(result_.words);
    provenance.training.set_valid_perplexity(valid_perplexity);
    provenance.training.set_valid_accuracy(valid_accuracy.value_or(0));
    return SaveModel(place, provenance, corpus_.vocabulary, model_);
  }

  const TrainConfig& config_;
  const PreparedCorpus& corpus_;
  const TrainingOutput& output_;
  TrainingObserver& observer_;
  const TrainingPlan plan_;
  LearningRate rate_;
  WindowModel<float> model_;
  Optimizer<float> optimizer_;
  std::unique_ptr<TrainingSteps> steps_;
  // What is validated and saved, once it is over any steps.
  WeightAverage average_;
  // Of a model of labels, what its targets stand for.
  std::vector<TargetSet> target_sets_;
  GradientNorms gradient_norms_;

  // The sum of the losses since the last validation, and the number of windows that it is over.
  double loss_sum_ = 0;
  uint64_t loss_words_ = 0;
  // The number of windows trained on so far.
  uint64_t total_rows_ = 0;
  // The number of validations that were no better than the best: the last ones in a row, and all.
  int stalls_ = 0;
  uint32_t total_stalls_ = 0;
  TrainingResult result_;

  // Null if no checkpoint is kept.
  std::unique_ptr<Checkpoint> checkpoint_;
  CheckpointSchedule checkpoint_schedule_;
  bool resumes_ = false;
  bool checkpoint_failed_ = false;
};

}  // namespace

absl::StatusOr<TrainingResult> Train(const TrainConfig& config, const PreparedCorpus& corpus,
                                     const std::string& output, const std::atomic<bool>& stop,
                                     TrainingObserver& observer, const ModelStart& start,
                                     const CheckpointOptions& checkpoints) {
  const absl::StatusOr<TrainingOutput> places = FindTrainingOutput(output);
  if (!places.ok()) return places.status();
  return Train(config, corpus, *places, stop, observer, start, checkpoints);
}

absl::StatusOr<TrainingResult> Train(const TrainConfig& config, const PreparedCorpus& corpus,
                                     const TrainingOutput& output, const std::atomic<bool>& stop,
                                     TrainingObserver& observer, const ModelStart& start,
                                     const CheckpointOptions& checkpoints) {
  return TrainingRun(config, corpus, output, observer, checkpoints).Run(stop, start);
}

}  // namespace windowlm
