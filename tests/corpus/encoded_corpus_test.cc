#include "src/corpus/encoded_corpus.h"

#include <stdlib.h>
#include <sys/resource.h>

#include <csignal>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class EncodedCorpusTest : public testing::Test {
 protected:
  void SetUp() override { setenv("TMPDIR", testing::TempDir().c_str(), 1); }
};

constexpr uint32_t kManyIds = 300000;

uint32_t IdAt(uint32_t position) { return position * 2654435761u % 1000; }

TEST_F(EncodedCorpusTest, HoldsTheIdsInTheirOrder) {
  EncodedCorpusWriter writer;
  for (uint32_t i = 0; i < kManyIds; ++i) ASSERT_TRUE(writer.Append(IdAt(i)));
  EXPECT_EQ(writer.size(), kManyIds);
  const absl::StatusOr<EncodedCorpus> corpus = writer.Finish();
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  ASSERT_EQ(corpus->size(), kManyIds);
  for (uint32_t i = 0; i < kManyIds; ++i) ASSERT_EQ(corpus->ids()[i], IdAt(i)) << i;
}

TEST_F(EncodedCorpusTest, ShowsAndRewritesEveryIdOnceAndTakesMore) {
  EncodedCorpusWriter writer;
  for (uint32_t i = 0; i < kManyIds; ++i) writer.Append(IdAt(i));
  uint32_t seen = 0;
  ASSERT_TRUE(writer
                  .Visit([&](absl::Span<const uint32_t> ids) {
                    for (const uint32_t id : ids) EXPECT_EQ(id, IdAt(seen++));
                  })
                  .ok());
  EXPECT_EQ(seen, kManyIds);
  std::vector<uint32_t> new_ids(1000);
  for (uint32_t id = 0; id < 1000; ++id) new_ids[id] = 5000 - id;
  ASSERT_TRUE(writer.Rewrite(new_ids).ok());
  ASSERT_TRUE(writer.Append(7));
  const absl::StatusOr<EncodedCorpus> corpus = writer.Finish();
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  ASSERT_EQ(corpus->size(), kManyIds + 1);
  for (uint32_t i = 0; i < kManyIds; ++i) ASSERT_EQ(corpus->ids()[i], 5000 - IdAt(i)) << i;
  EXPECT_EQ(corpus->ids().back(), 7u);
}

TEST_F(EncodedCorpusTest, MayBeEmpty) {
  EncodedCorpusWriter writer;
  const absl::StatusOr<EncodedCorpus> corpus = writer.Finish();
  ASSERT_TRUE(corpus.ok()) << corpus.status();
  EXPECT_TRUE(corpus->ids().empty());
}

TEST_F(EncodedCorpusTest, OutlivesItsWriterAndMoves) {
  EncodedCorpus kept;
  {
    EncodedCorpusWriter writer;
    writer.Append(3);
    absl::StatusOr<EncodedCorpus> corpus = writer.Finish();
    kept = *std::move(corpus);
  }
  const EncodedCorpus moved = std::move(kept);
  ASSERT_EQ(moved.size(), 1u);
  EXPECT_EQ(moved.ids()[0], 3u);
}

TEST_F(EncodedCorpusTest, NamesTheFolderThatIsNotThere) {
  const std::string folder = absl::StrCat(testing::TempDir(), "/no-such-folder");
  setenv("TMPDIR", folder.c_str(), 1);
  EncodedCorpusWriter writer;
  EXPECT_THAT(std::string(writer.status().message()),
              AllOf(HasSubstr(folder), HasSubstr("TMPDIR"), HasSubstr("No such file")));
  bool well = true;
  for (uint32_t i = 0; i < kManyIds; ++i) well = writer.Append(i) && well;
  EXPECT_FALSE(well);
  EXPECT_FALSE(writer.Finish().ok());
}

TEST_F(EncodedCorpusTest, SaysHowFarItCameWhenThereIsNoRoom) {
  // A limit on the sizes of files stands in for a full disk.
  signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small = {1 << 19, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  EncodedCorpusWriter writer;
  uint32_t appended = 0;
  while (appended < kManyIds && writer.Append(1)) ++appended;
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_LT(appended, kManyIds);
  EXPECT_THAT(
      std::string(writer.status().message()),
      AllOf(HasSubstr("after 524288 bytes"), HasSubstr("TMPDIR"), HasSubstr(testing::TempDir())));
  EXPECT_FALSE(writer.Finish().ok());
}

}  // namespace
}  // namespace windowlm
