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

// The longest word that a file can hold. The words of a text are far shorter.
inline constexpr size_t kMaxStoredWordBytes = size_t{1} << 20;

// Writes words, first id first, in VocabularyChunks of about 1 MiB. Words are bytes of any kind,
// and are not checked to be distinct.
class VocabularyWriter {
 public:
  // `writer` must outlive it.
  explicit VocabularyWriter(SealedFileWriter& writer) : writer_(writer) {}

  // Writes the word of the next id, and how often it was seen. kInvalidArgument if it is longer
  // than kMaxStoredWordBytes.
  absl::Status Add(absl::string_view word, uint64_t count);

  // Writes what is left. Must be called, as the last call.
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
