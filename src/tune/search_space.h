#ifndef WINDOWLM_SRC_TUNE_SEARCH_SPACE_H_
#define WINDOWLM_SRC_TUNE_SEARCH_SPACE_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "proto/train_config.pb.h"
#include "src/config/option_table.h"

namespace windowlm {

// An option of TrainConfig that a search varies, and the values, as they are typed, that it tries
// beside the one that the option has.
struct SearchedOption {
  const Option* option;
  std::vector<std::string> values;
};

// The options that are worth varying for a model like that of `config`, which is resolved: word
// vectors, a model of labels or a language model. Left out are those that is_given, and all that
// would change what is measured, as another vocabulary changes a perplexity.
std::vector<SearchedOption> SearchSpaceFor(const TrainConfig& config,
                                           absl::FunctionRef<bool(const Option&)> is_given);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TUNE_SEARCH_SPACE_H_
