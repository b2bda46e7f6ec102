#ifndef WINDOWLM_TESTS_TRAIN_SMALL_CORPUS_H_
#define WINDOWLM_TESTS_TRAIN_SMALL_CORPUS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/sample/sample_corpus.h"
#include "src/train/train_defaults.h"
#include "tests/store/test_files.h"

namespace windowlm {

// The defaults, for a model so small that a step of it takes no time.
inline TrainConfig SmallTrainConfig() {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_context(2);
  config.mutable_model()->set_dim(8);
  config.mutable_model()->clear_hidden();
  config.mutable_model()->add_hidden(12);
  config.set_batch_size(64);
  config.set_epochs(1);
  return config;
}

// A text ready for training, with nothing held out; `valid` is for validation, if not empty.
// Resolves `config`.
inline PreparedCorpus CorpusOf(const std::string& text, const std::string& valid,
                               TrainConfig& config) {
  const std::string folder = testing::TempDir();
  WriteBytes(folder + "/text", text);
  WriteBytes(folder + "/valid", valid);
  std::vector<std::string> valid_paths;
  if (!valid.empty()) valid_paths.push_back(folder + "/valid");
  config.mutable_corpus()->set_valid_fraction(0);
  absl::StatusOr<PreparedCorpus> corpus =
      PrepareCorpus({folder + "/text"}, valid_paths, config.corpus());
  EXPECT_TRUE(corpus.ok()) << corpus.status();
  *config.mutable_corpus() = corpus->config;
  ResolveTrainConfig(corpus->vocabulary.counts(), config);
  return *std::move(corpus);
}

inline std::string SampleText(uint64_t seed, int64_t words) {
  std::string text;
  const absl::Status status = GenerateSampleCorpus(seed, words, [&](absl::string_view line) {
    text.append(line.data(), line.size());
    return true;
  });
  EXPECT_TRUE(status.ok()) << status;
  return text;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_TRAIN_SMALL_CORPUS_H_
