#include "src/train/trainer.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/corpus/stretch_sampler.h"
#include "src/corpus/window_order.h"
#include "src/corpus/window_sampler.h"
#include "src/evaluate/perplexity.h"
#include "src/model/make_output_layer.h"
#include "src/model/model_config.h"
#include "src/model/model_file.h"
#include "src/model/window_language_model.h"
#include "src/nn/optimizer.h"
#include "src/train/learning_rate.h"
#include "src/train/train_defaults.h"

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

class Trainer {
 public:
  Trainer(const TrainConfig& config, const PreparedCorpus& corpus, const std::string& output,
          TrainingObserver& observer)
      : config_(config),
        corpus_(corpus),
        output_(output),
        observer_(observer),
        plan_(config, corpus.train_words),
        rate_(config, plan_.planned_steps()),
        train_windows_(corpus.train_ids(), config.model().objective(), config.model().context(),
                       config.corpus().boundaries(), corpus.vocabulary,
                       MissingWords(config.model()), config.model().distant()),
        train_stretches_(corpus.train_ids(), config, corpus.vocabulary),
        model_(config.model(), static_cast<int64_t>(corpus.vocabulary.size()), config.precision()),
        optimizer_(config.optimizer(), model_.parameters()) {}

  absl::StatusOr<TrainingResult> Run(const std::atomic<bool>& stop) {
    model_.Initialize(config_.seed(), corpus_.vocabulary.counts());
    observer_.OnBegin(plan_);
    for (uint64_t step = 0; step < plan_.steps(); ++step) {
      if (stop.load(std::memory_order_relaxed)) return Interrupted();
      const TrainingPlan::Step windows = plan_.At(step);
      if (absl::Status status = TakeStep(step, windows); !status.ok()) return status;
      if (!windows.ends_epoch && !windows.ends_run) continue;
      if (absl::Status status = EndEpoch(windows, rate_.At(step)); !status.ok()) return status;
      if (config_.patience() > 0 && stalls_ >= config_.patience()) {
        result_.end = TrainingEnd::kNoImprovement;
        return result_;
      }
    }
    if (!corpus_.valid_ids().empty()) return result_;
    return Save(0);
  }

 private:
  absl::Status TakeStep(uint64_t step, const TrainingPlan::Step& windows) {
    const Stopwatch watch;
    if (step % kAhead == 0) PrepareSteps(step);
    const PreparedStep& prepared = prepared_[step % kAhead];
    const double rate = rate_.At(step);
    optimizer_.BeginStep(rate);
    const uint64_t rows = prepared.batch.targets.size();
    const double loss = rows == 0 ? 0 : model_.Step(prepared, optimizer_);
    if (!std::isfinite(loss)) return Diverged(step + 1, absl::StrCat("the loss is ", loss));
    const double seconds = watch.Seconds();
    result_.steps = step + 1;
    result_.words += windows.count;
    result_.training_seconds += seconds;
    loss_sum_ += loss * static_cast<double>(rows);
    loss_words_ += rows;
    observer_.OnStep({step, windows, loss, rate, seconds});
    return absl::OkStatus();
  }

  // Makes the batches of this step and those that follow it, in parallel.
  void PrepareSteps(uint64_t first) {
    const PhaseTimer timer(Phase::kPreparation);
    const uint64_t count = std::min(kAhead, plan_.steps() - first);
    ParallelFor(static_cast<int64_t>(count), [&](int64_t i) {
      const uint64_t step = first + static_cast<uint64_t>(i);
      PreparedStep& prepared = prepared_[i];
      FillBatch(plan_.At(step), &prepared.batch);
      prepared.regularization = {config_.input_dropout(), config_.hidden_dropout(), config_.seed(),
                                 step};
      model_.Prepare(&prepared);
    });
  }

  void FillBatch(const TrainingPlan::Step& windows, WindowBatch* batch) const {
    const uint64_t size = plan_.windows_per_epoch();
    if (!UsesStretches(config_)) {
      const WindowOrder order(size, config_.seed(), windows.epoch);
      return train_windows_.FillBatch(order, windows.first, windows.count, batch);
    }
    // Whole stretches in a random order; what is left over at the end comes last.
    const auto length = static_cast<uint64_t>(config_.batch_size());
    uint64_t begin = windows.first;
    if (begin + length <= size) {
      const WindowOrder order(size / length, config_.seed(), windows.epoch);
      begin = order(windows.first / length) * length;
    }
    train_stretches_.FillBatch(windows.epoch, begin, begin + windows.count, batch);
  }

