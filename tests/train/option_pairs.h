#ifndef WINDOWLM_TESTS_TRAIN_OPTION_PAIRS_H_
#define WINDOWLM_TESTS_TRAIN_OPTION_PAIRS_H_

#include <cstddef>
#include <vector>

#include "absl/functional/function_ref.h"

namespace windowlm {

// A choice of each option, by their numbers.
using OptionRow = std::vector<size_t>;

// That option `first` takes its choice `first_choice`, and `second` its own. first < second.
struct OptionPair {
  size_t first;
  size_t first_choice;
  size_t second;
  size_t second_choice;
};

struct OptionPairs {
  // Allowed rows that have every pair of choices in one of them at least, but for `refused`.
  std::vector<OptionRow> rows;
  // Pairs for which no allowed row was found among thousands of random ones.
  std::vector<OptionPair> refused;
};

// Few rows, the same ones each time, for options of which number i has choices[i] choices.
OptionPairs CoverOptionPairs(const std::vector<size_t>& choices,
                             absl::FunctionRef<bool(const OptionRow& row)> is_allowed);

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_TRAIN_OPTION_PAIRS_H_
