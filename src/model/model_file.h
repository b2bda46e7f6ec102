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
#include "src/store/sealed_file.h"

namespace windowlm {

// The version of the program, as it is written into files.
inline constexpr char kProgramVersion[] = "0.1.0";

// Where a model comes from: no name, path, time or number of threads, so that equal
// training writes equal bytes.
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

// Writes a model file (src/store/FORMAT.md): whole, or not at all; what was under the name
// before stays until then. A model with a parameter that is not a finite number, which LoadModel
// would refuse, is not written.
absl::Status SaveModel(absl::string_view path, const Provenance& provenance,
                       const Vocabulary& vocabulary, const WindowModel<float>& model);

// Reads all of a model file and checks every byte of it. Nothing is allocated on the
// word of the header alone. Errors name the file: not there, not a model, written by a
// newer program, damaged (and where), a model of another kind (kFailedPrecondition).
absl::StatusOr<TrainedModel> LoadModel(absl::string_view path);
absl::StatusOr<TrainedModel> ReadModel(std::unique_ptr<ByteSource> source);
// The same of a file whose header has been read, and nothing else.
absl::StatusOr<TrainedModel> ReadModel(SealedFileReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MODEL_FILE_H_
