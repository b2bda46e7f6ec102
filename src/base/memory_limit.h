#ifndef WINDOWLM_SRC_BASE_MEMORY_LIMIT_H_
#define WINDOWLM_SRC_BASE_MEMORY_LIMIT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// How many bytes of memory a process may take, and who says so.
struct MemoryLimit {
  int64_t bytes = 0;
  bool is_machines = true;
};

// The least of the machine's memory, the limits that `ulimit` sets, and those of the process's
// control groups, by which containers and job schedulers limit it.
MemoryLimit LeastMemoryLimit();

// The least limit of the control groups that `membership` names, which is the text of
// /proc/self/cgroup, and of those around them; INT64_MAX if there is none. `root` is where the
// control groups are, "/sys/fs/cgroup" as a rule.
int64_t ControlGroupLimit(absl::string_view membership, const std::string& root);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_MEMORY_LIMIT_H_
