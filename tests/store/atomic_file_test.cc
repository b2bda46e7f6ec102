#include "src/store/atomic_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "tests/store/test_files.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Runs `body` where no file may grow beyond `bytes`, which fails writes as a full disk does.
bool HoldsWithFilesBelow(rlim_t bytes, const std::function<bool()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(body() ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

mode_t PermissionsOf(const std::string& path) {
  struct stat properties = {};
  EXPECT_EQ(stat(path.c_str(), &properties), 0);
  return properties.st_mode & 07777;
}

TEST(AtomicFile, AppearsOnlyAtCommit) {
  const std::string folder = FreshFolder();
  const std::string path = folder + "/model";
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Append("two ").ok());
  EXPECT_TRUE((*file)->Append("words").ok());
  EXPECT_FALSE(fs::exists(path));
  EXPECT_EQ((*file)->size(), 9);
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(BytesOf(path), "two words");
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
}

TEST(AtomicFile, WritesPiecesOfAnySize) {
  const std::string path = FreshFolder() + "/model";
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  std::string expected;
  for (const size_t size : {0, 1, 1 << 20, 3, (1 << 20) - 1, 1, (1 << 20) + 1, 5 << 20, 7}) {
    const std::string piece(size, static_cast<char>('a' + expected.size() % 26));
    EXPECT_TRUE((*file)->Append(piece).ok());
    expected += piece;
    EXPECT_EQ((*file)->size(), expected.size());
  }
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_TRUE(BytesOf(path) == expected);
}

TEST(AtomicFile, LeavesNothingWithoutCommit) {
  const std::string folder = FreshFolder();
  WriteBytes(folder + "/model", "old");
  {
    auto file = AtomicFile::Create(folder + "/model");
    ASSERT_TRUE(file.ok()) << file.status();
    EXPECT_TRUE((*file)->Append("new").ok());
    EXPECT_EQ(NamesIn(folder).size(), 2);
  }
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
  EXPECT_EQ(BytesOf(folder + "/model"), "old");
}

TEST(AtomicFile, FailsOnceItIsComplete) {
  const std::string path = FreshFolder() + "/model";
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_EQ((*file)->Append("more").code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ((*file)->Commit().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(BytesOf(path), "");
}

TEST(AtomicFile, WritersOfOneNameDoNotMeet) {
  const std::string folder = FreshFolder();
  auto first = AtomicFile::Create(folder + "/model");
  auto second = AtomicFile::Create(folder + "/model");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE((*first)->Append("first").ok());
  EXPECT_TRUE((*second)->Append("second").ok());
  EXPECT_TRUE((*second)->Commit().ok());
  EXPECT_EQ(BytesOf(folder + "/model"), "second");
  EXPECT_TRUE((*first)->Commit().ok());
  EXPECT_EQ(BytesOf(folder + "/model"), "first");
}

TEST(AtomicFile, KeepsThePermissionsOfTheFileItReplaces) {
  const std::string path = FreshFolder() + "/model";
  WriteBytes(path, "old");
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  auto file = AtomicFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(PermissionsOf(path), 0640);
}

TEST(AtomicFile, ANewFileHasThePermissionsOfTheUmask) {
  const std::string path = FreshFolder() + "/model";
  const mode_t old_mask = umask(027);
  auto file = AtomicFile::Create(path);
  umask(old_mask);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(PermissionsOf(path), 0640);
}

TEST(AtomicFile, ReplacesWhatALinkPointsTo) {
  const std::string folder = FreshFolder();
  fs::create_directory(folder + "/models");
  WriteBytes(folder + "/models/one", "old");
  fs::create_symlink("models/one", folder + "/inner");
  fs::create_symlink(folder + "/inner", folder + "/outer");
  auto file = AtomicFile::Create(folder + "/outer");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Append("new").ok());
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_TRUE(fs::is_symlink(folder + "/outer"));
  EXPECT_TRUE(fs::is_symlink(folder + "/inner"));
  EXPECT_EQ(BytesOf(folder + "/models/one"), "new");
  EXPECT_THAT(NamesIn(folder + "/models"), ElementsAre("one"));
}

TEST(AtomicFile, CreatesWhatADanglingLinkPointsTo) {
  const std::string folder = FreshFolder();
  fs::create_symlink("one", folder + "/link");
  auto file = AtomicFile::Create(folder + "/link");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_TRUE(fs::is_symlink(folder + "/link"));
  EXPECT_TRUE(fs::is_regular_file(folder + "/one"));
}

TEST(AtomicFile, RefusesLinksInACircle) {
  const std::string folder = FreshFolder();
  fs::create_symlink("b", folder + "/a");
  fs::create_symlink("a", folder + "/b");
  EXPECT_THAT(MessageOf(AtomicFile::Create(folder + "/a").status()), HasSubstr("symbolic links"));
}

TEST(AtomicFile, AcceptsTheLongestName) {
  const std::string folder = FreshFolder();
  const std::string name(255, 'm');
  auto file = AtomicFile::Create(folder + "/" + name);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE((*file)->Commit().ok());
  EXPECT_THAT(NamesIn(folder), ElementsAre(name));
}

TEST(AtomicFile, AFullDiskLeavesTheOldFile) {
  const std::string folder = FreshFolder();
  const std::string path = folder + "/model";
  WriteBytes(path, "old");
  EXPECT_TRUE(HoldsWithFilesBelow(3 << 20, [&path] {
    auto file = AtomicFile::Create(path);
    absl::Status first;
    for (int i = 0; i < 100 && first.ok(); ++i) {
      first = (*file)->Append(std::string(100'000, 'x'));
    }
    return first.message() == "cannot write " + path + ": File too large after 3145728 bytes" &&
           (*file)->Append("more") == first && (*file)->Commit() == first;
  }));
  EXPECT_EQ(BytesOf(path), "old");
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
}

// The last bytes of a file go out in Commit().
TEST(AtomicFile, ADiskThatFillsUpAtCommitLeavesTheOldFile) {
  const std::string folder = FreshFolder();
  const std::string path = folder + "/model";
  WriteBytes(path, "old");
  EXPECT_TRUE(HoldsWithFilesBelow(100, [&path] {
    auto file = AtomicFile::Create(path);
    return (*file)->Append(std::string(101, 'x')).ok() &&
           (*file)->Commit().message() ==
               "cannot write " + path + ": File too large after 100 bytes";
  }));
  EXPECT_EQ(BytesOf(path), "old");
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
}

TEST(AtomicFile, AFailedRenameRemovesTheTemporary) {
  const std::string folder = FreshFolder();
  const std::string path = folder + "/model";
  {
    auto file = AtomicFile::Create(path);
    ASSERT_TRUE(file.ok()) << file.status();
    fs::create_directory(path);
    const absl::Status status = (*file)->Commit();
    EXPECT_THAT(MessageOf(status), HasSubstr("cannot write " + path));
    EXPECT_THAT(MessageOf(status), HasSubstr("Is a directory"));
    EXPECT_EQ((*file)->Commit(), status);
  }
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
}

TEST(AtomicFile, RemovesWhatAKilledWriterOfItsNameLeft) {
  const std::string folder = FreshFolder();
  const std::string path = folder + "/model";
  const pid_t child = fork();
  if (child == 0) {
    auto file = AtomicFile::Create(path);
    // A killed process runs no destructors either.
    _exit(file.ok() && (*file)->Append("half").ok() ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  ASSERT_EQ(NamesIn(folder).size(), 1);
  // Of a process that had the number of this one.
  WriteBytes(folder + "/.model." + std::to_string(getpid()) + "-0.tmp", "half");
  EXPECT_TRUE(CheckWritable(path).ok());
  EXPECT_THAT(NamesIn(folder), IsEmpty());
}

TEST(AtomicFile, KeepsTheTemporaryOfOneWhoIsAtWork) {
  const std::string folder = FreshFolder();
  const std::string path = folder + "/model";
  int ready[2];
  int go_on[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(go_on), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto file = AtomicFile::Create(path);
    char byte = file.ok() && (*file)->Append("the child's").ok() ? 'y' : 'n';
    _exit(write(ready[1], &byte, 1) == 1 && read(go_on[0], &byte, 1) == 1 && (*file)->Commit().ok()
              ? 0
              : 1);
  }
  char byte = 'n';
  EXPECT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'y');
  EXPECT_TRUE(CheckWritable(path).ok());
  EXPECT_EQ(NamesIn(folder).size(), 1);
  EXPECT_EQ(write(go_on[1], &byte, 1), 1);
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
  EXPECT_EQ(BytesOf(path), "the child's");
  for (const int end : {ready[0], ready[1], go_on[0], go_on[1]}) close(end);
}

TEST(AtomicFile, KeepsFilesThatOnlyLookLikeTemporaries) {
  const std::string folder = FreshFolder();
  const std::vector<std::string> names = {
      ".model",           ".model.1-1.tmp.bak", ".model.1.tmp",     ".model.checkpoint.1-1.tmp",
      ".model.one-1.tmp", ".model.-1.tmp",      ".models.12-3.tmp", "model.12-3.tmp"};
  for (const std::string& name : names) WriteBytes(folder + "/" + name, "mine");
  std::filesystem::create_directory(folder + "/.model.12-3.tmp");
  std::filesystem::create_symlink("model.12-3.tmp", folder + "/.model.12-4.tmp");
  EXPECT_TRUE(CheckWritable(folder + "/model").ok());
  EXPECT_EQ(NamesIn(folder).size(), names.size() + 2);
}

TEST(CheckWritable, LeavesTheFolderAsItWas) {
  const std::string folder = FreshFolder();
  EXPECT_TRUE(CheckWritable(folder + "/model").ok());
  EXPECT_THAT(NamesIn(folder), IsEmpty());
  WriteBytes(folder + "/model", "old");
  const auto written = fs::last_write_time(folder + "/model");
  EXPECT_TRUE(CheckWritable(folder + "/model").ok());
  EXPECT_EQ(BytesOf(folder + "/model"), "old");
  EXPECT_EQ(fs::last_write_time(folder + "/model"), written);
  EXPECT_THAT(NamesIn(folder), ElementsAre("model"));
}

TEST(CheckWritable, AcceptsANameWithoutAFolder) {
  const fs::path before = fs::current_path();
  fs::current_path(FreshFolder());
  EXPECT_TRUE(CheckWritable("model").ok());
  EXPECT_THAT(NamesIn("."), IsEmpty());
  fs::current_path(before);
}

TEST(CheckWritable, RefusesWhatIsNoFile) {
  const std::string folder = FreshFolder();
  EXPECT_THAT(MessageOf(CheckWritable("")), HasSubstr("name is empty"));
  EXPECT_THAT(MessageOf(CheckWritable(folder)), HasSubstr("names a folder"));
  EXPECT_THAT(MessageOf(CheckWritable(folder + "/")), HasSubstr("names a folder"));
  EXPECT_THAT(MessageOf(CheckWritable(folder + "/new/")), HasSubstr("names a folder"));
  EXPECT_THAT(MessageOf(CheckWritable("/dev/null")), HasSubstr("not a regular file"));
}

TEST(CheckWritable, RefusesAFolderThatIsNotThere) {
  const std::string folder = FreshFolder();
  const absl::Status missing = CheckWritable(folder + "/missing/model");
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(MessageOf(missing), "cannot write " + folder +
                                    "/missing/model: no file can be created in the folder " +
                                    folder + "/missing: No such file or directory");
  WriteBytes(folder + "/file", "");
  EXPECT_THAT(MessageOf(CheckWritable(folder + "/file/model")), HasSubstr("Not a directory"));
}

TEST(CheckWritable, RefusesWhatIsWriteProtected) {
  if (geteuid() == 0) GTEST_SKIP() << "the superuser may write everything";
  const std::string folder = FreshFolder();
  WriteBytes(folder + "/model", "old");
  ASSERT_EQ(chmod((folder + "/model").c_str(), 0444), 0);
  EXPECT_THAT(MessageOf(CheckWritable(folder + "/model")), HasSubstr("Permission denied"));
  ASSERT_EQ(chmod(folder.c_str(), 0555), 0);
  EXPECT_THAT(MessageOf(CheckWritable(folder + "/new")), HasSubstr("Permission denied"));
  ASSERT_EQ(chmod(folder.c_str(), 0755), 0);
}

}  // namespace
}  // namespace windowlm
