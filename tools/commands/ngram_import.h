#ifndef WINDOWLM_TOOLS_COMMANDS_NGRAM_IMPORT_H_
#define WINDOWLM_TOOLS_COMMANDS_NGRAM_IMPORT_H_

#include "absl/status/status.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Makes the model file run.output() of the ARPA file run.import(), and tells on standard error what
// is in it. Texts are to be read by the rules and boundaries of `config`, or by the rules of the
// model run.vocabulary_of(), whose words then have the ids that they have there.
absl::Status ImportNgrams(const NgramOptions& run, const CorpusConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_NGRAM_IMPORT_H_
