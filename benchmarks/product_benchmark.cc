// Matrix products at the shapes of a training step, on one thread.

#include <benchmark/benchmark.h>

#include "src/base/bfloat16.h"
#include "src/base/matrix.h"
#include "src/base/matrix_product.h"
#include "src/base/small_product.h"

namespace windowlm {
namespace {

void SetRate(benchmark::State& state, double operations) {
  state.counters["operations/s"] =
      benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
}

// A tile of an output layer: 512 rows, 256 words, and so many inputs.
constexpr int64_t kRows = 512;
constexpr int64_t kWords = 256;

template <typename P>
void BM_Logits(benchmark::State& state) {
  const int64_t in = state.range(0);
  const Matrix<P> h(kRows, in);
  const Matrix<P> weight(kWords, in);
  Matrix<float> logits(kRows, kWords);
  for (auto _ : state) {
    MatrixProduct(Plain(h.view()), Transposed(weight.view()), logits.view());
  }
  SetRate(state, 2.0 * kRows * kWords * static_cast<double>(in));
}

template <typename P>
void BM_InputGradient(benchmark::State& state) {
  const int64_t in = state.range(0);
  const Matrix<P> gradient(kRows, kWords);
  const Matrix<P> weight(kWords, in);
  Matrix<float> dh(kRows, in);
  for (auto _ : state) {
    MatrixProduct(Plain(gradient.view()), Plain(weight.view()), dh.view(), Into::kAdd);
  }
  SetRate(state, 2.0 * kRows * kWords * static_cast<double>(in));
}

template <typename P>
void BM_WeightGradient(benchmark::State& state) {
  const int64_t in = state.range(0);
  const Matrix<P> gradient(kRows, kWords);
  const Matrix<P> h(kRows, in);
  Matrix<float> weight_gradient(kWords, in);
  for (auto _ : state) {
    MatrixProduct(Transposed(gradient.view()), Plain(h.view()), weight_gradient.view());
  }
  SetRate(state, 2.0 * kRows * kWords * static_cast<double>(in));
}

BENCHMARK_TEMPLATE(BM_Logits, float)->Arg(128)->Arg(256);
BENCHMARK_TEMPLATE(BM_InputGradient, float)->Arg(128)->Arg(256);
BENCHMARK_TEMPLATE(BM_WeightGradient, float)->Arg(128)->Arg(256);
BENCHMARK_TEMPLATE(BM_Logits, BFloat16)->Arg(128)->Arg(256);
BENCHMARK_TEMPLATE(BM_InputGradient, BFloat16)->Arg(128)->Arg(256);
BENCHMARK_TEMPLATE(BM_WeightGradient, BFloat16)->Arg(128)->Arg(256);

// Eight targets and ten noise words of word vectors.
void BM_SmallRowProducts(benchmark::State& state) {
  const int64_t columns = state.range(0);
  const Matrix<float> h(8, columns);
  const Matrix<float> noise(10, columns);
  Matrix<float> scores(8, 10);
  for (auto _ : state) {
    RowProducts(h.data(), 8, noise.data(), 10, columns, scores.data());
    benchmark::DoNotOptimize(scores.data());
  }
  SetRate(state, 2.0 * 8 * 10 * static_cast<double>(columns));
}

void BM_SmallCombineRows(benchmark::State& state) {
  const int64_t columns = state.range(0);
  const Matrix<float> factors(8, 10);
  const Matrix<float> noise(10, columns);
  Matrix<float> dh(8, columns);
  for (auto _ : state) {
    CombineRows(factors.data(), 10, 1, 8, noise.data(), 10, columns, dh.data());
    benchmark::DoNotOptimize(dh.data());
  }
  SetRate(state, 2.0 * 8 * 10 * static_cast<double>(columns));
}

BENCHMARK(BM_SmallRowProducts)->Arg(104)->Arg(304);
BENCHMARK(BM_SmallCombineRows)->Arg(104)->Arg(304);

}  // namespace
}  // namespace windowlm
