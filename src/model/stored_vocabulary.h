#ifndef WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_
#define WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_

#include "absl/status/statusor.h"
#include "src/corpus/vocabulary.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// Reads the vocabulary of a file, whose header has been read. Errors name the file: damaged, or
// words that are no vocabulary (Vocabulary::FromWords).
absl::StatusOr<Vocabulary> ReadStoredVocabulary(SealedFileReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_STORED_VOCABULARY_H_
