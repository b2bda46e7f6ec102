#ifndef WINDOWLM_SRC_CONFIG_TRAIN_COMMAND_LINE_H_
#define WINDOWLM_SRC_CONFIG_TRAIN_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "proto/train_config.pb.h"

namespace windowlm {

// The options of `windowlm train` that make `config` again, all of whose automatic values are
// filled in; limits that are off are left out. In groups, each fit for a line of its own.
std::vector<std::vector<std::string>> TrainCommandLine(const TrainConfig& config);

// Likewise of `windowlm ngram`; given_vocabulary: with that of another model, OTHER.
std::vector<std::vector<std::string>> NgramCommandLine(int order, bool given_vocabulary,
                                                       const CorpusConfig& corpus);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_TRAIN_COMMAND_LINE_H_
