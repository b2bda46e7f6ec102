#include "src/model/mixture/mixture_header.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

// No cache is as long as this; sums of positions do not overflow.
constexpr uint64_t kMostCacheWords = uint64_t{1} << 32;

absl::Status Wrong(absl::string_view what) { return absl::InvalidArgumentError(what); }

}  // namespace

absl::Status CheckMixtureHeader(const FileHeader& header) {
  const MixtureSummary& mixture = header.mixture();
  if (mixture.models().empty()) return Wrong("a mixture has no models");
  uint64_t tensors = 0;
  for (const FileHeader& model : mixture.models()) {
    if (model.has_mixture() || model.has_vectors() || model.has_checkpoint() ||
        model.config().model().objective() == OBJECTIVE_LABEL) {
      return Wrong("a mixture has a part that is no model of words");
    }
    if (model.vocabulary_size() != header.vocabulary_size()) {
      return Wrong(absl::StrCat("a model of a mixture has ", model.vocabulary_size(),
                                " words, and the mixture ", header.vocabulary_size()));
    }
    if (model.tensor_count() > header.tensor_count()) return Wrong("a mixture lacks tensors");
    tensors += model.tensor_count();
  }
  if (tensors != header.tensor_count()) {
    return Wrong(absl::StrCat("the models of a mixture have ", tensors,
                              " tensors, and the mixture ", header.tensor_count()));
  }
  if (mixture.cache_words() > kMostCacheWords) {
    return Wrong(absl::StrCat("a cache holds ", mixture.cache_words(), " words"));
  }
  const bool has_cache = mixture.cache_words() > 0;
  if (has_cache && !(mixture.cache_decay() > 0 && mixture.cache_decay() <= 1)) {
    return Wrong(absl::StrCat("a cache's decay is ", mixture.cache_decay()));
  }
  if (!(mixture.cache_common_share() >= 0 && mixture.cache_common_share() <= 1)) {
    return Wrong(absl::StrCat("a cache's common share is ", mixture.cache_common_share()));
  }
  const int models = mixture.models_size();
  const int components = models + (has_cache ? WordCache::kOrders : 0);
  if (mixture.weights_size() != (has_cache ? WordCache::kOrders : 1)) {
    return Wrong(absl::StrCat("a mixture has ", mixture.weights_size(), " rows of weights"));
  }
  for (const MixtureWeights& row : mixture.weights()) {
    const auto& weights = row.weights();
    if (weights.size() != components ||
        !std::all_of(weights.begin(), weights.end(),
                     [](double weight) { return weight >= 0 && weight <= 1; }) ||
        !(std::accumulate(weights.begin(), weights.begin() + models, 0.0) > 0)) {
      return Wrong("the weights of a mixture are no shares of its parts");
    }
  }
  return absl::OkStatus();
}

CacheOptions CacheOf(const MixtureSummary& summary) {
  return {static_cast<int64_t>(summary.cache_words()), summary.cache_decay(),
          summary.cache_common_share()};
}

MixtureModel::Weights WeightsOf(const MixtureSummary& summary) {
  MixtureModel::Weights weights;
  for (const MixtureWeights& row : summary.weights()) {
    weights.emplace_back(row.weights().begin(), row.weights().end());
  }
  return weights;
}

}  // namespace windowlm
