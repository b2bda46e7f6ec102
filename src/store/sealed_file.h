#ifndef WINDOWLM_SRC_STORE_SEALED_FILE_H_
#define WINDOWLM_SRC_STORE_SEALED_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"
#include "src/input/byte_source.h"
#include "src/store/atomic_file.h"
#include "src/store/record_file.h"

namespace windowlm {

// windowlm's own files: records (src/store/record_file.h) whose payloads are FileRecords, a
// header first, then vocabulary chunks, then tensor chunks, and last a footer that
// seals what is before it. FORMAT.md beside this file gives every byte.

// The only version that is written or read.
inline constexpr uint32_t kFormatVersion = 1;

// What the records since the header amount to, which must be what the header says.
class SealedContents {
 public:
  explicit SealedContents(const FileHeader& header)
      : expected_words_(header.vocabulary_size()), expected_tensors_(header.tensor_count()) {}

  // Takes the next record: an error (without a file's name) where its kind may not stand
  // here. Not for headers and footers.
  absl::Status Add(const FileRecord& record);
  // An error where something is missing.
  absl::Status CheckComplete() const;

 private:
  uint64_t expected_words_;
  uint64_t expected_tensors_;
  uint64_t words_ = 0;
  uint64_t tensors_ = 0;
};

// Writes a file atomically: without a Finish() that succeeded nothing appears under its name.
// The same records give the same bytes. The first error is returned by every later
// call. One thread at a time.
class SealedFileWriter {
 public:
  // Writes the header, with format_version set. Refuses the paths that AtomicFile refuses.
  static absl::StatusOr<std::unique_ptr<SealedFileWriter>> Create(absl::string_view path,
                                                                  FileHeader header);

  SealedFileWriter(const SealedFileWriter&) = delete;
  SealedFileWriter& operator=(const SealedFileWriter&) = delete;

  // A vocabulary or tensor chunk. src/store/vocabulary_records.h and tensor_records.h make them.
  absl::Status Write(const FileRecord& record);

  // Checks that what the header announced was written, writes the footer and commits. The
  // last call.
  absl::Status Finish();

  const std::string& path() const { return file_->path(); }

  // For writers of records: makes `status` the error that every later call returns.
  absl::Status Fail(absl::Status status);

 private:
  SealedFileWriter(std::unique_ptr<AtomicFile> file, const FileHeader& header);

  absl::Status WriteRecord(const FileRecord& record);

  std::unique_ptr<AtomicFile> file_;
  RecordWriter records_;
  SealedContents contents_;
  std::string payload_;
  uint64_t record_count_ = 0;
  uint32_t crc_of_crcs_ = 0;
  absl::Status status_;
};

// Reads a file from header to footer. The first error is returned by every later call; its
// code is kDataLoss for a damaged file, kInvalidArgument for one that is not windowlm's,
// kUnimplemented for one of a newer format. One thread at a time.
class SealedFileReader {
 public:
  // Reads and checks the header.
  static absl::StatusOr<std::unique_ptr<SealedFileReader>> Open(absl::string_view path);
  static absl::StatusOr<std::unique_ptr<SealedFileReader>> Open(std::unique_ptr<ByteSource> source);

  SealedFileReader(const SealedFileReader&) = delete;
  SealedFileReader& operator=(const SealedFileReader&) = delete;

  const FileHeader& header() const { return header_; }

  // The next vocabulary or tensor chunk, valid until the next call, or nullptr at the
  // end. The end is only reached through a footer that fits, with nothing behind it: no
  // file is to be trusted before.
  absl::StatusOr<const FileRecord*> Next();

  // For who knows what a file holds and has read it all: reads the end, and nothing else.
  absl::Status ReadEnd();

  const std::string& name() const { return records_.name(); }
  // Bytes of the file that are yet to be read: a bound on what may be in them.
  uint64_t remaining() const { return records_.remaining(); }

  // For readers of records: kDataLoss with `what` is wrong with the record that Next()
  // returned; every later call returns it too.
  absl::Status Damaged(absl::string_view what);

 private:
  explicit SealedFileReader(std::unique_ptr<ByteSource> source);

  absl::Status ReadHeader();
  // Into record_.
  absl::Status ReadRecord();
  absl::Status CheckFooter(const FileFooter& footer);

  RecordReader records_;
  FileHeader header_;
  SealedContents contents_;
  FileRecord record_;
  uint64_t record_count_ = 0;
  uint32_t crc_of_crcs_ = 0;
  bool at_end_ = false;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_SEALED_FILE_H_
