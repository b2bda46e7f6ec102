#include "tools/results/exit_code.h"

#include <iostream>

namespace windowlm {

int Fail(const absl::Status& status) {
  std::cerr << "windowlm: " << status.message() << std::endl;
  return kExitFailed;
}

int FailUsage(const absl::Status& status) {
  std::cerr << "windowlm: " << status.message() << std::endl;
  return kExitUsage;
}

void Warn(absl::string_view message) { std::cerr << "windowlm: warning: " << message << std::endl; }

}  // namespace windowlm
