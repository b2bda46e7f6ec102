#ifndef WINDOWLM_SRC_TRAIN_STEP_TRACE_H_
#define WINDOWLM_SRC_TRAIN_STEP_TRACE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/corpus/vocabulary.h"
#include "src/model/window_model.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Tells in numbers what a training step does, for whoever wants to follow it by hand: the windows,
// their embeddings, the hidden layers' results, the probabilities, the loss, the gradients and the
// weights before and after. Of what has many parts the first are told, and how many more there are.
// The step computes what it would without.
//
// Begin, a step of the model that gives its gradients to this, and End follow each other on one
// thread; Rows is called as GradientSink says.
class StepTrace : public GradientSink<float> {
 public:
  // Tells the first `steps` steps. The vocabulary outlives this.
  StepTrace(uint64_t steps, const Vocabulary& vocabulary,
            std::function<void(absl::string_view text)> tell)
      : steps_(steps), vocabulary_(vocabulary), tell_(std::move(tell)) {}

  // Whether the step of this number, counted from 0, is told.
  bool Tells(uint64_t step) const { return step < steps_; }

  // Tells what the model makes of the step's windows before it, without dropout and noise. The
  // gradients go on to `next`.
  void Begin(uint64_t step, double learning_rate, const PreparedStep& prepared,
             WindowModel<float>& model, GradientSink<float>& next);

  void Rows(Parameter<float>& parameter, int64_t first_row, int64_t count,
            const float* gradient) override;

  // Tells the step's loss, and how it changed the weights.
  void End(double loss);

 private:
  // A row of a parameter that has a gradient.
  struct Row {
    std::vector<float> before;
    std::vector<float> gradient;
  };

  std::string WindowText(const WindowBatch& batch, WindowModel<float>& model) const;
  void AddRow(absl::string_view head, const float* numbers, int64_t count, std::string* text) const;

  const uint64_t steps_;
  const Vocabulary& vocabulary_;
  const std::function<void(absl::string_view text)> tell_;
  WindowModel<float>* model_ = nullptr;
  GradientSink<float>* next_ = nullptr;
  std::mutex mutex_;
  // By the parameter's slot and the row.
  std::map<std::pair<int, int64_t>, Row> rows_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_STEP_TRACE_H_
