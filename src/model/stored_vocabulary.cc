#include "src/model/stored_vocabulary.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/model/file_kind.h"
#include "src/store/vocabulary_records.h"

namespace windowlm {

absl::Status StoreVocabulary(const Vocabulary& vocabulary, SealedFileWriter& writer) {
  VocabularyWriter words(writer);
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    if (absl::Status status = words.Add(vocabulary.word(id), vocabulary.count(id)); !status.ok()) {
      return status;
    }
  }
  return words.Finish();
}

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
  if (vocabulary.ok()) return vocabulary;
  return absl::DataLossError(
      absl::StrCat(reader.name(), " is damaged: ", vocabulary.status().message()));
}

absl::StatusOr<TextRules> LoadTextRules(absl::string_view path) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  if (!reader.ok()) return reader.status();
  if (absl::Status status = CheckIsModel((*reader)->header(), path); !status.ok()) return status;
  absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(**reader);
  if (!vocabulary.ok()) return vocabulary.status();
  if (absl::Status status = (*reader)->SkipToEnd(); !status.ok()) return status;
  return TextRules{*std::move(vocabulary), (*reader)->header().config().corpus()};
}

}  // namespace windowlm
