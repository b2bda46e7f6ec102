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
#include "src/store/output_place.h"
#include "src/store/record_file.h"

namespace windowlm {

// windowlm's own files are records (src/store/record_file.h) whose payloads are FileRecords. The
// footer seals what is before it. FORMAT.md beside this file gives every byte.
//
//   +--------+------------------+-----+--------------+-----+--------+
//   | header | vocabulary chunk | ... | tensor chunk | ... | footer |
//   +--------+------------------+-----+--------------+-----+--------+

// The greatest format version that is written or read. Files are written in the first that has what
// is in them: n-grams of characters need version 2, an imported n-gram model version 3, a mixture
// of models version 4, attention and batch normalisation version 5, labels
// version 6.
inline constexpr uint32_t kFormatVersion = 6;

// Counts the words and tensors in the records after the header, which must be as many as the header
// announces.
class SealedContents {
 public:
  explicit SealedContents(const FileHeader& header)
      : expected_words_(header.vocabulary_size()), expected_tensors_(header.tensor_count()) {}

  // Counts the next record, which is no footer. Fails, without the file's name, if a record of its
  // kind may not come here.
  absl::Status Add(const FileRecord& record);
  // Fails if there are not as many words and tensors as announced.
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
  // Writes the header, with format_version set and without the configuration's fields that are
  // zero: in a file absent means zero. Refuses the paths that AtomicFile refuses.
  static absl::StatusOr<std::unique_ptr<SealedFileWriter>> Create(absl::string_view path,
                                                                  FileHeader header);
  static absl::StatusOr<std::unique_ptr<SealedFileWriter>> Create(const OutputPlace& place,
                                                                  FileHeader header);

  SealedFileWriter(const SealedFileWriter&) = delete;
  SealedFileWriter& operator=(const SealedFileWriter&) = delete;

  // Writes a vocabulary or tensor chunk, as src/store/vocabulary_records.h and tensor_records.h
  // make them.
  absl::Status Write(const FileRecord& record);

  // Checks that what the header announced was written, writes the footer and commits. Must be the
  // last call.
  absl::Status Finish();

  const std::string& path() const { return file_->path(); }

  // Makes `status` the error that this and every later call returns, unless there was one before.
  // For functions that write chunks.
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
  static absl::StatusOr<std::unique_ptr<SealedFileReader>> Open(const OutputPlace& place);
  static absl::StatusOr<std::unique_ptr<SealedFileReader>> Open(std::unique_ptr<ByteSource> source);

  SealedFileReader(const SealedFileReader&) = delete;
  SealedFileReader& operator=(const SealedFileReader&) = delete;

  const FileHeader& header() const { return header_; }

  // The next vocabulary or tensor chunk, valid until the next call, or nullptr at the end. The end
  // is reached only if the footer matches and nothing follows it; until then a file must not be
  // trusted.
  absl::StatusOr<const FileRecord*> Next();

  // Reads the end, for a caller that has read all chunks. Another chunk is an error.
  absl::Status ReadEnd();

  // Reads the chunks that are left and the end, which shows that the file is whole.
  absl::Status SkipToEnd();

  const std::string& name() const { return records_.name(); }
  // Bytes of the file that are yet to be read, which bound what may still come.
  uint64_t remaining() const { return records_.remaining(); }

  // A kDataLoss error that says `what` is wrong with the record that Next() returned; every later
  // call returns it too. For functions that read chunks.
  absl::Status Damaged(absl::string_view what);

 private:
  explicit SealedFileReader(std::unique_ptr<ByteSource> source);

  absl::Status ReadHeader();
  // Reads the next record into record_.
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
