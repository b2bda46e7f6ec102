// Exact neighbours of a word among many, on all processors, and what reading the vectors once
// takes, which no search can beat.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/corpus/vocabulary.h"
#include "src/query/neighbors.h"

namespace windowlm {
namespace {

constexpr int64_t kWords = 400000;
constexpr int64_t kDim = 300;
constexpr int64_t kTile = 1000;

const Matrix<float>& Vectors() {
  static const Matrix<float>& vectors = *[] {
    auto* matrix = new Matrix<float>(kWords, kDim);
    const CounterRandom random(1, RandomPurpose::kInitialization, 0);
    ParallelForTiles(kWords, kTile, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin * kDim; i < end * kDim; ++i) {
        matrix->data()[i] = static_cast<float>(random.Uniform(i) - 0.5);
      }
    });
    return matrix;
  }();
  return vectors;
}

const Vocabulary& Words() {
  static const Vocabulary& words = *[] {
    std::vector<WordCount> counts;
    std::vector<std::string> names;
    for (int64_t i = 0; i + 3 < kWords; ++i) names.push_back(absl::StrCat("w", i));
    for (const std::string& name : names) counts.push_back({name, 5});
    absl::StatusOr<Vocabulary> vocabulary = Vocabulary::FromCounts(std::move(counts), 1, 0);
    if (!vocabulary.ok()) std::abort();
    return new Vocabulary(*std::move(vocabulary));
  }();
  return words;
}

void BM_ReadVectorsOnce(benchmark::State& state) {
  const Matrix<float>& vectors = Vectors();
  std::vector<float> sums(kWords / kTile);
  for (auto _ : state) {
    ParallelFor(kWords / kTile, [&](int64_t tile) {
      const float* x = vectors.row(tile * kTile);
      float lanes[64] = {};
      for (int64_t i = 0; i + 64 <= kTile * kDim; i += 64) {
        for (int64_t j = 0; j < 64; ++j) lanes[j] += x[i + j];
      }
      for (const float lane : lanes) sums[tile] += lane;
    });
    benchmark::DoNotOptimize(sums.data());
  }
  state.SetBytesProcessed(state.iterations() * kWords * kDim * int64_t{sizeof(float)});
}
BENCHMARK(BM_ReadVectorsOnce)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_NearestToWord(benchmark::State& state) {
  const NeighborFinder finder(Vectors(), Words());
  uint32_t word = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(finder.NearestToWord(word, 10, false));
    word = (word + 7919) % (kWords - 3);
  }
  state.SetBytesProcessed(state.iterations() * kWords * kDim * int64_t{sizeof(float)});
}
BENCHMARK(BM_NearestToWord)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace windowlm
