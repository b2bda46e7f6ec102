#ifndef WINDOWLM_TOOLS_OPTIONS_TRAIN_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_TRAIN_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"
#include "src/train/checkpoint_schedule.h"

namespace windowlm {

// What a training run is asked to do, and how. Only `config` has an influence on the
// model.
struct TrainOptions {
  std::vector<std::string> corpora;
  std::vector<std::string> valid;
  // What training starts from; at most one is not empty.
  std::string init_vectors;
  std::string continued_model;
  std::string output;
  int threads = 0;
  bool quiet = false;
  bool profile = false;
  CheckpointOptions checkpoints{10, 0, false};
  // The folder of the training log; empty for none.
  std::string log;
  // The file that `config` was read from, and how that went; empty for none.
  std::string config_file;
  absl::Status config_status;
  TrainConfig config;
};

// Declares all options of `windowlm train` on its command line, with the values of
// `options` as defaults. `options` must outlive `command`.
void AddTrainOptions(TrainOptions& options, CLI::App& command);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TRAIN_OPTIONS_H_
