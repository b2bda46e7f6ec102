#ifndef WINDOWLM_SRC_MODEL_VECTORS_FILE_H_
#define WINDOWLM_SRC_MODEL_VECTORS_FILE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "src/input/byte_source.h"
#include "src/model/model_file.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// What those need of a model file who compare words: a trained model's embeddings, or vectors that
// were imported.
struct ModelVectors {
  // Of imported vectors only config.corpus.text is set.
  Provenance provenance;
  Vocabulary vocabulary;
  // [vocabulary.size() x d]
  Matrix<float> embeddings;
  // The ids of the words that another program should get, ascending: of a trained model all that
  // it can predict, of imported vectors those that were in the file.
  std::vector<uint32_t> exported_ids;
};

// Reads all of a file that SaveModel or SaveVectors wrote and checks every byte of it. Errors are
// those of LoadModel.
absl::StatusOr<ModelVectors> LoadVectors(absl::string_view path);
absl::StatusOr<ModelVectors> ReadVectors(std::unique_ptr<ByteSource> source);

// Writes a model file of vectors alone (src/store/FORMAT.md): whole, or not at all. Its vocabulary
// are their words in their order, none with a count, then what a vocabulary must have besides.
// `vectors` has at least one word.
absl::Status SaveVectors(absl::string_view path, const ForeignVectors& vectors);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_VECTORS_FILE_H_
