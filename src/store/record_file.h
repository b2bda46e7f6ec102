#ifndef WINDOWLM_SRC_STORE_RECORD_FILE_H_
#define WINDOWLM_SRC_STORE_RECORD_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_sink.h"
#include "src/input/byte_source.h"

namespace windowlm {

// Records as TensorFlow frames its record files (tf.data's TFRecord, TensorBoard's events):
//
//   uint64  length of the payload, little-endian
//   uint32  masked CRC-32C of those 8 bytes
//   byte    payload[length]
//   uint32  masked CRC-32C of the payload

// The longest payload that is written or read. Those of windowlm are about 1 MiB; the bound limits
// what a damaged or foreign file can make a reader allocate.
inline constexpr uint64_t kMaxPayloadBytes = uint64_t{4} << 20;

// Checksums are stored masked, because the CRC of bytes that end in their own CRC is always the
// same, and a payload may well be such bytes.
inline uint32_t MaskCrc32c(uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xa282ead8u; }

// Writes records to a sink. One thread at a time.
class RecordWriter {
 public:
  explicit RecordWriter(ByteSink sink);

  // Writes one record, in three calls of the sink. An error of the sink may leave part of the
  // record.
  absl::Status Write(absl::string_view payload);

  // CRC-32C of the last payload written, unmasked.
  uint32_t payload_crc() const { return payload_crc_; }

 private:
  ByteSink sink_;
  uint32_t payload_crc_ = 0;
};

// Reads records from a source. Errors name the file, the byte where the record starts, what was
// expected and what was found; nothing can be read after one. One thread at a time.
class RecordReader {
 public:
  explicit RecordReader(std::unique_ptr<ByteSource> source);

  // Whether all records have been read.
  bool AtEnd() const { return source_->remaining() == 0; }

  // The next record's payload, valid until the next call. Errors: kDataLoss for a record that is
  // damaged or cut off; kInvalidArgument if not even the first record has a length that matches its
  // checksum, so that the file is likely of another kind altogether.
  absl::StatusOr<absl::string_view> Next();

  // Whether Next() failed because the file ends within the record, as it does if its writer was
  // killed or is still writing.
  bool cut_off() const { return cut_off_; }

  const std::string& name() const { return source_->name(); }
  // Where the next record starts, and the bytes from there to the file's end.
  uint64_t offset() const { return source_->offset(); }
  uint64_t remaining() const { return source_->remaining(); }
  // Where the record starts that Next() returned or failed at, and the unmasked CRC-32C of its
  // payload.
  uint64_t record_offset() const { return record_offset_; }
  uint32_t payload_crc() const { return payload_crc_; }

 private:
  std::unique_ptr<ByteSource> source_;
  uint64_t record_offset_ = 0;
  uint32_t payload_crc_ = 0;
  bool cut_off_ = false;
};

// A kDataLoss error with the message "NAME is damaged at byte OFFSET: WHAT".
absl::Status DamagedAt(absl::string_view name, uint64_t offset, absl::string_view what);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_RECORD_FILE_H_
