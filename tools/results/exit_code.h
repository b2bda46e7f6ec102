#ifndef WINDOWLM_TOOLS_RESULTS_EXIT_CODE_H_
#define WINDOWLM_TOOLS_RESULTS_EXIT_CODE_H_

#include "absl/status/status.h"

namespace windowlm {

// Exit codes of the program.
inline constexpr int kExitDone = 0;
inline constexpr int kExitFailed = 1;
inline constexpr int kExitUsage = 2;
// A program that a signal ended exits with this plus the signal's number: 130 for Ctrl-C, 143 for
// SIGTERM.
inline constexpr int kExitSignal = 128;

// These print "windowlm: MESSAGE" on standard error. Fail returns kExitFailed; FailUsage, for a
// command line that makes no sense, returns kExitUsage.
int Fail(const absl::Status& status);
int FailUsage(const absl::Status& status);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_EXIT_CODE_H_
