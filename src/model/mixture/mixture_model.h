#ifndef WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_MODEL_H_
#define WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_MODEL_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/model/language_model.h"
#include "src/model/mixture/word_cache.h"

namespace windowlm {

// OK if two models may be mixed: they have the same words in the same order, and the same rules of
// what a word is. Otherwise kFailedPrecondition, and the message, which calls the models `name` and
// `other_name`, says how to make one that fits.
absl::Status CheckCanMix(absl::string_view name, const LanguageModel& model,
                         absl::string_view other_name, const LanguageModel& other);

// A mixture of models and, if there is one, a cache of the text's last words:
//   p(word) = sum over components k of weight(k) p_k(word)
// The components are the models, in their order, and then the cache's orders. Each model sees its
// own context of a word; the cache reaches over the ends of lines.
//
// How much a component knows of a word depends on whether the cache has seen the words before it,
// so there are weights for each number of orders that it knows. Components that know nothing, an
// order that is not known and the whole cache at a text's start, are left out, and the weights of
// the others are scaled to sum to one.
class MixtureModel : public LanguageModel {
 public:
  // weights[n - 1][k] are those where the cache knows n orders; where it knows none, the first row
  // is taken. There is one row if there is no cache, else one for each order. All are at least 0;
  // the sum over the models is above 0 in each row.
  using Weights = std::vector<std::vector<double>>;

  // What the components say of some positions.
  struct Table {
    // log p of the position's word: [positions x components]; -inf for 0.
    Matrix<double> log_p;
    // The number of orders that the cache knows there.
    std::vector<int> known;
  };

  // There is at least one model; each of the others has passed CheckCanMix with the first.
  MixtureModel(std::vector<std::unique_ptr<LanguageModel>> models, const CacheOptions& cache,
               Weights weights);
  // The same weight for all components.
  MixtureModel(std::vector<std::unique_ptr<LanguageModel>> models, const CacheOptions& cache);

  const Vocabulary& vocabulary() const override { return models_.front()->vocabulary(); }
  const CorpusConfig& corpus_config() const override { return models_.front()->corpus_config(); }
  int64_t words_before() const override;
  int64_t words_after() const override;

  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override;
  void LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                          absl::Span<double> result) override;

  // What the components say of ids[first] .. ids[first + count - 1].
  void FillTable(absl::Span<const uint32_t> ids, uint64_t first, uint64_t count, Table* table);

  const std::vector<std::unique_ptr<LanguageModel>>& models() const { return models_; }
  // The models, of which another mixture is to be made; this one is of no use after that.
  std::vector<std::unique_ptr<LanguageModel>> TakeModels() { return std::move(models_); }
  const CacheOptions& cache() const { return cache_; }
  // The number of components.
  int64_t components() const {
    return static_cast<int64_t>(models_.size()) + (has_cache() ? WordCache::kOrders : 0);
  }
  const Weights& weights() const { return weights_; }
  void SetWeights(Weights weights) { weights_ = std::move(weights); }

  // log p of a word by `weights`, of which log_p[k] are the components' and of which the cache
  // knows `known` orders.
  double Mix(const double* log_p, int known, const Weights& weights) const;

 private:
  bool has_cache() const { return cache_.words > 0; }

  std::vector<std::unique_ptr<LanguageModel>> models_;
  const CacheOptions cache_;
  Weights weights_;
  Table table_;
  std::vector<double> losses_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_MODEL_H_
