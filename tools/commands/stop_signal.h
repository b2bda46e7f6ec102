#ifndef WINDOWLM_TOOLS_COMMANDS_STOP_SIGNAL_H_
#define WINDOWLM_TOOLS_COMMANDS_STOP_SIGNAL_H_

#include <atomic>

namespace windowlm {

// From now on the first Ctrl-C, SIGTERM or SIGHUP (which comes when the terminal is closed) asks
// the program to stop when it can; a second one ends it at once. A signal that was ignored when the
// program started stays ignored.
void CatchStopSignals();

// Whether the program is asked to stop.
const std::atomic<bool>& StopAsked();

// What a program that stopped for such a signal exits with.
int StoppedExitCode();

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_STOP_SIGNAL_H_
