#include "src/store/sealed_file.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/crc32c.h"
#include "src/base/format_count.h"
#include "src/config/option_value.h"
#include "src/input/little_endian.h"

namespace windowlm {
namespace {

// The path of a number of the message that is not finite; empty if there is none. No program writes
// one, and neither JSON nor a reader's sums could hold it.
std::string FindNotFinite(const google::protobuf::Message& message) {
  using google::protobuf::FieldDescriptor;
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
        const double value = field->is_repeated() ? reflection.GetRepeatedDouble(message, field, i)
                                                  : reflection.GetDouble(message, field);
        if (!std::isfinite(value)) return field->name();
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        const std::string found =
            FindNotFinite(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                               : reflection.GetMessage(message, field));
        if (!found.empty()) return absl::StrCat(field->name(), ".", found);
      }
    }
  }
  return "";
}

void SerializeDeterministically(const FileRecord& record, std::string* payload) {
  payload->clear();
  google::protobuf::io::StringOutputStream stream(payload);
  google::protobuf::io::CodedOutputStream output(&stream);
  output.SetSerializationDeterministic(true);
  record.SerializeToCodedStream(&output);
}

uint32_t ExtendCrcOfCrcs(uint32_t crc_of_crcs, uint32_t payload_crc) {
  char bytes[sizeof(payload_crc)];
  StoreUint32(payload_crc, bytes);
  return ExtendCrc32c(crc_of_crcs, absl::string_view(bytes, sizeof(bytes)));
}

// The first version of the format that has what is in the file.
uint32_t FormatVersionOf(const FileHeader& header) {
  const auto needs_fifth = [](const FileHeader& model) {
    return model.config().model().batch_norm() || model.config().model().attention() > 0;
  };
  if (header.config().model().labels() > 0) return 6;
  const auto& models = header.mixture().models();
  if (needs_fifth(header) || std::any_of(models.begin(), models.end(), needs_fifth)) return 5;
  if (header.has_mixture()) return 4;
  if (header.ngram().has_import()) return 3;
  return header.subword_rows() > 0 ? 2 : 1;
}

}  // namespace

absl::Status SealedContents::Add(const FileRecord& record) {
  switch (record.kind_case()) {
    case FileRecord::kVocabulary:
      if (tensors_ > 0) return absl::DataLossError("a vocabulary chunk follows a tensor chunk");
      words_ += static_cast<uint64_t>(record.vocabulary().words_size());
      return absl::OkStatus();
    case FileRecord::kTensor:
      if (record.tensor().first_row() == 0 && record.tensor().first_column() == 0) ++tensors_;
      return absl::OkStatus();
    case FileRecord::kHeader:
      return absl::DataLossError("a second header");
    case FileRecord::kFooter:
    case FileRecord::KIND_NOT_SET:
      break;
  }
  return absl::DataLossError("a record of unknown kind");
}

absl::Status SealedContents::CheckComplete() const {
  if (words_ == expected_words_ && tensors_ == expected_tensors_) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the header announces ", Counted(expected_words_, "word"),
                                          " and ", Counted(expected_tensors_, "tensor"),
                                          ", but there are ", words_, " and ", tensors_));
}

absl::StatusOr<std::unique_ptr<SealedFileWriter>> SealedFileWriter::Create(absl::string_view path,
                                                                           FileHeader header) {
  const absl::StatusOr<OutputPlace> place = OutputPlace::Find(path);
  if (!place.ok()) return place.status();
  return Create(*place, std::move(header));
}

absl::StatusOr<std::unique_ptr<SealedFileWriter>> SealedFileWriter::Create(const OutputPlace& place,
                                                                           FileHeader header) {
  absl::StatusOr<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(place);
  if (!file.ok()) return file.status();
  auto writer = absl::WrapUnique(new SealedFileWriter(*std::move(file), header));
  FileRecord record;
  *record.mutable_header() = std::move(header);
  record.mutable_header()->set_format_version(FormatVersionOf(record.header()));
  if (record.header().has_config()) ClearZeroes(record.mutable_header()->mutable_config());
  if (absl::Status status = writer->WriteRecord(record); !status.ok()) return status;
  return writer;
}

SealedFileWriter::SealedFileWriter(std::unique_ptr<AtomicFile> file, const FileHeader& header)
    : file_(std::move(file)), records_(file_->Sink()), contents_(header) {}

absl::Status SealedFileWriter::Fail(absl::Status status) {
  if (status_.ok()) status_ = std::move(status);
  return status_;
}

absl::Status SealedFileWriter::WriteRecord(const FileRecord& record) {
  SerializeDeterministically(record, &payload_);
  if (absl::Status status = records_.Write(payload_); !status.ok()) return Fail(std::move(status));
  crc_of_crcs_ = ExtendCrcOfCrcs(crc_of_crcs_, records_.payload_crc());
  ++record_count_;
  return absl::OkStatus();
}

absl::Status SealedFileWriter::Write(const FileRecord& record) {
  if (!status_.ok()) return status_;
  if (const absl::Status status = contents_.Add(record); !status.ok()) {
    return Fail(
        absl::InvalidArgumentError(absl::StrCat("cannot write ", path(), ": ", status.message())));
  }
  return WriteRecord(record);
}

