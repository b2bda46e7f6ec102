#include "src/store/sealed_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/store/test_files.h"
#include "tests/store/tiny_file.h"

namespace windowlm {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

FileRecord OneWord(uint64_t id) {
  FileRecord record;
  record.mutable_vocabulary()->set_first_id(id);
  record.mutable_vocabulary()->add_words("word");
  record.mutable_vocabulary()->add_counts(1);
  return record;
}

FileHeader HeaderOf(uint64_t words) {
  FileHeader header;
  header.set_vocabulary_size(words);
  return header;
}

absl::Status OpenBytes(absl::string_view bytes) {
  return SealedFileReader::Open(ByteSource::FromBytes("memory", bytes)).status();
}

// Those that older programs read are written as these know them.
TEST(SealedFile, HasTheFirstVersionThatHasWhatIsInIt) {
  const auto version_of = [](FileHeader header) {
    const std::string path = FreshFolder() + "/file";
    auto writer = SealedFileWriter::Create(path, std::move(header));
    EXPECT_TRUE(writer.ok()) << writer.status();
    EXPECT_TRUE((*writer)->Write(OneWord(0)).ok());
    EXPECT_TRUE((*writer)->Finish().ok());
    auto reader = SealedFileReader::Open(path);
    EXPECT_TRUE(reader.ok()) << reader.status();
    return (*reader)->header().format_version();
  };
  EXPECT_EQ(version_of(HeaderOf(1)), 1);
  for (const bool attends : {false, true}) {
    FileHeader header = HeaderOf(1);
    ModelConfig& model = *header.mutable_config()->mutable_model();
    if (attends) {
      model.set_attention(3);
    } else {
      model.set_batch_norm(true);
    }
    EXPECT_EQ(version_of(header), 5);
    FileHeader mixture = HeaderOf(1);
    *mixture.mutable_mixture()->add_models() = HeaderOf(1);
    EXPECT_EQ(version_of(mixture), 4);
    *mixture.mutable_mixture()->add_models() = header;
    EXPECT_EQ(version_of(mixture), 5);
  }
}

TEST(SealedFile, ReadsWhatItWrote) {
  const std::string path = FreshFolder() + "/file";
  FileHeader header = HeaderOf(2);
  header.set_program_version("1.2");
  auto writer = SealedFileWriter::Create(path, header);
  ASSERT_TRUE(writer.ok()) << writer.status();
  EXPECT_TRUE((*writer)->Write(OneWord(0)).ok());
  EXPECT_TRUE((*writer)->Write(OneWord(1)).ok());
  EXPECT_TRUE((*writer)->Finish().ok());

  auto reader = SealedFileReader::Open(path);
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_EQ((*reader)->header().format_version(), 1);
  EXPECT_EQ((*reader)->header().program_version(), "1.2");
  for (uint64_t id = 0; id < 2; ++id) {
    const auto record = (*reader)->Next();
    ASSERT_TRUE(record.ok()) << record.status();
    ASSERT_NE(*record, nullptr);
    EXPECT_EQ((*record)->vocabulary().first_id(), id);
  }
  for (int i = 0; i < 2; ++i) {
    const auto end = (*reader)->Next();
    ASSERT_TRUE(end.ok()) << end.status();
    EXPECT_EQ(*end, nullptr);
  }
}

// Whoever changes these bytes changes the format: kFormatVersion and FORMAT.md go with it.
TEST(SealedFile, HasTheBytesThatTheFormatPageShows) {
  std::vector<std::string> records = RecordsOf(TinyFile());
  for (std::string& record : records) record = absl::BytesToHexString(record);
  EXPECT_EQ(absl::StrJoin(records, "\n"),
            "0d000000000000003c37b8340a0b08011203312e3030023802ea615f4d\n"
            "11000000000000009d6db52e120f120374686512036361741a03ac02026c985aa5\n"
            "1f00000000000000514b44181a1d0a05696e707574100218022a100000803f000000c00000003fcdcccc3d"
            "62a720e0\n"
            "16000000000000004f61be281a140a0462696173100118022a080000404000000080b3eb2d80\n"
            "090000000000000037f97139220708041514c5bb026ce1a252");
}

TEST(SealedFile, NothingAppearsWithoutFinish) {
  const std::string folder = FreshFolder();
  {
    auto writer = SealedFileWriter::Create(folder + "/file", HeaderOf(1));
    ASSERT_TRUE(writer.ok()) << writer.status();
    EXPECT_TRUE((*writer)->Write(OneWord(0)).ok());
  }
  EXPECT_THAT(NamesIn(folder), IsEmpty());
}

TEST(SealedFile, WritesNoFileThatLacksWhatItsHeaderAnnounces) {
  const std::string folder = FreshFolder();
  {
    auto writer = SealedFileWriter::Create(folder + "/file", HeaderOf(2));
    ASSERT_TRUE(writer.ok()) << writer.status();
    EXPECT_TRUE((*writer)->Write(OneWord(0)).ok());
    const absl::Status status = (*writer)->Finish();
    EXPECT_EQ(MessageOf(status),
              "cannot write " + folder +
                  "/file: the header announces 2 words and 0 tensors, but there are 1 and 0");
    EXPECT_EQ((*writer)->Write(OneWord(1)), status);
    EXPECT_EQ((*writer)->Finish(), status);
  }
  EXPECT_THAT(NamesIn(folder), IsEmpty());
}

TEST(SealedFile, WritesNoRecordOutOfPlace) {
  const std::string path = FreshFolder() + "/file";
  FileRecord header;
  header.mutable_header();
  FileRecord footer;
  footer.mutable_footer();
  for (const FileRecord& record : {header, footer, FileRecord()}) {
    auto writer = SealedFileWriter::Create(path, HeaderOf(0));
    ASSERT_TRUE(writer.ok()) << writer.status();
    const absl::Status status = (*writer)->Write(record);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ((*writer)->Finish(), status);
  }
}

TEST(SealedFile, NamesAFileThatIsNotOfThisProgram) {
  const auto refusal = [](absl::string_view bytes) {
    const absl::Status status = OpenBytes(bytes);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    return std::string(status.message());
  };
  EXPECT_EQ(refusal(""), "memory is not a windowlm file: it is empty");
  EXPECT_EQ(refusal("2 3\nthe 0.1 0.2 0.3\n"),
            "memory is not a windowlm file: it does not start with the length and checksum of a "
            "record");
  EXPECT_EQ(refusal(RecordOf("an event of another program")),
            "memory is not a windowlm file: its first record is not a header");
  EXPECT_EQ(refusal(RecordOf(OneWord(0).SerializeAsString())),
            "memory is not a windowlm file: its first record is not a header");
  FileRecord record;
  record.mutable_header();
  EXPECT_EQ(refusal(RecordOf(record.SerializeAsString())),
            "memory is not a windowlm file: its header has no format version");
}

TEST(SealedFile, NamesAFileOfANewerProgram) {
  FileRecord record;
  record.mutable_header()->set_format_version(kFormatVersion + 1);
  const absl::Status status = OpenBytes(RecordOf(record.SerializeAsString()));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(MessageOf(status), HasSubstr("memory: it was written by a newer windowlm"));
}

TEST(SealedFile, RefusesARecordOfUnknownKind) {
  std::vector<std::string> records = RecordsOf(TinyFile());
  // A field 9 of no bytes, from a newer program that left the format version alone.
  records.insert(records.begin() + 1, RecordOf("\x4a" + std::string(1, '\0')));
  EXPECT_THAT(MessageOf(ReadAnyFile(absl::StrJoin(records, ""))),
              HasSubstr("a record of unknown kind"));
}

TEST(SealedFile, RefusesAFooterThatCountsAnotherNumberOfRecords) {
  std::vector<std::string> payloads = PayloadsOf(TinyFile());
  payloads.pop_back();
  EXPECT_TRUE(ReadAnyFile(Sealed(payloads)).ok());
  EXPECT_EQ(MessageOf(ReadAnyFile(Sealed(payloads, 5))),
            "any is damaged at byte 147: the footer counts 5 records before it, but there are 4");
}

TEST(SealedFile, RefusesAFileThatLacksWhatItsHeaderAnnounces) {
  std::vector<std::string> payloads = PayloadsOf(TinyFile());
  payloads.pop_back();
  payloads.pop_back();
  EXPECT_THAT(MessageOf(ReadAnyFile(Sealed(payloads))),
              HasSubstr("the header announces 2 words and 2 tensors, but there are 2 and 1"));
  payloads.erase(payloads.begin() + 1);
  EXPECT_THAT(MessageOf(ReadAnyFile(Sealed(payloads))), HasSubstr("but there are 0 and 1"));
}

TEST(SealedFile, RefusesRecordsOutOfPlace) {
  const std::vector<std::string> payloads = PayloadsOf(TinyFile());
  EXPECT_THAT(MessageOf(ReadAnyFile(Sealed({payloads[0], payloads[2], payloads[1], payloads[3]}))),
              HasSubstr("a vocabulary chunk follows a tensor chunk"));
  EXPECT_THAT(MessageOf(ReadAnyFile(Sealed({payloads[0], payloads[0]}))),
              HasSubstr("any is damaged at byte 29: a second header"));
}

TEST(SealedFile, KeepsItsFirstError) {
  const std::string bytes = TinyFile() + "x";
  auto reader = SealedFileReader::Open(ByteSource::FromBytes("memory", bytes));
  ASSERT_TRUE(reader.ok()) << reader.status();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE((*reader)->Next().ok());
  const absl::Status status = (*reader)->Next().status();
  EXPECT_THAT(MessageOf(status), HasSubstr("expected the end after the footer, found 1 byte more"));
  EXPECT_EQ((*reader)->Next().status(), status);
  EXPECT_EQ((*reader)->Damaged("something else"), status);
}

}  // namespace
}  // namespace windowlm
