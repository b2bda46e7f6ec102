#include "src/base/memory_limit.h"

#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <string>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

constexpr int64_t kNone = std::numeric_limits<int64_t>::max();

void WriteFile(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path) << text;
}

TEST(ControlGroupLimit, IsTheLeastOfAGroupAndThoseAroundIt) {
  const std::string root = testing::TempDir() + "/second";
  WriteFile(root + "/memory.max", "max\n");
  WriteFile(root + "/job/memory.max", "5000\n");
  WriteFile(root + "/job/step/memory.max", "7000\n");
  EXPECT_EQ(ControlGroupLimit("0::/job/step\n", root), 5000);
  WriteFile(root + "/job/step/memory.max", "3000\n");
  EXPECT_EQ(ControlGroupLimit("0::/job/step\n", root), 3000);
  EXPECT_EQ(ControlGroupLimit("0::/\n", root), kNone);
}

TEST(ControlGroupLimit, IsFoundInVersionOneToo) {
  const std::string root = testing::TempDir() + "/first";
  WriteFile(root + "/memory/memory.limit_in_bytes", "9223372036854771712\n");
  WriteFile(root + "/memory/job/memory.limit_in_bytes", "4096\n");
  EXPECT_EQ(ControlGroupLimit("5:cpu,memory:/job\n2:pids:/\n0::/\n", root), 4096);
}

TEST(ControlGroupLimit, IsNoneWhereThereAreNoGroups) {
  EXPECT_EQ(ControlGroupLimit("", "/none"), kNone);
  EXPECT_EQ(ControlGroupLimit("0::/a\n:\nx", "/none"), kNone);
}

// The shadow memory of a sanitizer counts too, and is far more than this limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(LeastMemoryLimit, IsNotAboveWhatUlimitSets) {
  for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
    rlimit before;
    ASSERT_EQ(getrlimit(resource, &before), 0);
    const rlimit low = {rlim_t{512} << 20, before.rlim_max};
    ASSERT_EQ(setrlimit(resource, &low), 0);
    const MemoryLimit limit = LeastMemoryLimit();
    setrlimit(resource, &before);
    EXPECT_LE(limit.bytes, int64_t{512} << 20);
    EXPECT_FALSE(limit.is_machines);
  }
}
#endif

}  // namespace
}  // namespace windowlm
