#ifndef WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_JSON_H_
#define WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_JSON_H_

#include <string>

#include "tools/results/model_summary.h"

namespace windowlm {

// A summary of the model file `path` for programs: one JSON object, on one line.
std::string ModelSummaryJson(const std::string& path, const ModelSummary& summary);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MODEL_SUMMARY_JSON_H_
