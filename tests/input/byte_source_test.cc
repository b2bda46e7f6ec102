#include "src/input/byte_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "absl/status/status.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using testing::HasSubstr;

TEST(ByteSource, ReadsAFileInPiecesOfAnySize) {
  const std::string path = FreshFolder() + "/bytes";
  std::string bytes(11 << 20, '\0');
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 2654435761u >> 13);
  WriteBytes(path, bytes);
  auto source = ByteSource::OpenFile(path);
  ASSERT_TRUE(source.ok()) << source.status();
  size_t offset = 0;
  for (const size_t size : {0, 1, 12, 1 << 20, 4 << 20, 7, 5 << 20, 3}) {
    const auto piece = (*source)->Read(size);
    ASSERT_TRUE(piece.ok()) << piece.status();
    EXPECT_TRUE(*piece == absl::string_view(bytes).substr(offset, size)) << offset;
    offset += size;
    EXPECT_EQ((*source)->offset(), offset);
    EXPECT_EQ((*source)->remaining(), bytes.size() - offset);
  }
  EXPECT_TRUE((*source)->Read(bytes.size() - offset).ok());
  EXPECT_EQ((*source)->remaining(), 0);
}

TEST(ByteSource, RefusesToReadBeyondTheEnd) {
  auto source = ByteSource::FromBytes("memory", "abc");
  EXPECT_EQ(*source->Read(2), "ab");
  const absl::Status status = source->Read(2).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(MessageOf(status), "memory is damaged at byte 2: 2 bytes must follow, found 1");
  EXPECT_EQ(*source->Read(1), "c");
}

TEST(ByteSource, AFileThatIsCutWhileItIsReadIsAnError) {
  const std::string path = FreshFolder() + "/bytes";
  WriteBytes(path, std::string(9 << 20, 'x'));
  auto source = ByteSource::OpenFile(path);
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_TRUE((*source)->Read(1).ok());
  std::filesystem::resize_file(path, 5 << 20);
  EXPECT_TRUE((*source)->Read(4 << 20).ok());
  const absl::Status status = (*source)->Read(4 << 20).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(MessageOf(status),
            path + " is damaged at byte 5242880: it became shorter while it was read");
}

TEST(ByteSource, OpensAnEmptyFile) {
  const std::string path = FreshFolder() + "/empty";
  WriteBytes(path, "");
  auto source = ByteSource::OpenFile(path);
  ASSERT_TRUE(source.ok()) << source.status();
  EXPECT_EQ((*source)->remaining(), 0);
  EXPECT_EQ(*(*source)->Read(0), "");
  EXPECT_FALSE((*source)->Read(1).ok());
}

TEST(ByteSource, RefusesWhatIsNoFile) {
  const std::string folder = FreshFolder();
  const absl::Status missing = ByteSource::OpenFile(folder + "/missing").status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(MessageOf(missing), "cannot read " + folder + "/missing: No such file or directory");
  EXPECT_THAT(MessageOf(ByteSource::OpenFile(folder).status()), HasSubstr("is a folder"));
  EXPECT_THAT(MessageOf(ByteSource::OpenFile("/dev/zero").status()),
              HasSubstr("not a regular file"));
  // A pipe without a writer must not block.
  ASSERT_EQ(mkfifo((folder + "/pipe").c_str(), 0600), 0);
  EXPECT_THAT(MessageOf(ByteSource::OpenFile(folder + "/pipe").status()),
              HasSubstr("not a regular file"));
}

}  // namespace
}  // namespace windowlm
