#include "src/tune/halving_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "src/base/random.h"

namespace windowlm {
namespace {

// How many options a new configuration changes, on average, of configuration 0 or of the best one
// so far. Most changes of good options make them worse, so that many at once hide the good ones.
constexpr double kChanges = 1.5;
// By fewer configurations of a rung nobody can tell which is good.
constexpr size_t kTellingCount = 3;
// After so many draws of what was drawn before, nothing new is left.
constexpr uint64_t kMostDraws = 1000;
constexpr double kFailed = -std::numeric_limits<double>::infinity();

}  // namespace

absl::optional<Trial> HalvingSearch::Next() {
  const Trial first = {0, shape_.full};
  if (scores_.count(first) == 0) return first;
  for (int rung = shape_.rungs - 2; rung >= 0; --rung) {
    const std::vector<uint32_t> ranked = Ranked(rung);
    for (size_t place = 0; place < ranked.size() / kRungRatio; ++place) {
      const uint32_t configuration = ranked[place];
      if (scores_.at({configuration, rung}) == kFailed) break;
      if (!Has(configuration, rung + 1)) return Trial{configuration, rung + 1};
    }
  }
  if (!Has(0, 0)) return Trial{0, 0};
  const auto next = static_cast<uint32_t>(choices_.size());
  // A configuration that was drawn already waits for its score.
  if (next > 1 && !Has(next - 1, 0)) return Trial{next - 1, 0};
  absl::optional<Choice> choice = Draw(next);
  if (!choice.has_value()) return absl::nullopt;
  choices_.push_back(*std::move(choice));
  return Trial{next, 0};
}

void HalvingSearch::Record(const Trial& trial, double score) {
  scores_[trial] = std::isnan(score) ? kFailed : score;
}

absl::optional<Trial> HalvingSearch::Finisher() const {
  for (int rung = shape_.full - 1; rung >= 0; --rung) {
    for (const uint32_t configuration : Ranked(rung)) {
      if (configuration == 0 || scores_.at({configuration, rung}) == kFailed) break;
      if (Has(configuration, rung + 1) || HasReachedFull(configuration)) continue;
      return Trial{configuration, shape_.full};
    }
  }
  return absl::nullopt;
}

std::vector<uint32_t> HalvingSearch::Ranked(int rung) const {
  std::vector<std::pair<double, uint32_t>> scored;
  for (const auto& [trial, score] : scores_) {
    if (trial.rung == rung) scored.push_back({-score, trial.configuration});
  }
  // Of equal ones the earlier one comes first.
  std::sort(scored.begin(), scored.end());
  std::vector<uint32_t> ranked;
  for (const auto& [negative_score, configuration] : scored) ranked.push_back(configuration);
  return ranked;
}

bool HalvingSearch::HasReachedFull(uint32_t configuration) const {
  for (int rung = shape_.full; rung < shape_.rungs; ++rung) {
    if (Has(configuration, rung)) return true;
  }
  return false;
}

uint32_t HalvingSearch::Leader() const {
  for (int rung = shape_.rungs - 1; rung > 0; --rung) {
    const std::vector<uint32_t> ranked = Ranked(rung);
    if (ranked.size() >= kTellingCount) return ranked.front();
  }
  const std::vector<uint32_t> ranked = Ranked(0);
  return ranked.empty() ? 0 : ranked.front();
}

absl::optional<HalvingSearch::Choice> HalvingSearch::Draw(uint32_t configuration) const {
  const size_t options = shape_.values.size();
  const bool nearby = configuration % 2 == 0;
  const Choice start = nearby ? choices_[Leader()] : choices_.front();
  const double share = std::min(0.5, kChanges / static_cast<double>(options));
  const CounterRandom random(shape_.seed, RandomPurpose::kTuning, configuration);
  for (uint64_t draw = 0; draw < kMostDraws; ++draw) {
    Choice choice = start;
    for (size_t i = 0; i < options; ++i) {
      const uint64_t index = 2 * (draw * options + i);
      if (random.Uniform(index) < share) {
        choice[i] = random.Below(index + 1, shape_.values[i] + 1);
      }
    }
    const bool is_new = std::find(choices_.begin(), choices_.end(), choice) == choices_.end();
    if (is_new && is_possible_(choice)) return choice;
  }
  return absl::nullopt;
}

}  // namespace windowlm
