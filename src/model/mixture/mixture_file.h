#ifndef WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_FILE_H_
#define WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_FILE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/model_file.pb.h"
#include "src/model/language_model.h"
#include "src/model/mixture/mixture_model.h"
#include "src/store/output_place.h"
#include "src/store/sealed_file.h"

namespace windowlm {

// What a mixture's file takes over of one or several models that are neighbours in it.
struct MixturePart {
  // The models' headers, in the order of their tensors.
  std::vector<FileHeader> headers;
  // Writes their tensors.
  std::function<absl::Status(SealedFileWriter&)> write_tensors;
};

// Models that were read from a file, one or, if that is a mixture, all of its models.
struct ModelsForMixing {
  std::vector<std::unique_ptr<LanguageModel>> models;
  // It copies the file's tensors, for which the file is read again.
  MixturePart part;
};

// Errors are those of LoadLanguageModel.
absl::StatusOr<ModelsForMixing> LoadForMixing(const std::string& path);

// What the weights of a mixture were fitted to.
struct FittedText {
  uint64_t words = 0;
  // Cross-fitted (src/evaluate/mixture_fit.h).
  double perplexity = 0;
};

// Writes a model file that has all of `model` (src/store/FORMAT.md). The parts have its models in
// their order. Vectors are those of the first model. An earlier file is replaced once the new one
// is complete, and stays as it was on an error.
absl::Status SaveMixture(const OutputPlace& place, absl::Span<const MixturePart> parts,
                         const MixtureModel& model, const FittedText& fitted);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MIXTURE_MIXTURE_FILE_H_
