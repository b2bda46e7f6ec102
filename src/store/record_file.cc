#include "src/store/record_file.h"

#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/crc32c.h"
#include "src/input/little_endian.h"

namespace windowlm {
namespace {

constexpr size_t kLengthBytes = 8;
constexpr size_t kChecksumBytes = 4;
constexpr size_t kHeadBytes = kLengthBytes + kChecksumBytes;

std::string Mismatch(absl::string_view what, uint32_t computed, uint32_t stored) {
  return absl::StrFormat("the checksum of %s is %08x, but %08x is stored", what, computed, stored);
}

}  // namespace

absl::Status DamagedAt(absl::string_view name, uint64_t offset, absl::string_view what) {
  return absl::DataLossError(absl::StrCat(name, " is damaged at byte ", offset, ": ", what));
}

RecordWriter::RecordWriter(ByteSink sink) : sink_(std::move(sink)) {}

absl::Status RecordWriter::Write(absl::string_view payload) {
  if (payload.size() > kMaxPayloadBytes) {
    return absl::InvalidArgumentError(absl::StrCat("cannot write a record of ", payload.size(),
                                                   " bytes: expected at most ", kMaxPayloadBytes));
  }
  char head[kHeadBytes];
  StoreUint64(payload.size(), head);
  StoreUint32(MaskCrc32c(Crc32c(absl::string_view(head, kLengthBytes))), head + kLengthBytes);
  payload_crc_ = Crc32c(payload);
  char tail[kChecksumBytes];
  StoreUint32(MaskCrc32c(payload_crc_), tail);
  for (const absl::string_view bytes :
       {absl::string_view(head, kHeadBytes), payload, absl::string_view(tail, kChecksumBytes)}) {
    if (absl::Status status = sink_(bytes); !status.ok()) return status;
  }
  return absl::OkStatus();
}

RecordReader::RecordReader(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}

absl::StatusOr<absl::string_view> RecordReader::Next() {
  record_offset_ = source_->offset();
  const auto bad_head = [this](absl::string_view what) {
    if (record_offset_ > 0) return DamagedAt(name(), record_offset_, what);
    return absl::InvalidArgumentError(absl::StrCat(name(), " is not a record file: ", what));
  };
  if (source_->remaining() < kHeadBytes) {
    cut_off_ = true;
    return bad_head(absl::StrCat("a record starts with ", kHeadBytes,
                                 " bytes, but the file ends after ", source_->remaining()));
  }
  const absl::StatusOr<absl::string_view> head = source_->Read(kHeadBytes);
  if (!head.ok()) return head.status();
  const uint64_t length = LoadUint64(head->data());
  const uint32_t length_checksum = LoadUint32(head->data() + kLengthBytes);
  const uint32_t expected_checksum = MaskCrc32c(Crc32c(head->substr(0, kLengthBytes)));
  if (length_checksum != expected_checksum) {
    return bad_head(Mismatch("the record's length", expected_checksum, length_checksum));
  }
  if (length > kMaxPayloadBytes) {
    return DamagedAt(name(), record_offset_,
                     absl::StrCat("the record's length is ", length, " bytes, expected at most ",
                                  kMaxPayloadBytes));
  }
  if (length + kChecksumBytes > source_->remaining()) {
    cut_off_ = true;
    return DamagedAt(
        name(), record_offset_,
        absl::StrCat("expected ", length + kChecksumBytes,
                     " more bytes of the record, but the file ends after ", source_->remaining()));
  }
  const absl::StatusOr<absl::string_view> rest =
      source_->Read(static_cast<size_t>(length) + kChecksumBytes);
  if (!rest.ok()) return rest.status();
  const absl::string_view payload = rest->substr(0, static_cast<size_t>(length));
  payload_crc_ = Crc32c(payload);
  const uint32_t payload_checksum = LoadUint32(rest->data() + length);
  if (payload_checksum != MaskCrc32c(payload_crc_)) {
    return DamagedAt(name(), record_offset_,
                     Mismatch("the record's payload", MaskCrc32c(payload_crc_), payload_checksum));
  }
  return payload;
}

}  // namespace windowlm
