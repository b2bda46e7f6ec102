#ifndef WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_
#define WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// The vocabulary as the next records of a model file.
absl::Status StoreVocabulary(const Vocabulary& vocabulary, SealedFileWriter& writer);

// Reads it: as many words as the header announces. kDataLoss where they are no vocabulary.
absl::StatusOr<Vocabulary> ReadStoredVocabulary(SealedFileReader& reader);

// A model's vocabulary, and how texts become words of it.
struct TextRules {
  Vocabulary vocabulary;
  CorpusConfig corpus_config;
};

// Those of a model file of any kind, all of which is read. Errors are those of LoadModel.
absl::StatusOr<TextRules> LoadTextRules(absl::string_view path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_
