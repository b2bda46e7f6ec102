#include "src/model/mixture/mixed_model.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {
namespace {

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

double MixedModel::Mix(double log_p, double other_log_p) const {
  // The greater probability is factored out, so that the exponentials do not both underflow.
  const double most = std::max(log_p, other_log_p);
  return most +
         std::log((1 - weight_) * std::exp(log_p - most) + weight_ * std::exp(other_log_p - most));
}

void MixedModel::NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                       absl::Span<double> result) {
  model_.NegativeLogLikelihood(ids, first, result);
  others_.resize(result.size());
  other_.NegativeLogLikelihood(ids, first, absl::MakeSpan(others_));
  for (size_t i = 0; i < result.size(); ++i) result[i] = -Mix(-result[i], -others_[i]);
}

void MixedModel::LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) {
  model_.LogProbabilities(line, result);
  others_.resize(result.size());
  other_.LogProbabilities(line, absl::MakeSpan(others_));
  for (size_t i = 0; i < result.size(); ++i) result[i] = Mix(result[i], others_[i]);
}

}  // namespace windowlm
