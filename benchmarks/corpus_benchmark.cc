// From bytes to windows. What counts is words a second.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "benchmarks/zipf_text.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/stretch_sampler.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/window_order.h"
#include "src/corpus/window_sampler.h"

namespace windowlm {
namespace {

constexpr int64_t kTextWords = 2000000;
constexpr int64_t kWords = 60000;

class CountingSink : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    bytes_ += word.size();
    return true;
  }
  bool AddUnknown(UnknownReason) override { return true; }
  bool EndLine() override { return true; }
  size_t bytes() const { return bytes_; }

 private:
  size_t bytes_ = 0;
};

void BM_Tokenizer(benchmark::State& state, TokenizerKind kind) {
  TextConfig config;
  config.set_tokenizer(kind);
  const std::string text = ZipfText(1, kTextWords, kWords);
  for (auto _ : state) {
    CountingSink sink;
    Tokenizer tokenizer(config, sink);
    tokenizer.Add(text, true);
    benchmark::DoNotOptimize(sink.bytes());
  }
  state.SetItemsProcessed(state.iterations() * kTextWords);
}
BENCHMARK_CAPTURE(BM_Tokenizer, whitespace, TOKENIZER_WHITESPACE)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Tokenizer, words, TOKENIZER_WORDS)->Unit(benchmark::kMillisecond);

// A text in a file of its own, ready for training.
class TextFile {
 public:
  TextFile() : path_(std::filesystem::temp_directory_path() / "windowlm_corpus_benchmark.txt") {
    std::ofstream(path_) << ZipfText(1, kTextWords, kWords);
  }
  ~TextFile() { std::filesystem::remove(path_); }

  PreparedCorpus Prepare() const {
    CorpusConfig config;
    config.set_boundaries(BOUNDARIES_LINE);
    absl::StatusOr<PreparedCorpus> corpus = PrepareCorpus({path_.string()}, {}, config);
    if (!corpus.ok()) std::abort();
    return *std::move(corpus);
  }

 private:
  const std::filesystem::path path_;
};

void BM_PrepareCorpus(benchmark::State& state) {
  const TextFile text;
  for (auto _ : state) benchmark::DoNotOptimize(text.Prepare().train_words);
  state.SetItemsProcessed(state.iterations() * kTextWords);
}
BENCHMARK(BM_PrepareCorpus)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_Windows(benchmark::State& state) {
  const PreparedCorpus corpus = TextFile().Prepare();
  const WindowSampler sampler(corpus.train_ids(), OBJECTIVE_NEXT, 5, BOUNDARIES_LINE,
                              corpus.vocabulary);
  const WindowOrder order(sampler.size(), 1, 0);
  WindowBatch batch;
  uint64_t first = 0;
  for (auto _ : state) {
    sampler.FillBatch(order, first, 512, &batch);
    first = (first + 512) % (sampler.size() - 512);
  }
  state.SetItemsProcessed(state.iterations() * 512);
}
BENCHMARK(BM_Windows);

void BM_Stretches(benchmark::State& state) {
  const PreparedCorpus corpus = TextFile().Prepare();
  TrainConfig config;
  config.mutable_model()->set_objective(OBJECTIVE_MASKED);
  config.mutable_model()->set_context(5);
  config.set_subsample(1e-4);
  config.set_dynamic_window(true);
  const StretchSampler sampler(corpus.train_ids(), config, corpus.vocabulary);
  WindowBatch batch;
  uint64_t first = 0;
  for (auto _ : state) {
    sampler.FillBatch(0, first, first + 2048, &batch);
    first = (first + 2048) % (sampler.size() - 2048);
  }
  state.SetItemsProcessed(state.iterations() * 2048);
}
BENCHMARK(BM_Stretches);

}  // namespace
}  // namespace windowlm
