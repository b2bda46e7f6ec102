#include "src/model/mixture/mixture_model.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "proto/run_options.pb.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {
namespace {

// Number of positions at which one task asks the cache.
constexpr int64_t kTile = 64;

bool HaveSameWords(const Vocabulary& a, const Vocabulary& b) {
  if (a.size() != b.size()) return false;
  for (uint32_t id = 0; id < a.size(); ++id) {
    if (a.word(id) != b.word(id)) return false;
  }
  return true;
}

bool HaveSameTokenizer(const CorpusConfig& a, const CorpusConfig& b) {
  const TextConfig text = ResolveTextConfig(a.text());
  const TextConfig other = ResolveTextConfig(b.text());
  return text.tokenizer() == other.tokenizer() && text.lowercase() == other.lowercase();
}

}  // namespace

absl::Status CheckCanMix(absl::string_view name, const LanguageModel& model,
                         absl::string_view other_name, const LanguageModel& other) {
  const char* what = nullptr;
  if (!HaveSameWords(model.vocabulary(), other.vocabulary())) {
    what = "vocabularies";
  } else if (!HaveSameTokenizer(model.corpus_config(), other.corpus_config())) {
    what = "rules of what a word is";
  }
  if (what == nullptr) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "cannot mix ", name, " with ", other_name, ": they have different ", what,
      "; windowlm ngram ", OptionName<NgramOptions>(NgramOptions::kVocabularyOfFieldNumber), "=",
      name, " makes an n-gram model that fits"));
}

MixtureModel::MixtureModel(std::vector<std::unique_ptr<LanguageModel>> models,
                           const CacheOptions& cache, Weights weights)
    : models_(std::move(models)), cache_(cache), weights_(std::move(weights)) {}

MixtureModel::MixtureModel(std::vector<std::unique_ptr<LanguageModel>> models,
                           const CacheOptions& cache)
    : models_(std::move(models)), cache_(cache) {
  weights_.assign(has_cache() ? WordCache::kOrders : 1,
                  std::vector<double>(components(), 1 / static_cast<double>(components())));
}

int64_t MixtureModel::words_before() const {
  int64_t words = cache_.words;
  for (const auto& model : models_) words = std::max(words, model->words_before());
  return words;
}

int64_t MixtureModel::words_after() const {
  int64_t words = 0;
  for (const auto& model : models_) words = std::max(words, model->words_after());
  return words;
}

double MixtureModel::Mix(const double* log_p, int known, const Weights& weights) const {
  const std::vector<double>& row = weights[std::max(0, known - 1)];
  const size_t present = models_.size() + (has_cache() ? known : 0);
  // The greatest probability is factored out, so that the exponentials do not all underflow.
  const double most = *std::max_element(log_p, log_p + present);
  double sum = 0;
  double total = 0;
  for (size_t k = 0; k < present; ++k) {
    sum += row[k] * std::exp(log_p[k] - most);
    total += row[k];
  }
  return most + std::log(sum / total);
}

void MixtureModel::FillTable(absl::Span<const uint32_t> ids, uint64_t first, uint64_t count,
                             Table* table) {
  const auto rows = static_cast<int64_t>(count);
  table->log_p.Resize(rows, components());
  table->known.assign(count, 0);
  losses_.resize(count);
  for (size_t k = 0; k < models_.size(); ++k) {
    models_[k]->NegativeLogLikelihood(ids, first, absl::MakeSpan(losses_));
    for (int64_t i = 0; i < rows; ++i) table->log_p.row(i)[k] = -losses_[i];
  }
  if (!has_cache()) return;
  const uint64_t before = std::min(first, static_cast<uint64_t>(cache_.words));
  const WordCache cache(ids.subspan(first - before, before + count), vocabulary(), cache_);
  ParallelForTiles(rows, kTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const WordCache::Prediction prediction = cache.Predict(before + i);
      double* log_p = table->log_p.row(i) + models_.size();
      for (int n = 0; n < WordCache::kOrders; ++n) log_p[n] = std::log(prediction.p[n]);
      table->known[i] = prediction.known;
    }
  });
}

void MixtureModel::NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                         absl::Span<double> result) {
  FillTable(ids, first, result.size(), &table_);
  for (size_t i = 0; i < result.size(); ++i) {
    result[i] = -Mix(table_.log_p.row(static_cast<int64_t>(i)), table_.known[i], weights_);
  }
}

void MixtureModel::LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                                      absl::Span<double> result) {
  const auto words = static_cast<int64_t>(result.size());
  // By component, as the models give it: [components x words].
  Matrix<double> log_p(components(), words);
  for (size_t k = 0; k < models_.size(); ++k) {
    models_[k]->LogProbabilitiesAt(ids, position,
                                   absl::MakeSpan(log_p.row(static_cast<int64_t>(k)), words));
  }
  int known = 0;
  if (has_cache()) {
    const uint64_t before = std::min(position, static_cast<uint64_t>(cache_.words));
    const WordCache cache(ids.subspan(position - before, before), vocabulary(), cache_);
    double* p = log_p.row(static_cast<int64_t>(models_.size()));
    const auto size = static_cast<size_t>(WordCache::kOrders * words);
    known = cache.PredictAll(before, absl::MakeSpan(p, size));
    for (size_t i = 0; i < size; ++i) p[i] = std::log(p[i]);
  }
  std::vector<double> column(components());
  for (int64_t i = 0; i < words; ++i) {
    for (int64_t k = 0; k < components(); ++k) column[k] = log_p.row(k)[i];
    result[i] = Mix(column.data(), known, weights_);
  }
}

}  // namespace windowlm
