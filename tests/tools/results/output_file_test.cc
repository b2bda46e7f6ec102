#include "tools/results/output_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

absl::Status Write(const std::string& path, const std::string& bytes) {
  OutputFile file;
  absl::Status status = file.Open(path);
  return status.ok() ? file.Finish(file.Sink()(bytes)) : status;
}

TEST(OutputFile, GoesOnBehindWhatAnOpenFileHas) {
  const std::string path = FreshFolder() + "/file";
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT, 0666);
  ASSERT_EQ(write(descriptor, "header\n", 7), 7);
  for (const char* const folder : {"/dev/fd/", "/proc/self/fd/"}) {
    const std::string name = absl::StrCat(folder, descriptor);
    EXPECT_TRUE(IsStream(name));
    EXPECT_TRUE(Write(name, "line\n").ok());
  }
  // What is open stays open.
  EXPECT_EQ(write(descriptor, "end\n", 4), 4);
  close(descriptor);
  EXPECT_EQ(BytesOf(path), "header\nline\nline\nend\n");
}

TEST(OutputFile, GoesThroughALinkToAnOpenFile) {
  const std::string folder = FreshFolder();
  const int descriptor = open((folder + "/file").c_str(), O_WRONLY | O_CREAT, 0666);
  ASSERT_EQ(symlink(absl::StrCat("/dev/fd/", descriptor).c_str(), (folder + "/link").c_str()), 0);
  EXPECT_TRUE(Write(folder + "/link", "line\n").ok());
  close(descriptor);
  EXPECT_EQ(BytesOf(folder + "/file"), "line\n");
  EXPECT_THAT(NamesIn(folder), ElementsAre("file", "link"));
}

TEST(OutputFile, GoesIntoANamedPipe) {
  const std::string path = FreshFolder() + "/pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0666), 0);
  std::string read;
  std::thread reader([&] { read = BytesOf(path); });
  EXPECT_TRUE(Write(path, "through\n").ok());
  reader.join();
  EXPECT_EQ(read, "through\n");
}

TEST(OutputFile, EndsWhereNobodyReadsOn) {
  signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  close(ends[0]);
  OutputFile file;
  ASSERT_TRUE(file.Open(absl::StrCat("/dev/fd/", ends[1])).ok());
  absl::Status written;
  for (int i = 0; i < 100 && written.ok(); ++i) written = file.Sink()(std::string(10000, 'x'));
  EXPECT_TRUE(absl::IsCancelled(written));
  EXPECT_TRUE(file.Finish(written).ok());
  close(ends[1]);
}

TEST(OutputFile, IsNoStreamWhereItIsAnOrdinaryName) {
  const std::string folder = FreshFolder();
  WriteBytes(folder + "/file", "old");
  EXPECT_FALSE(IsStream(folder + "/file"));
  EXPECT_FALSE(IsStream(folder + "/none"));
  EXPECT_TRUE(IsStream("/dev/null"));
  EXPECT_TRUE(Write(folder + "/file", "new").ok());
  EXPECT_EQ(BytesOf(folder + "/file"), "new");
}

// Where one of two files does not fit the disk, both stay as they were.
TEST(OutputFile, FilesThatBelongTogetherAreReplacedTogether) {
  const std::string folder = FreshFolder();
  WriteBytes(folder + "/small", "old");
  WriteBytes(folder + "/large", "old");
  signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit limit = {100, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
  {
    OutputFile small;
    OutputFile large;
    EXPECT_TRUE(small.Open(folder + "/small").ok());
    EXPECT_TRUE(large.Open(folder + "/large").ok());
    EXPECT_TRUE(small.Sink()("new").ok());
    EXPECT_TRUE(large.Sink()(std::string(1000, 'x')).ok());
    EXPECT_TRUE(small.Prepare().ok());
    EXPECT_FALSE(large.Prepare().ok());
  }
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(BytesOf(folder + "/small"), "old");
  EXPECT_EQ(BytesOf(folder + "/large"), "old");
  EXPECT_THAT(NamesIn(folder), ElementsAre("large", "small"));
}

}  // namespace
}  // namespace windowlm
