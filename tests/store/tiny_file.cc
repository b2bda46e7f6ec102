#include "tests/store/tiny_file.h"

#include <array>
#include <memory>

#include "absl/strings/str_cat.h"
#include "src/base/crc32c.h"
#include "src/input/little_endian.h"
#include "src/store/sealed_file.h"
#include "src/store/tensor_records.h"
#include "src/store/vocabulary_records.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

constexpr std::array<float, 4> kMatrix = {1, -2, 0.5, 0.1f};
constexpr std::array<float, 2> kBias = {3, -0.0f};

absl::Status WriteTinyFile(const std::string& path) {
  FileHeader header;
  header.set_program_version("1.0");
  header.set_vocabulary_size(2);
  header.set_tensor_count(2);
  auto writer = SealedFileWriter::Create(path, header);
  if (!writer.ok()) return writer.status();
  VocabularyWriter vocabulary(**writer);
  absl::Status status = vocabulary.Add("the", 300);
  status.Update(vocabulary.Add("cat", 2));
  status.Update(vocabulary.Finish());
  status.Update(WriteTensor("input", 2, 2, kMatrix, **writer));
  status.Update(WriteTensor("bias", 1, 2, kBias, **writer));
  status.Update((*writer)->Finish());
  return status;
}

absl::Status Compare(bool equal, absl::string_view what) {
  return equal ? absl::OkStatus() : absl::InternalError(absl::StrCat("a wrong answer: ", what));
}

}  // namespace

std::string TinyFile() {
  const std::string path = testing::TempDir() + "/tiny_file";
  const absl::Status status = WriteTinyFile(path);
  EXPECT_TRUE(status.ok()) << status;
  return BytesOf(path);
}

absl::Status ReadTinyFile(absl::string_view bytes) {
  auto reader = SealedFileReader::Open(ByteSource::FromBytes("tiny", bytes));
  if (!reader.ok()) return reader.status();
  std::string words;
  absl::Status status = ReadVocabulary(**reader, [&words](absl::string_view word, uint64_t count) {
    absl::StrAppend(&words, word, " ", count, "\n");
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  std::array<float, 4> matrix = {};
  std::array<float, 2> bias = {};
  status = ReadTensor("input", 2, 2, absl::MakeSpan(matrix), **reader);
  if (!status.ok()) return status;
  status = ReadTensor("bias", 1, 2, absl::MakeSpan(bias), **reader);
  if (!status.ok()) return status;
  status = (*reader)->ReadEnd();
  if (!status.ok()) return status;
  status = Compare(words == "the 300\ncat 2\n", words);
  status.Update(Compare(matrix == kMatrix, "input"));
  status.Update(Compare(bias == kBias, "bias"));
  status.Update(Compare((*reader)->header().program_version() == "1.0", "header"));
  return status;
}

absl::Status ReadAnyFile(absl::string_view bytes) {
  auto reader = SealedFileReader::Open(ByteSource::FromBytes("any", bytes));
  if (!reader.ok()) return reader.status();
  for (;;) {
    const absl::StatusOr<const FileRecord*> record = (*reader)->Next();
    if (!record.ok()) return record.status();
    if (*record == nullptr) return absl::OkStatus();
  }
}

std::vector<std::string> RecordsOf(const std::string& bytes) {
  std::vector<std::string> records;
  for (size_t offset = 0; offset < bytes.size(); offset += records.back().size()) {
    records.push_back(bytes.substr(offset, 16 + LoadUint64(bytes.data() + offset)));
  }
  return records;
}

std::vector<std::string> PayloadsOf(const std::string& bytes) {
  std::vector<std::string> payloads;
  for (const std::string& record : RecordsOf(bytes)) {
    payloads.push_back(record.substr(12, record.size() - 16));
  }
  return payloads;
}

std::string RecordOf(const std::string& payload) {
  std::string bytes;
  RecordWriter writer([&bytes](absl::string_view piece) {
    bytes.append(piece.data(), piece.size());
    return absl::OkStatus();
  });
  EXPECT_TRUE(writer.Write(payload).ok());
  return bytes;
}

std::string Sealed(const std::vector<std::string>& payloads) {
  return Sealed(payloads, payloads.size());
}

std::string Sealed(const std::vector<std::string>& payloads, uint64_t record_count) {
  std::string bytes;
  std::string crcs;
  for (const std::string& payload : payloads) {
    bytes += RecordOf(payload);
    char crc[4];
    StoreUint32(Crc32c(payload), crc);
    crcs.append(crc, sizeof(crc));
  }
  FileRecord footer;
  footer.mutable_footer()->set_record_count(record_count);
  footer.mutable_footer()->set_crc_of_crcs(Crc32c(crcs));
  return bytes + RecordOf(footer.SerializeAsString());
}

}  // namespace windowlm
