// The options and the loop of the measures that test a model's word vectors with files of words.

#ifndef WINDOWLM_TOOLS_COMMANDS_WORD_SET_COMMAND_H_
#define WINDOWLM_TOOLS_COMMANDS_WORD_SET_COMMAND_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "proto/train_config.pb.h"
#include "src/evaluate/caseless_words.h"
#include "src/model/vectors_file.h"
#include "tools/results/result_format.h"

namespace windowlm {

struct WordSetOptions {
  std::string model;
  std::vector<std::string> files;
  int64_t restrict_vocabulary = 300000;
  ResultFormat format = ResultFormat::kText;
  absl::optional<Vectors> vectors;
  int threads = 0;
};

// Declares these options; `files_help` tells what the files are. `options` lives as long as
// `command`.
void AddWordSetOptions(const std::string& files_help, WordSetOptions& options, CLI::App& command);

// Loads the model and calls evaluate(file, vectors, words) for each file. What it returns is
// printed at once; an error is printed on standard error, and the next file follows. Returns the
// exit code: that of failure if any file had an error.
int EvaluateWordSets(
    const WordSetOptions& options,
    absl::FunctionRef<absl::StatusOr<std::string>(
        const std::string& file, const ModelVectors& vectors, const CaselessWords& words)>
        evaluate);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_WORD_SET_COMMAND_H_
