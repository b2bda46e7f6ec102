#ifndef WINDOWLM_SRC_MODEL_NGRAM_NGRAM_FILE_H_
#define WINDOWLM_SRC_MODEL_NGRAM_NGRAM_FILE_H_

#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"
#include "src/model/ngram/kneser_ney.h"
#include "src/model/ngram/ngram_model.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// Where an n-gram model comes from: no name, path or time, so that equal texts make equal bytes.
struct NgramProvenance {
  CorpusSummary corpus;
  // Whether the vocabulary was given, or else is that of the corpus.
  bool given_vocabulary = false;
  // By order.
  std::vector<KneserNeyDiscounts> discounts;
};

// Writes a model file (src/store/FORMAT.md): whole, or not at all.
absl::Status SaveNgramModel(absl::string_view path, const NgramProvenance& provenance,
                            const NgramModel& model);

// Whether a header of an n-gram model is one. It bounds the sizes, so that sums of them do not
// overflow; nothing may be allocated by it before CheckTensorsFit.
absl::Status CheckNgramHeader(const FileHeader& header);

// Reads all of a file whose header, that of an n-gram model, has been read, and checks all that
// answers rely on. Errors are those of LoadModel.
absl::StatusOr<std::unique_ptr<NgramModel>> ReadNgramModel(SealedFileReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_FILE_H_
