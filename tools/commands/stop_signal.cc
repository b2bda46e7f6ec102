#include "tools/commands/stop_signal.h"

#include <signal.h>

#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

std::atomic<bool> stop_asked{false};
std::atomic<int> stop_signal{0};

void AskToStop(int signal_number) {
  stop_signal.store(signal_number);
  stop_asked.store(true);
  signal(signal_number, SIG_DFL);
}

}  // namespace

void CatchStopSignals() {
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    if (signal(signal_number, AskToStop) == SIG_IGN) signal(signal_number, SIG_IGN);
  }
}

const std::atomic<bool>& StopAsked() { return stop_asked; }

int StoppedExitCode() { return kExitSignal + stop_signal; }

}  // namespace windowlm
