#ifndef WINDOWLM_SRC_MODEL_NGRAM_NGRAM_FILE_H_
#define WINDOWLM_SRC_MODEL_NGRAM_NGRAM_FILE_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "proto/model_file.pb.h"
#include "src/model/ngram/kneser_ney.h"
#include "src/model/ngram/ngram_model.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// How an n-gram model was made. It has no name, path or time, so that equal texts make equal bytes.
struct NgramProvenance {
  CorpusSummary corpus;
  // Whether the vocabulary was given, not made from the corpus.
  bool given_vocabulary = false;
  // The discounts of each order, lowest order first.
  std::vector<KneserNeyDiscounts> discounts;
  // Of an imported model, which has none of what is above but `given_vocabulary`: its file. The
  // model's numbers are logarithms, and those of no other are.
  absl::optional<NgramImport> import;
};

// Writes a model file (src/store/FORMAT.md). An earlier file at `path` is replaced once the new one
// is complete, and stays as it was on an error.
absl::Status SaveNgramModel(absl::string_view path, const NgramProvenance& provenance,
                            const NgramModel& model);

// The header of the model's file, and what it has after the vocabulary.
FileHeader NgramHeader(const NgramProvenance& provenance, const NgramModel& model);
absl::Status WriteNgramTensors(const NgramModel& model, SealedFileWriter& writer);

// Checks the header of an n-gram model; kInvalidArgument says what is wrong. A header that passes
// bounds the sizes, so that sums of them do not overflow; but nothing may be allocated by it before
// CheckTensorsFit.
absl::Status CheckNgramHeader(const FileHeader& header);

// Reads the rest of an n-gram model's file, of which only the header has been read, and checks all
// that queries rely on. Errors are those of LoadModel.
absl::StatusOr<std::unique_ptr<NgramModel>> ReadNgramModel(SealedFileReader& reader);
// Reads the tensors of the model that `header` announces from a file of which the vocabulary has
// been read, and not the end.
absl::StatusOr<std::unique_ptr<NgramModel>> ReadNgramTensors(const FileHeader& header,
                                                             Vocabulary vocabulary,
                                                             SealedFileReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_FILE_H_
