#ifndef WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_
#define WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// Writes the vocabulary as the next records of a model file.
absl::Status StoreVocabulary(const Vocabulary& vocabulary, SealedFileWriter& writer);

// Reads the vocabulary from the next records of a model file: as many words as its header
// announces. kDataLoss if they do not make a vocabulary.
absl::StatusOr<Vocabulary> ReadStoredVocabulary(SealedFileReader& reader);

// A model's vocabulary, and the rules by which a text becomes words of it.
struct TextRules {
  Vocabulary vocabulary;
  CorpusConfig corpus_config;
};

// Reads the text rules of a model file of any kind. The whole file is read, and errors are those of
// LoadModel.
absl::StatusOr<TextRules> LoadTextRules(absl::string_view path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_
