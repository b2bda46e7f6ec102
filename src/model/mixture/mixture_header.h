#ifndef WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_HEADER_H_
#define WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_HEADER_H_

#include "absl/status/status.h"
#include "proto/model_file.pb.h"
#include "src/model/mixture/mixture_model.h"

namespace windowlm {

// Checks the header of a mixture of models, but not the headers of the models in it;
// kInvalidArgument says what is wrong.
absl::Status CheckMixtureHeader(const FileHeader& header);

// The cache and the weights of a header that has passed CheckMixtureHeader.
CacheOptions CacheOf(const MixtureSummary& summary);
MixtureModel::Weights WeightsOf(const MixtureSummary& summary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_HEADER_H_
