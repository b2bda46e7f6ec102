#include "src/base/memory_limit.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace windowlm {
namespace {

constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max();

// The number that the file at `path` holds; kNoLimit if it holds another word, as "max", or cannot
// be read.
int64_t LimitIn(const std::string& path) {
  std::ifstream file(path);
  std::string text;
  int64_t limit = 0;
  return file >> text && absl::SimpleAtoi(text, &limit) ? limit : kNoLimit;
}

int64_t ResourceLimit(decltype(RLIMIT_AS) resource) {
  rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur > static_cast<rlim_t>(kNoLimit)) {
    return kNoLimit;
  }
  return static_cast<int64_t>(limit.rlim_cur);
}

}  // namespace

int64_t ControlGroupLimit(absl::string_view membership, const std::string& root) {
  int64_t least = kNoLimit;
  for (const absl::string_view line : absl::StrSplit(membership, '\n')) {
    // "HIERARCHY:CONTROLLERS:PATH"; version 2 has the hierarchy 0 and names no controllers.
    const std::vector<absl::string_view> parts = absl::StrSplit(line, absl::MaxSplits(':', 2));
    if (parts.size() != 3) continue;
    const std::vector<absl::string_view> controllers = absl::StrSplit(parts[1], ',');
    const bool is_second = parts[0] == "0" && parts[1].empty();
    const bool is_first =
        std::find(controllers.begin(), controllers.end(), "memory") != controllers.end();
    if (!is_second && !is_first) continue;
    std::string folder = is_second ? root : absl::StrCat(root, "/memory");
    const std::string file = is_second ? "/memory.max" : "/memory.limit_in_bytes";
    least = std::min(least, LimitIn(folder + file));
    for (const absl::string_view name : absl::StrSplit(parts[2], '/', absl::SkipEmpty())) {
      absl::StrAppend(&folder, "/", name);
      least = std::min(least, LimitIn(folder + file));
    }
  }
  return least;
}

MemoryLimit LeastMemoryLimit() {
  MemoryLimit least = {int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE), true};
  std::ifstream file("/proc/self/cgroup");
  const std::string membership(std::istreambuf_iterator<char>(file), {});
  for (const int64_t limit : {ResourceLimit(RLIMIT_AS), ResourceLimit(RLIMIT_DATA),
                              ControlGroupLimit(membership, "/sys/fs/cgroup")}) {
    if (limit < least.bytes) least = {limit, false};
  }
  return least;
}

}  // namespace windowlm
