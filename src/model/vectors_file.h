#ifndef WINDOWLM_SRC_MODEL_VECTORS_FILE_H_
#define WINDOWLM_SRC_MODEL_VECTORS_FILE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "proto/model_file.pb.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "src/input/byte_source.h"
#include "src/model/model_file.h"
#include "src/model/subwords.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// The part of a model file that is needed to compare words: a trained model's embeddings, or
// imported vectors.
struct ModelVectors {
  // For imported vectors only config.corpus.text is set.
  Provenance provenance;
  Vocabulary vocabulary;
  // The vectors of the words: [vocabulary.size() x d].
  Matrix<float> embeddings;
  // The ids of the words to export: all words that a trained model can predict, or the words that
  // were in the file of imported vectors, in its order.
  std::vector<uint32_t> exported_ids;
  // Absent if the model has no n-grams, or if the vectors are output rows, which words outside the
  // vocabulary do not have.
  absl::optional<Subwords> unknown_words;

  // Whether the vocabulary tells how often its words were seen: that of imported vectors does not.
  bool has_counts() const { return vocabulary.count(0) > 0; }
};

// kInvalidArgument if what the header of a file of vectors says is not possible; the message is
// for after "in its header ".
absl::Status CheckVectorsHeader(const FileHeader& header);

// The ids of the words of a model file of any kind that ModelVectors::exported_ids describes.
std::vector<uint32_t> ExportedIds(const FileHeader& header, const Vocabulary& vocabulary);

// Reads all of a file that SaveModel or SaveVectors wrote and checks every byte of it. The vectors
// are those that are `asked` for, or else those that the model's configuration names; a word that
// has no output row, such as `<s>`, has its input row alone. Errors are those of LoadModel, and
// kInvalidArgument if the model has no vectors of the kind.
absl::StatusOr<ModelVectors> LoadVectors(absl::string_view path,
                                         absl::optional<Vectors> asked = {});
absl::StatusOr<ModelVectors> ReadVectors(std::unique_ptr<ByteSource> source,
                                         absl::optional<Vectors> asked = {});

// Writes a model file that has only vectors (src/store/FORMAT.md). On an error an earlier file at
// `path` stays as it was. The vocabulary is the words of `vectors` in their order, without counts,
// then the special words that a vocabulary must have and `vectors` lacks. `vectors` has at least
// one word. `<s>` is the vocabulary's last word, but keeps its place in ExportedIds. The n-grams of
// `vectors` are kept.
absl::Status SaveVectors(absl::string_view path, const ForeignVectors& vectors);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_VECTORS_FILE_H_
