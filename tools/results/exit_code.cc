#include "tools/results/exit_code.h"

#include "tools/results/messages.h"

namespace windowlm {

int Fail(const absl::Status& status) {
  PrintError(status.message());
  return kExitFailed;
}

int FailUsage(const absl::Status& status) {
  PrintError(status.message());
  return kExitUsage;
}

}  // namespace windowlm
