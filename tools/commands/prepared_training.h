#ifndef WINDOWLM_TOOLS_COMMANDS_PREPARED_TRAINING_H_
#define WINDOWLM_TOOLS_COMMANDS_PREPARED_TRAINING_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "tools/options/train_options.h"

namespace windowlm {

// Puts the texts in folders in the folders' place, in the corpora and in what to validate with.
// Errors: those of TextsOf.
absl::Status FindTexts(TrainOptions& options);

// A text that is ready to be trained on.
struct PreparedTraining {
  PreparedCorpus corpus;
  // How often the text to train on has each word of the vocabulary, whose own counts may be those
  // of another text.
  std::vector<uint64_t> counts;
  // The preset that the text's size chose, if nobody else did.
  absl::optional<Preset> chosen_preset;
};

// Reads the texts of `options`, which the command line gave, with what is given of the vocabulary,
// and fills in all automatic values of options.config. change(config), if it is there, sets options
// as if they were typed; it is called whenever a preset may have set them otherwise. Errors: those
// of PrepareCorpus and ReadLabels.
absl::StatusOr<PreparedTraining> PrepareTraining(
    const TrainCommandLine& command_line, GivenVocabulary given, TrainOptions& options,
    absl::FunctionRef<void(TrainConfig&)> change = [](TrainConfig&) {});

// The number of n-grams of characters that the vocabulary's words have, if the model of a resolved
// configuration has any.
int64_t SubwordRows(const TrainConfig& config, const PreparedCorpus& corpus);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_PREPARED_TRAINING_H_
