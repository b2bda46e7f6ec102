#ifndef WINDOWLM_SRC_MODEL_MODEL_FILE_H_
#define WINDOWLM_SRC_MODEL_MODEL_FILE_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "src/input/byte_source.h"
#include "src/model/window_model.h"
#include "src/store/output_place.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// The version of the program, as it is written into files.
inline constexpr char kProgramVersion[] = "0.1.0";

// The names of the tensors of a model of labels that hold the ids of each pair of words and the
// bucket of each n-gram of characters, where it has some; they are the first ones.
inline constexpr char kPairsTensor[] = "pairs";
inline constexpr char kNgramsTensor[] = "ngrams";

// How a model was made. It has no name, path, time or number of threads, so that equal training
// writes equal bytes.
struct Provenance {
  TrainConfig config;
  CorpusSummary corpus;
  TrainingSummary training;
};

struct TrainedModel {
  Provenance provenance;
  Vocabulary vocabulary;
  std::unique_ptr<WindowModel<float>> model;
};

// Writes a model file (src/store/FORMAT.md). An earlier file at `path` is replaced once the new one
// is complete, and stays as it was on an error. A model with a parameter that is not finite, which
// LoadModel would refuse, is not written: kInvalidArgument.
absl::Status SaveModel(absl::string_view path, const Provenance& provenance,
                       const Vocabulary& vocabulary, const WindowModel<float>& model);
absl::Status SaveModel(const OutputPlace& place, const Provenance& provenance,
                       const Vocabulary& vocabulary, const WindowModel<float>& model);

// Reads all of a model file and checks every byte of it. No more memory is allocated than the size
// of the file justifies, whatever its header says. Errors name the file: it does not exist, is not
// a model, was written by a newer program, is damaged (and where), or holds a model of another
// kind, such as a model of labels (kFailedPrecondition).
absl::StatusOr<TrainedModel> LoadModel(absl::string_view path);
absl::StatusOr<TrainedModel> ReadModel(std::unique_ptr<ByteSource> source);
// Reads the rest of a file of which only the header has been read. Of a mixture of models it reads
// the first one.
absl::StatusOr<TrainedModel> ReadModel(SealedFileReader& reader);
// Reads the tensors of the model that `header` announces from a file of which the vocabulary has
// been read, and not the end.
absl::StatusOr<TrainedModel> ReadModelTensors(const FileHeader& header, Vocabulary vocabulary,
                                              SealedFileReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MODEL_FILE_H_
