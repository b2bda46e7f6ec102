// Training steps of each output layer, and the sparse update alone, on all processors. What
// counts is words a second.

#include <benchmark/benchmark.h>

#include <vector>

#include "absl/types/span.h"
#include "benchmarks/zipf_text.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/base/vector_math.h"
#include "src/corpus/window_sampler.h"
#include "src/model/window_model.h"
#include "src/nn/optimizer.h"
#include "src/nn/sparse_rows.h"

namespace windowlm {
namespace {

// WikiText-2's vocabulary.
constexpr int64_t kWords = 33279;
constexpr int64_t kBatch = 512;
constexpr int64_t kContext = 4;

ModelConfig ConfigOf(Loss loss, int dim, int hidden) {
  ModelConfig config;
  config.set_objective(OBJECTIVE_NEXT);
  config.set_context(kContext);
  config.set_dim(dim);
  if (hidden > 0) config.add_hidden(hidden);
  config.set_activation(ACTIVATION_TANH);
  config.set_combine(hidden > 0 ? COMBINE_CONCAT : COMBINE_MEAN);
  config.set_loss(loss);
  config.add_cutoffs(2000);
  config.add_cutoffs(10000);
  config.set_division(4);
  config.set_frequent_words(2000);
  config.set_negatives(loss == LOSS_SAMPLED_SOFTMAX ? 1000 : loss == LOSS_NCE ? 100 : 5);
  config.set_noise_power(0.75);
  return config;
}

PreparedStep StepOf(const WindowModel<float>& model, uint64_t seed, int64_t rows) {
  PreparedStep step;
  step.batch.contexts = ZipfIds(2 * seed, rows * kContext, kWords - 1);
  step.batch.targets = ZipfIds(2 * seed + 1, rows, kWords - 1);
  step.regularization.step = seed;
  model.Prepare(&step);
  return step;
}

void TrainingStep(benchmark::State& state, Loss loss, Precision precision, OptimizerKind kind,
                  int dim, int hidden, int64_t rows) {
  OptimizerConfig optimizer_config;
  optimizer_config.set_kind(kind);
  optimizer_config.set_adam_beta1(0.9);
  optimizer_config.set_adam_beta2(0.999);
  optimizer_config.set_epsilon(1e-8);
  WindowModel<float> model(ConfigOf(loss, dim, hidden), kWords, precision);
  std::vector<uint64_t> counts;
  for (int64_t rank = 1; rank < kWords; ++rank) counts.push_back(2 * kWords / rank);
  counts.push_back(0);
  model.Initialize(1, counts);
  Optimizer<float> optimizer(optimizer_config, model.parameters());
  std::vector<PreparedStep> steps;
  for (uint64_t seed = 0; seed < 8; ++seed) steps.push_back(StepOf(model, seed, rows));
  size_t next = 0;
  for (auto _ : state) {
    optimizer.BeginStep(0.001);
    benchmark::DoNotOptimize(model.Step(steps[next++ % steps.size()], optimizer));
  }
  state.counters["words/s"] =
      benchmark::Counter(static_cast<double>(rows), benchmark::Counter::kIsIterationInvariantRate);
}

void BM_Step(benchmark::State& state, Loss loss, Precision precision) {
  TrainingStep(state, loss, precision, OPTIMIZER_ADAM, 256, 256, kBatch);
}
BENCHMARK_CAPTURE(BM_Step, softmax_float32, LOSS_SOFTMAX, PRECISION_FLOAT32)->UseRealTime();
BENCHMARK_CAPTURE(BM_Step, softmax_bfloat16, LOSS_SOFTMAX, PRECISION_BFLOAT16)->UseRealTime();
BENCHMARK_CAPTURE(BM_Step, adaptive_float32, LOSS_ADAPTIVE_SOFTMAX, PRECISION_FLOAT32)
    ->UseRealTime();
BENCHMARK_CAPTURE(BM_Step, adaptive_bfloat16, LOSS_ADAPTIVE_SOFTMAX, PRECISION_BFLOAT16)
    ->UseRealTime();
BENCHMARK_CAPTURE(BM_Step, sampled_float32, LOSS_SAMPLED_SOFTMAX, PRECISION_FLOAT32)->UseRealTime();
BENCHMARK_CAPTURE(BM_Step, sampled_bfloat16, LOSS_SAMPLED_SOFTMAX, PRECISION_BFLOAT16)
    ->UseRealTime();

void BM_SmallStep(benchmark::State& state, Loss loss) {
  TrainingStep(state, loss, PRECISION_FLOAT32, OPTIMIZER_ADAM, 100, 100, kBatch);
}
BENCHMARK_CAPTURE(BM_SmallStep, nce, LOSS_NCE)->UseRealTime();

void BM_VectorStep(benchmark::State& state) {
  TrainingStep(state, LOSS_NEGATIVE_SAMPLING, PRECISION_FLOAT32, OPTIMIZER_SGD, 100, 0, 1000);
}
BENCHMARK(BM_VectorStep)->UseRealTime();

// Sorting the uses of rows, and summing their gradients into a table.
void BM_GroupRows(benchmark::State& state) {
  const std::vector<uint32_t> ids = ZipfIds(1, state.range(0), kWords);
  RowGroups groups;
  for (auto _ : state) groups.Assign(ids);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_GroupRows)->Arg(2048)->Arg(16384);

void BM_SparseUpdate(benchmark::State& state) {
  const int64_t uses = state.range(0);
  constexpr int64_t kDim = 100;
  RowGroups groups;
  groups.Assign(ZipfIds(1, uses, kWords));
  const Matrix<float> gradients(uses, kDim);
  Matrix<float> table(kWords, kDim);
  SparseRows<float> rows;
  for (auto _ : state) {
    rows.Reduce(
        groups, kDim,
        [&](uint32_t source, float* sum) { AddScaled(gradients.row(source), kDim, 1.0f, sum); },
        [&](uint32_t id, float* sum) { AddScaled(sum, kDim, -0.01f, table.row(id)); });
  }
  state.SetItemsProcessed(state.iterations() * uses);
}
BENCHMARK(BM_SparseUpdate)->Arg(2048)->Arg(16384)->UseRealTime();

}  // namespace
}  // namespace windowlm