absl::Status SealedFileWriter::Finish() {
  if (!status_.ok()) return status_;
  if (const absl::Status status = contents_.CheckComplete(); !status.ok()) {
    return Fail(absl::FailedPreconditionError(
        absl::StrCat("cannot write ", path(), ": ", status.message())));
  }
  FileRecord record;
  record.mutable_footer()->set_record_count(record_count_);
  record.mutable_footer()->set_crc_of_crcs(crc_of_crcs_);
  if (absl::Status status = WriteRecord(record); !status.ok()) return status;
  if (absl::Status status = file_->Commit(); !status.ok()) return Fail(std::move(status));
  status_ = absl::FailedPreconditionError(
      absl::StrCat("cannot write ", path(), ": it is complete already"));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<SealedFileReader>> SealedFileReader::Open(absl::string_view path) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  return Open(*std::move(source));
}

absl::StatusOr<std::unique_ptr<SealedFileReader>> SealedFileReader::Open(const OutputPlace& place) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source =
      ByteSource::OpenFile(place.HeldPath(), place.path());
  if (!source.ok()) return source.status();
  return Open(*std::move(source));
}

absl::StatusOr<std::unique_ptr<SealedFileReader>> SealedFileReader::Open(
    std::unique_ptr<ByteSource> source) {
  auto reader = absl::WrapUnique(new SealedFileReader(std::move(source)));
  if (absl::Status status = reader->ReadHeader(); !status.ok()) return status;
  return reader;
}

SealedFileReader::SealedFileReader(std::unique_ptr<ByteSource> source)
    : records_(std::move(source)), contents_(header_) {}

absl::Status SealedFileReader::ReadHeader() {
  const auto foreign = [this](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat(name(), " is not a windowlm file: ", why));
  };
  if (records_.AtEnd()) return foreign("it is empty");
  absl::Status status = ReadRecord();
  if (absl::IsInvalidArgument(status)) {
    return foreign("it does not start with the length and checksum of a record");
  }
  if (!status.ok()) return status;
  // Valid records of another kind are another program's.
  if (!record_.has_header()) return foreign("its first record is not a header");
  if (record_.header().format_version() == 0) return foreign("its header has no format version");
  if (record_.header().format_version() > kFormatVersion) {
    return absl::UnimplementedError(absl::StrCat(
        "cannot read ", name(), ": it was written by a newer windowlm, in format version ",
        record_.header().format_version(), "; this program reads versions 1 to ", kFormatVersion));
  }
  if (const std::string number = FindNotFinite(record_.header()); !number.empty()) {
    return DamagedAt(name(), records_.record_offset(),
                     absl::StrCat("the header's ", number, " is not a finite number"));
  }
  header_ = std::move(*record_.mutable_header());
  contents_ = SealedContents(header_);
  return absl::OkStatus();
}

absl::Status SealedFileReader::ReadRecord() {
  const absl::StatusOr<absl::string_view> payload = records_.Next();
  if (!payload.ok()) return payload.status();
  // The size is at most kMaxPayloadBytes, so it fits an int.
  if (!record_.ParseFromArray(payload->data(), static_cast<int>(payload->size()))) {
    if (record_count_ > 0) {
      return DamagedAt(name(), records_.record_offset(), "the record holds no FileRecord message");
    }
    // The checksums are right, so this is another program's record. ReadHeader refuses it.
    record_.Clear();
  }
  if (record_.has_footer()) return absl::OkStatus();
  crc_of_crcs_ = ExtendCrcOfCrcs(crc_of_crcs_, records_.payload_crc());
  ++record_count_;
  return absl::OkStatus();
}

absl::Status SealedFileReader::Damaged(absl::string_view what) {
  if (status_.ok()) status_ = DamagedAt(name(), records_.record_offset(), what);
  return status_;
}

absl::StatusOr<const FileRecord*> SealedFileReader::Next() {
  if (!status_.ok()) return status_;
  if (at_end_) return nullptr;
  if (records_.AtEnd()) {
    return status_ = DamagedAt(name(), records_.offset(),
                               absl::StrCat("the file ends after ",
                                            Counted(record_count_, "record"), " without a footer"));
  }
  if (status_ = ReadRecord(); !status_.ok()) return status_;
  if (record_.has_footer()) {
    if (absl::Status status = CheckFooter(record_.footer()); !status.ok()) return status;
    at_end_ = true;
    return nullptr;
  }
  if (const absl::Status status = contents_.Add(record_); !status.ok()) {
    return Damaged(status.message());
  }
  return &record_;
}

absl::Status SealedFileReader::SkipToEnd() {
  for (;;) {
    const absl::StatusOr<const FileRecord*> record = Next();
    if (!record.ok() || *record == nullptr) return record.status();
  }
}

absl::Status SealedFileReader::ReadEnd() {
  const absl::StatusOr<const FileRecord*> record = Next();
  if (!record.ok()) return record.status();
  if (*record != nullptr) return Damaged("expected the footer, found another chunk");
  return absl::OkStatus();
}

absl::Status SealedFileReader::CheckFooter(const FileFooter& footer) {
  if (footer.record_count() != record_count_) {
    return Damaged(absl::StrCat("the footer counts ", Counted(footer.record_count(), "record"),
                                " before it, but there are ", record_count_));
  }
  if (footer.crc_of_crcs() != crc_of_crcs_) {
    return Damaged(absl::StrFormat(
        "the records before the footer are not those that were written: their checksum is %08x, "
        "but %08x is stored",
        crc_of_crcs_, footer.crc_of_crcs()));
  }
  if (const absl::Status status = contents_.CheckComplete(); !status.ok()) {
    return Damaged(status.message());
  }
  if (!records_.AtEnd()) {
    return Damaged(absl::StrCat("expected the end after the footer, found ",
                                Counted(records_.remaining(), "byte"), " more"));
  }
  return absl::OkStatus();
}

}  // namespace windowlm
