// What the commands share that make a model of a corpus.

#ifndef WINDOWLM_TOOLS_OPTIONS_CORPUS_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_CORPUS_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Declares the texts to read and the model file to write, which must be given. Both live as long as
// `command`.
void AddCorpusArguments(std::vector<std::string>& corpora, std::string& output, CLI::App& command);

// Declares the options for the fields of `corpus`, whose values now are the defaults, but for that
// of --valid-fraction, which is shown as given. `corpus` lives as long as `command`.
void AddCorpusOptions(const std::string& valid_fraction, CorpusConfig& corpus, CLI::App& command);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_CORPUS_OPTIONS_H_
