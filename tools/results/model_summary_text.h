#ifndef WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_TEXT_H_

#include <string>

#include "tools/results/model_summary.h"

namespace windowlm {

// A summary of the model file `path`, for people.
std::string ModelSummaryText(const std::string& path, const ModelSummary& summary);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_TEXT_H_
