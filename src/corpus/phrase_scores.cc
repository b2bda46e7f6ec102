#include "src/corpus/phrase_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"
#include "src/config/option_name.h"

namespace windowlm {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

}  // namespace

double PhraseThreshold(const PhraseOptions& options) {
  if (options.has_threshold()) return options.threshold();
  return options.scoring() == PHRASE_SCORING_NPMI ? 0.5 : 10;
}

absl::Status CheckPhraseThreshold(const PhraseOptions& options) {
  const double threshold = PhraseThreshold(options);
  const bool npmi = options.scoring() == PHRASE_SCORING_NPMI;
  if (npmi ? threshold >= -1 && threshold <= 1 : threshold > 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(OptionName<PhraseOptions>(PhraseOptions::kThresholdFieldNumber), " must be ",
                   npmi ? "from -1 to 1" : "above 0", " with ",
                   OptionName<PhraseOptions>(PhraseOptions::kScoringFieldNumber), "=",
                   ChoiceName(*PhraseScoring_descriptor()->FindValueByNumber(options.scoring())),
                   ", and is ", NumberText(threshold)));
}

double PhraseScore(const PairCounts& pair, uint64_t table_entries, uint64_t total_words,
                   const PhraseOptions& options) {
  const auto first = static_cast<double>(pair.first_count);
  const auto second = static_cast<double>(pair.second_count);
  const auto both = static_cast<double>(pair.pair_count);
  const auto least = static_cast<double>(options.min_count());
  if (options.scoring() != PHRASE_SCORING_NPMI) {
    return (both - least) / (first * second) * static_cast<double>(table_entries);
  }
  if (both < least) return kNever;
  const auto total = static_cast<double>(total_words);
  const double chance = both / total;
  return std::log(chance / (first / total * (second / total))) / -std::log(chance);
}

std::vector<Phrase> ChoosePhrases(const PhraseCounts& counts, const PhraseOptions& options) {
  const double threshold = PhraseThreshold(options);
  const uint64_t entries = counts.distinct_words() + counts.distinct_pairs();
  std::vector<Phrase> phrases;
  counts.ForEachPair([&](const PairCounts& pair) {
    const double score = PhraseScore(pair, entries, counts.total_words(), options);
    if (score <= threshold) return;
    phrases.push_back({std::string(pair.first), std::string(pair.between), std::string(pair.second),
                       score, pair.pair_count});
  });
  std::sort(phrases.begin(), phrases.end(), MoreLikelyPhrase);
  return phrases;
}

bool MoreLikelyPhrase(const Phrase& a, const Phrase& b) {
  return std::tie(b.score, b.count, a.first, a.between, a.second) <
         std::tie(a.score, a.count, b.first, b.between, b.second);
}

}  // namespace windowlm
