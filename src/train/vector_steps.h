#ifndef WINDOWLM_SRC_TRAIN_VECTOR_STEPS_H_
#define WINDOWLM_SRC_TRAIN_VECTOR_STEPS_H_

#include <cstdint>

#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/stretch_sampler.h"
#include "src/model/columns/column_steps.h"
#include "src/model/columns/prepared_stretch.h"
#include "src/model/output/noise_words.h"
#include "src/model/window_model.h"
#include "src/train/prepared_ahead.h"
#include "src/train/training_plan.h"
#include "src/train/training_steps.h"

namespace windowlm {

// The steps of a training of word vectors: each is a stretch of text, which ColumnSteps takes in
// small steps of its own. Stretches are visited in a random order, and many are prepared at once,
// on the program's threads.
class VectorSteps : public TrainingSteps {
 public:
  // The number of stretches that are prepared at once.
  static constexpr uint64_t kAhead = 64;

  // All arguments outlive this.
  VectorSteps(const TrainConfig& config, const TrainingPlan& plan, const PreparedCorpus& corpus,
              WindowModel<float>& model);

  Outcome Take(uint64_t step, double rate, GradientNorms* norms, StepTrace* trace) override;
  void Load() override { steps_.Load(); }
  void Store() override;

 private:
  const PreparedStretch& Prepared(uint64_t step);
  // Takes a stretch on all threads or on one, whichever was faster on the first two of those that
  // were prepared at once. The model is the same.
  double TakeFaster(const PreparedStretch& stretch, uint64_t index, double rate);

  const TrainConfig& config_;
  const TrainingPlan& plan_;
  WindowModel<float>& model_;
  const StretchSampler stretches_;
  const NoiseWords noise_;
  ColumnSteps steps_;
  PreparedAhead<PreparedStretch, kAhead> prepared_;
  // The seconds that a window took on all threads and on one.
  double together_ = 0;
  double alone_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_VECTOR_STEPS_H_
