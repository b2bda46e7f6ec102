#include "tools/command.h"

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

}  // namespace windowlm
