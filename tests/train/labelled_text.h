#ifndef WINDOWLM_TESTS_TRAIN_LABELLED_TEXT_H_
#define WINDOWLM_TESTS_TRAIN_LABELLED_TEXT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/train/presets.h"
#include "src/train/read_labels.h"
#include "src/train/train_config_check.h"
#include "src/train/train_defaults.h"
#include "tests/store/test_files.h"
#include "tests/train/small_corpus.h"

namespace windowlm {

// What a user gets who asks for labels and nothing else, but that white space separates words.
inline TrainConfig LabelTrainConfig() {
  TrainConfig config = DefaultTrainConfig();
  ApplyPreset(PRESET_LABELS, &config);
  config.mutable_corpus()->mutable_text()->set_tokenizer(TOKENIZER_WHITESPACE);
  return config;
}

// A text with nothing held out, as it is before its labels are found; `valid` is for validation, if
// not empty. Resolves config.corpus.
inline PreparedCorpus CorpusWithoutLabels(const std::string& text, const std::string& valid,
                                          TrainConfig& config) {
  const std::string folder = testing::TempDir();
  WriteBytes(folder + "/labelled_text", text);
  WriteBytes(folder + "/labelled_valid", valid);
  std::vector<std::string> valid_paths;
  if (!valid.empty()) valid_paths.push_back(folder + "/labelled_valid");
  config.mutable_corpus()->set_valid_fraction(0);
  ResolveCorpusConfig(config);
  absl::StatusOr<PreparedCorpus> corpus =
      PrepareCorpus({folder + "/labelled_text"}, valid_paths, config.corpus());
  EXPECT_TRUE(corpus.ok()) << corpus.status();
  *config.mutable_corpus() = corpus->config;
  return *std::move(corpus);
}

// A text ready for the training of a model of labels. Resolves `config`.
inline PreparedCorpus LabelledCorpusOf(const std::string& text, const std::string& valid,
                                       TrainConfig& config) {
  PreparedCorpus corpus = CorpusWithoutLabels(text, valid, config);
  const absl::Status status = ReadLabels(&corpus, &config);
  EXPECT_TRUE(status.ok()) << status;
  ResolveTrainConfig(corpus.vocabulary.counts(), config, corpus.examples());
  const absl::Status fits =
      CheckResolvedConfig(config, static_cast<int64_t>(corpus.vocabulary.size()));
  EXPECT_TRUE(fits.ok()) << fits;
  return corpus;
}

// Lines of a sample text behind labels that go by their length: one of three, some of them two, and
// some none.
inline std::string LabelledSample(uint64_t seed, int64_t words) {
  const std::string text = SampleText(seed, words);
  std::string labelled;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const char* const labels[] = {"__label__red ", "__label__green ", "__label__blue "};
    if (line.size() % 11 != 0) absl::StrAppend(&labelled, labels[line.size() % 3]);
    if (line.size() % 7 == 0) absl::StrAppend(&labelled, labels[2]);
    absl::StrAppend(&labelled, line, "\n");
  }
  return labelled;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_TRAIN_LABELLED_TEXT_H_
