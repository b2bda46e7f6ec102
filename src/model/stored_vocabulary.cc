#include "src/model/stored_vocabulary.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/store/vocabulary_records.h"

namespace windowlm {

absl::StatusOr<Vocabulary> ReadStoredVocabulary(SealedFileReader& reader) {
  std::vector<std::string> words;
  std::vector<uint64_t> counts;
  const absl::Status status =
      ReadVocabulary(reader, [&](absl::string_view word, uint64_t count) -> absl::Status {
        words.emplace_back(word);
        counts.push_back(count);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  absl::StatusOr<Vocabulary> vocabulary = Vocabulary::FromWords(words, counts);
  if (!vocabulary.ok()) {
    return absl::DataLossError(
        absl::StrCat(reader.name(), " is damaged: ", vocabulary.status().message()));
  }
  return vocabulary;
}

}  // namespace windowlm
