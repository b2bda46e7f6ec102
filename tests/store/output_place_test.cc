#include "src/store/output_place.h"

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/store/atomic_file.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

void Write(const OutputPlace& place, const std::string& bytes) {
  auto file = AtomicFile::Create(place);
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_TRUE((*file)->Append(bytes).ok());
  ASSERT_TRUE((*file)->Commit().ok());
}

TEST(OutputPlace, FollowsItsFolder) {
  const std::string folder = FreshFolder();
  fs::create_directory(folder + "/a");
  const auto place = OutputPlace::Find(folder + "/a/model");
  ASSERT_TRUE(place.ok()) << place.status();
  EXPECT_EQ(place->CurrentPath(), folder + "/a/model");
  fs::rename(folder + "/a", folder + "/b");
  Write(*place, "bytes");
  EXPECT_EQ(BytesOf(folder + "/b/model"), "bytes");
  EXPECT_EQ(BytesOf(place->HeldPath()), "bytes");
  EXPECT_EQ(place->CurrentPath(), fs::canonical(folder).string() + "/b/model");
  EXPECT_EQ(place->path(), folder + "/a/model");
}

TEST(OutputPlace, IsThatOfWhatALinkPointsTo) {
  const std::string folder = FreshFolder();
  fs::create_directory(folder + "/a");
  fs::create_symlink("a/model", folder + "/link");
  const auto place = OutputPlace::Find(folder + "/link");
  ASSERT_TRUE(place.ok()) << place.status();
  EXPECT_EQ(place->name(), "model");
  Write(*place, "bytes");
  EXPECT_EQ(BytesOf(folder + "/a/model"), "bytes");
  EXPECT_THAT(NamesIn(folder + "/a"), ElementsAre("model"));
}

TEST(OutputPlace, NeedsAFolderAndAName) {
  const std::string folder = FreshFolder();
  EXPECT_THAT(MessageOf(OutputPlace::Find(folder + "/none/model").status()),
              HasSubstr("no file can be created in the folder " + folder + "/none: No such file"));
  EXPECT_THAT(MessageOf(OutputPlace::Find("").status()), HasSubstr("its name is empty"));
  for (const char* const name : {"/", "/.", "/.."}) {
    EXPECT_THAT(MessageOf(OutputPlace::Find(folder + name).status()),
                HasSubstr("it names a folder"));
  }
}

TEST(OutputPlace, WhoseFolderIsGoneTakesNoFile) {
  const std::string folder = FreshFolder();
  fs::create_directory(folder + "/a");
  const auto place = OutputPlace::Find(folder + "/a/model");
  ASSERT_TRUE(place.ok()) << place.status();
  fs::remove_all(folder + "/a");
  EXPECT_THAT(MessageOf(AtomicFile::Create(*place).status()),
              HasSubstr("no file can be created in the folder"));
}

}  // namespace
}  // namespace windowlm
