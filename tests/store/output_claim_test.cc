#include "src/store/output_claim.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(OutputClaim, IsHeldByOneAtATime) {
  const std::string folder = FreshFolder();
  fs::create_symlink("model", folder + "/link");
  {
    const auto first = OutputClaim::Take(folder + "/model");
    ASSERT_TRUE(first.ok()) << first.status();
    EXPECT_THAT(MessageOf(OutputClaim::Take(folder + "/model").status()),
                HasSubstr("another windowlm is at work on it"));
    EXPECT_FALSE(OutputClaim::Take(folder + "/link").ok());
    EXPECT_TRUE(OutputClaim::Take(folder + "/other").ok());
  }
  EXPECT_TRUE(OutputClaim::Take(folder + "/model").ok());
  EXPECT_THAT(NamesIn(folder), ElementsAre("link"));
}

TEST(OutputClaim, EndsWithItsProcess) {
  const std::string folder = FreshFolder();
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    const auto claim = OutputClaim::Take(folder + "/model");
    const char taken = claim.ok() ? 'y' : 'n';
    if (write(ends[1], &taken, 1) != 1) _exit(1);
    pause();
  }
  char taken = 0;
  ASSERT_EQ(read(ends[0], &taken, 1), 1);
  EXPECT_EQ(taken, 'y');
  EXPECT_FALSE(OutputClaim::Take(folder + "/model").ok());
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_THAT(NamesIn(folder), ElementsAre(".model.lock"));
  EXPECT_TRUE(OutputClaim::Take(folder + "/model").ok());
  EXPECT_THAT(NamesIn(folder), IsEmpty());
}

TEST(OutputClaim, OfTheLongestNameCanBeTaken) {
  EXPECT_TRUE(OutputClaim::Take(FreshFolder() + "/" + std::string(255, 'm')).ok());
}

}  // namespace
}  // namespace windowlm
