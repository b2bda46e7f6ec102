#include "src/train/batch_filler.h"

#include <algorithm>
#include <cstdint>

#include "src/corpus/fresh_lines.h"
#include "src/corpus/labelled_corpus.h"
#include "src/corpus/singletons.h"
#include "src/corpus/stretch_sampler.h"
#include "src/corpus/window_order.h"
#include "src/corpus/window_sampler.h"
#include "src/model/model_config.h"
#include "src/train/training_plan.h"

namespace windowlm {

StepPreparation::BatchFiller MakeBatchFiller(const TrainConfig& config, const TrainingPlan& plan,
                                             const PreparedCorpus& corpus) {
  if (corpus.labelled != nullptr) {
    return [&config, &plan, &lines = *corpus.labelled](const TrainingPlan::Step& step,
                                                       WindowBatch* batch) {
      const WindowOrder order(plan.windows_per_epoch(), config.seed(), step.epoch);
      lines.train().FillBatch(lines.features(), order, step.first, step.count, batch);
    };
  }
  const Singletons singletons(corpus.vocabulary, config.singletons_as_unknown(), config.seed());
  if (UsesStretches(config)) {
    return [&config, &plan, singletons,
            stretches = StretchSampler(corpus.train_ids(), config, corpus.vocabulary)](
               const TrainingPlan::Step& step, WindowBatch* batch) {
      const uint64_t begin = plan.StretchBegin(step, config.seed());
      stretches.FillBatch(step.epoch, begin, begin + step.count, batch);
      singletons.Replace(step.epoch, batch);
    };
  }
  return [&config, &plan, singletons,
          windows = WindowsOf(corpus.train_ids(), config, corpus.vocabulary)](
             const TrainingPlan::Step& step, WindowBatch* batch) {
    const WindowOrder order(plan.windows_per_epoch(), config.seed(), step.epoch,
                            std::max<uint64_t>(1, config.consecutive()));
    const FreshLines fresh_lines(config.fresh_lines(), config.seed(), step.epoch);
    windows.FillBatch(order, step.first, step.count, batch, fresh_lines);
    singletons.Replace(step.epoch, batch);
  };
}

}  // namespace windowlm
