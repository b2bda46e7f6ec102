#ifndef WINDOWLM_TOOLS_RESULTS_MIXTURE_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_MIXTURE_TEXT_H_

#include <string>
#include <vector>

namespace windowlm {

// A table of a mixture's shares: a line for each of its models, called `names`, and for each order
// of its cache; a column for each of the rows of `weights` (MixtureModel::Weights).
std::string MixtureSharesText(const std::vector<std::string>& names,
                              const std::vector<std::vector<double>>& weights);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MIXTURE_TEXT_H_
