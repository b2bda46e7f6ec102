#ifndef WINDOWLM_TOOLS_COMMANDS_TUNE_REPORT_H_
#define WINDOWLM_TOOLS_COMMANDS_TUNE_REPORT_H_

#include <string>

#include "src/tune/trial_table.h"
#include "tools/commands/tune_measure.h"

namespace windowlm {

// What the command `tune` says of a search's trials.

// How good a trial is: more is better, and one that failed is worse than all others.
double ScoreOf(const TrialResult& result, const TuneMeasure& measure);

// The trials with the best figures in lines, with a heading; an asterisk marks the one whose model
// was kept.
std::string BestTrialsText(const TrialTable& table, const TuneMeasure& measure);

// Whether more time would help, and how much: a sentence without a full stop. `full` is the rung of
// the first trial.
std::string AdviceText(const TrialTable& table, int full);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_TUNE_REPORT_H_
