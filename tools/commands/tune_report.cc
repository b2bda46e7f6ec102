#include "tools/commands/tune_report.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/tune_options.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/train/progress.h"

namespace windowlm {
namespace {

constexpr size_t kShownTrials = 10;
// If the best was found in this last share of the time, more time is likely to help.
constexpr double kLateShare = 1.0 / 3;
// What a search takes, in trainings like the first, until other options have been on all words.
constexpr double kTrainingsToFull = 3;

}  // namespace

double ScoreOf(const TrialResult& result, const TuneMeasure& measure) {
  return result.figure.has_value() ? measure.ScoreOf(*result.figure)
                                   : -std::numeric_limits<double>::infinity();
}

std::string BestTrialsText(const TrialTable& table, const TuneMeasure& measure) {
  const std::vector<TrialResult>& results = table.results();
  std::vector<size_t> order(results.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return ScoreOf(results[a], measure) > ScoreOf(results[b], measure);
  });
  if (order.size() > kShownTrials) order.resize(kShownTrials);
  // The trial whose model was kept is shown, whatever its rank.
  if (std::count(order.begin(), order.end(), table.best()) == 0) order.back() = table.best();
  std::string text = absl::StrFormat("  %10s  %13s  %7s  %5s  options\n", measure.name(),
                                     measure.example() + "s", "time", "trial");
  for (const size_t i : order) {
    const TrialResult& result = results[i];
    absl::StrAppendFormat(&text, "%s %10s  %13s  %7s  %5d  %s\n", i == table.best() ? "*" : " ",
                          result.figure.has_value() ? measure.Text(*result.figure) : "failed",
                          FormatCount(result.words), FormatDuration(result.seconds), i + 1,
                          result.options.empty() ? "(as windowlm train chooses)" : result.options);
  }
  return text;
}

std::string AdviceText(const TrialTable& table, int full) {
  const std::vector<TrialResult>& results = table.results();
  double seconds = 0;
  double until_best = 0;
  bool other_in_full = false;
  for (size_t i = 0; i < results.size(); ++i) {
    seconds += results[i].seconds;
    if (i == table.best()) until_best = seconds;
    other_in_full |= results[i].trial.configuration != 0 && results[i].trial.rung >= full;
  }
  const std::string resume = OptionName<TuneOptions>(TuneOptions::kResumeFieldNumber);
  if (!other_in_full) {
    return absl::StrCat("no other options were tried on as many words: more time, about ",
                        FormatDuration(kTrainingsToFull * results.front().seconds), " with ",
                        resume, ", gives the search a chance");
  }
  if (until_best > (1 - kLateShare) * seconds) {
    return absl::StrCat("the best was found late: more time, with ", resume,
                        ", is likely to find better ones");
  }
  return absl::StrCat("nothing better was found in the last ", FormatDuration(seconds - until_best),
                      " of ", FormatDuration(seconds), ": more time will hardly help");
}

}  // namespace windowlm
