#include "src/input/text_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FindTextsTest : public testing::Test {
 protected:
  void Write(const std::string& name) {
    const std::filesystem::path path = std::filesystem::path(folder_) / name;
    std::filesystem::create_directories(path.parent_path());
    WriteBytes(path.string(), "text\n");
  }

  void Link(const std::string& target, const std::string& name) {
    std::filesystem::create_symlink(target, std::filesystem::path(folder_) / name);
  }

  // What is found, by paths from the folder.
  TextFolder Found() {
    absl::StatusOr<TextFolder> found = FindTexts(folder_);
    EXPECT_TRUE(found.ok()) << found.status();
    for (std::vector<std::string>* paths : {&found->texts, &found->passed_over}) {
      for (std::string& path : *paths) {
        EXPECT_EQ(path.substr(0, folder_.size() + 1), folder_ + "/");
        path.erase(0, folder_.size() + 1);
      }
    }
    return *std::move(found);
  }

  const std::string folder_ = FreshFolder();
};

TEST_F(FindTextsTest, FindsTextsOfAllDepthsInTheOrderOfTheirPathsBytes) {
  for (const char* name : {"b.txt", "a/z.txt", "a/b/c.txt.gz", "a.txt", "a-b.TXT", "é.zst", "Z.gz",
                           "a/page.html", "readme", "y.xz", "z.bz2"}) {
    Write(name);
  }
  const TextFolder found = Found();
  EXPECT_THAT(found.texts, ElementsAre("Z.gz", "a-b.TXT", "a.txt", "a/b/c.txt.gz", "a/z.txt",
                                       "b.txt", "y.xz", "z.bz2", "é.zst"));
  EXPECT_THAT(found.passed_over, ElementsAre("a/page.html", "readme"));
}

TEST_F(FindTextsTest, LooksForOtherNamesIfAsked) {
  Write("a.txt");
  Write("b.csv");
  const absl::string_view endings[] = {".csv"};
  EXPECT_THAT(FindTexts(folder_, endings)->texts, ElementsAre(folder_ + "/b.csv"));
}

TEST_F(FindTextsTest, LeavesOutWhatIsHidden) {
  Write(".hidden.txt");
  Write(".git/a.txt");
  const TextFolder found = Found();
  EXPECT_THAT(found.texts, IsEmpty());
  EXPECT_THAT(found.passed_over, IsEmpty());
  // The user has named this one.
  EXPECT_THAT(FindTexts(folder_ + "/.git")->texts, ElementsAre(folder_ + "/.git/a.txt"));
}

TEST_F(FindTextsTest, PassesPipesOverWhateverTheirNames) {
  ASSERT_EQ(mkfifo((folder_ + "/pipe.txt").c_str(), 0600), 0);
  const TextFolder found = Found();
  EXPECT_THAT(found.texts, IsEmpty());
  EXPECT_THAT(found.passed_over, ElementsAre("pipe.txt"));
}

TEST_F(FindTextsTest, FollowsLinksAndReadsAFolderOnce) {
  Write("z/a.txt");
  Link("z", "again");
  Link("..", "z/up");
  Link("z/a.txt", "link.txt");
  Link("loop", "loop");
  EXPECT_THAT(Found().texts, ElementsAre("link.txt", "z/a.txt"));
  const std::string elsewhere = folder_ + ".elsewhere";
  std::filesystem::remove_all(elsewhere);
  std::filesystem::create_directories(elsewhere);
  WriteBytes(elsewhere + "/far.txt", "far\n");
  Link(elsewhere, "far");
  EXPECT_THAT(Found().texts, ElementsAre("far/far.txt", "link.txt", "z/a.txt"));
}

TEST_F(FindTextsTest, KeepsATextWhoseLinkIsBrokenSoThatReadingItFails) {
  Link("nowhere", "gone.txt");
  Link("self.txt", "self.txt");
  EXPECT_THAT(Found().texts, ElementsAre("gone.txt", "self.txt"));
}

TEST_F(FindTextsTest, NamesAFolderThatCannotBeRead) {
  EXPECT_THAT(MessageOf(FindTexts(folder_ + "/none").status()),
              HasSubstr(absl::StrCat("cannot read the folder ", folder_, "/none: ")));
  if (geteuid() == 0) GTEST_SKIP() << "root may read every folder";
  Write("secret/a.txt");
  chmod((folder_ + "/secret").c_str(), 0);
  EXPECT_THAT(MessageOf(FindTexts(folder_).status()),
              HasSubstr(absl::StrCat(folder_, "/secret: Permission denied")));
  chmod((folder_ + "/secret").c_str(), 0700);
}

}  // namespace
}  // namespace windowlm