  // Validates, and saves the best model so far.
  absl::Status EndEpoch(const TrainingPlan::Step& windows, double rate) {
    if (loss_words_ == 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("there is nothing to train on: of ", corpus_.train_words,
                       " words none is left with a context by --subsample=", config_.subsample(),
                       "; a larger text or a higher number, or 0, leaves more"));
    }
    const double train_loss = loss_sum_ / static_cast<double>(loss_words_);
    loss_sum_ = 0;
    loss_words_ = 0;
    if (corpus_.valid_ids().empty()) {
      observer_.OnEpochEnd(windows.epoch, train_loss);
      return absl::OkStatus();
    }
    const Stopwatch watch;
    const LikelihoodSummary summary = Validate();
    const double perplexity = summary.perplexity();
    if (!std::isfinite(perplexity)) {
      return Diverged(result_.steps, absl::StrCat("the validation perplexity is ", perplexity));
    }
    const bool best = !result_.saved || perplexity < result_.valid_perplexity;
    if (best) {
      stalls_ = 0;
      if (const auto saved = Save(perplexity); !saved.ok()) return saved.status();
    } else {
      ++stalls_;
      rate_.OnStall();
    }
    observer_.OnValidation(
        {windows.epoch, train_loss, perplexity, summary.words, rate, best, watch.Seconds()});
    return absl::OkStatus();
  }

  LikelihoodSummary Validate() {
    const PhaseTimer timer(Phase::kValidation);
    WindowLanguageModel model(config_, corpus_.vocabulary, model_);
    return EvaluateLikelihood(corpus_.valid_ids(), model);
  }

  // Numbers have grown beyond all bounds.
  absl::Status Diverged(uint64_t step, absl::string_view what) const {
    return absl::OutOfRangeError(absl::StrCat(
        "training stopped at step ", step, ": ", what, ", not a finite number; ",
        result_.saved ? absl::StrCat(output_, " keeps the best model before it; ") : "",
        "try a --learning-rate below ", config_.optimizer().learning_rate()));
  }

  absl::StatusOr<TrainingResult> Interrupted() {
    result_.end = TrainingEnd::kInterrupted;
    if (result_.steps == 0 || stalls_ > 0) return result_;
    return Save(loss_words_ == 0 ? result_.valid_perplexity : 0);
  }

  absl::StatusOr<TrainingResult> Save(double valid_perplexity) {
    const PhaseTimer timer(Phase::kSaving);
    if (const Parameter<float>* parameter = model_.FindNotFinite(); parameter != nullptr) {
      return Diverged(result_.steps,
                      absl::StrCat("a value of the model's ", parameter->name, " is inf or nan"));
    }
    Provenance provenance;
    provenance.config = config_;
    provenance.corpus.set_bytes(corpus_.corpus_report.bytes);
    provenance.corpus.set_crc32c(corpus_.corpus_report.crc32c);
    provenance.corpus.set_train_words(corpus_.train_words);
    provenance.corpus.set_train_lines(corpus_.train_lines);
    provenance.corpus.set_valid_words(corpus_.valid_ids().size());
    provenance.training.set_steps(result_.steps);
    provenance.training.set_words(result_.words);
    provenance.training.set_valid_perplexity(valid_perplexity);
    const absl::Status status = SaveModel(output_, provenance, corpus_.vocabulary, model_);
    if (!status.ok()) return status;
    result_.valid_perplexity = valid_perplexity;
    result_.saved = true;
    return result_;
  }

  const TrainConfig& config_;
  const PreparedCorpus& corpus_;
  const std::string& output_;
  TrainingObserver& observer_;
  const TrainingPlan plan_;
  LearningRate rate_;
  // Steps whose batches are made at once: enough for many threads to share the work.
  static constexpr uint64_t kAhead = 32;

  const WindowSampler train_windows_;
  const StretchSampler train_stretches_;
  WindowModel<float> model_;
  Optimizer<float> optimizer_;

  std::array<PreparedStep, kAhead> prepared_;
  // Since the last validation.
  double loss_sum_ = 0;
  uint64_t loss_words_ = 0;
  // Validations in a row that were no better than the best.
  int stalls_ = 0;
  TrainingResult result_;
};

}  // namespace

absl::StatusOr<TrainingResult> Train(const TrainConfig& config, const PreparedCorpus& corpus,
                                     const std::string& output, const std::atomic<bool>& stop,
                                     TrainingObserver& observer) {
  return Trainer(config, corpus, output, observer).Run(stop);
}

int64_t EstimateMemory(const TrainConfig& config, int64_t vocabulary_size) {
  const ModelConfig& model = config.model();
  const int64_t parameters = CountParameters(model, vocabulary_size);
  const int64_t state = Optimizer<float>::StateTensors(config.optimizer());
  int64_t width = InputWidth(model);
  // Input, its gradient, and the sums of the latter by word; outputs, dropped outputs and gradients
  // of the hidden layers.
  int64_t numbers_per_row = 3 * width;
  int64_t layer_gradients = 0;
  for (const int32_t size : model.hidden()) {
    numbers_per_row += 3 * int64_t{size};
    layer_gradients += (width + 1) * size;
    width = size;
  }
  return (parameters * (1 + state) + layer_gradients + config.batch_size() * numbers_per_row) *
             static_cast<int64_t>(sizeof(float)) +
         OutputWorkspaceBytes(model, config.precision(), config.batch_size(), width,
                              vocabulary_size - 1);
}

}  // namespace windowlm
