#include "src/store/vocabulary_records.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "src/base/format_count.h"

namespace windowlm {
namespace {

// A chunk is written before another word would make it longer than this.
constexpr size_t kChunkBytes = size_t{1} << 20;
// The most bytes that the tag, the length and the count of one word take.
constexpr size_t kBytesBesideWord = 16;

}  // namespace

absl::Status VocabularyWriter::Add(absl::string_view word, uint64_t count) {
  if (word.size() > kMaxStoredWordBytes) {
    return writer_.Fail(absl::InvalidArgumentError(
        absl::StrCat("cannot write ", writer_.path(), ": word ", next_id_, " has ", word.size(),
                     " bytes, expected at most ", kMaxStoredWordBytes)));
  }
  const size_t bytes = word.size() + kBytesBesideWord;
  if (chunk_bytes_ + bytes > kChunkBytes) {
    if (absl::Status status = Finish(); !status.ok()) return status;
  }
  VocabularyChunk& chunk = *record_.mutable_vocabulary();
  if (chunk_bytes_ == 0) chunk.set_first_id(next_id_);
  chunk.add_words(std::string(word));
  chunk.add_counts(count);
  chunk_bytes_ += bytes;
  ++next_id_;
  return absl::OkStatus();
}

absl::Status VocabularyWriter::Finish() {
  if (chunk_bytes_ == 0) return absl::OkStatus();
  if (absl::Status status = writer_.Write(record_); !status.ok()) return status;
  record_.mutable_vocabulary()->Clear();
  chunk_bytes_ = 0;
  return absl::OkStatus();
}

absl::Status ReadVocabulary(
    SealedFileReader& reader,
    absl::FunctionRef<absl::Status(absl::string_view word, uint64_t count)> add) {
  const uint64_t size = reader.header().vocabulary_size();
  for (uint64_t id = 0; id < size;) {
    const absl::StatusOr<const FileRecord*> record = reader.Next();
    if (!record.ok()) return record.status();
    if (*record == nullptr || !(*record)->has_vocabulary()) {
      return reader.Damaged(absl::StrCat("the header announces ", Counted(size, "word"),
                                         ", but only ", id, " are there"));
    }
    const VocabularyChunk& chunk = (*record)->vocabulary();
    if (chunk.first_id() != id) {
      return reader.Damaged(absl::StrCat("expected the vocabulary from word ", id,
                                         ", found that from word ", chunk.first_id()));
    }
    const uint64_t words = static_cast<uint64_t>(chunk.words_size());
    if (words == 0 || words > size - id || chunk.counts_size() != chunk.words_size()) {
      return reader.Damaged(absl::StrCat(
          "the vocabulary chunk from word ", id, " has ", words, " words and ", chunk.counts_size(),
          " counts, expected as many of both, from 1 to ", size - id));
    }
    for (int i = 0; i < chunk.words_size(); ++i, ++id) {
      if (const absl::Status status = add(chunk.words(i), chunk.counts(i)); !status.ok()) {
        return reader.Damaged(absl::StrCat("word ", id, ": ", status.message()));
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace windowlm
