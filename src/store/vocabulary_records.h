#ifndef WINDOWLM_SRC_STORE_VOCABULARY_RECORDS_H_
#define WINDOWLM_SRC_STORE_VOCABULARY_RECORDS_H_

#include <cstddef>
#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// Longer words fit no file. Who makes words bounds them, far below this.
inline constexpr size_t kMaxStoredWordBytes = size_t{1} << 20;

// Writes words, first id first, in VocabularyChunks of about 1 MiB. Words are bytes of any
// kind; nothing here asks whether they differ.
class VocabularyWriter {
 public:
  // `writer` must outlive it.
  explicit VocabularyWriter(SealedFileWriter& writer) : writer_(writer) {}

  // The next id's word, and how often it was seen. kInvalidArgument beyond kMaxStoredWordBytes.
  absl::Status Add(absl::string_view word, uint64_t count);

  // Writes what is left. Required, and the last call.
  absl::Status Finish();

 private:
  SealedFileWriter& writer_;
  FileRecord record_;
  uint64_t next_id_ = 0;
  size_t chunk_bytes_ = 0;
};

// Reads as many words as the header announces, and calls `add` for each, in the order of
// their ids. An error of `add` is about the word: it is reported as damage of the file.
absl::Status ReadVocabulary(
    SealedFileReader& reader,
    absl::FunctionRef<absl::Status(absl::string_view word, uint64_t count)> add);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_VOCABULARY_RECORDS_H_
