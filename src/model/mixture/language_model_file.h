#ifndef WINDOWLM_SRC_MODEL_MIXTURE_LANGUAGE_MODEL_FILE_H_
#define WINDOWLM_SRC_MODEL_MIXTURE_LANGUAGE_MODEL_FILE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_source.h"
#include "src/model/language_model.h"

namespace windowlm {

// Reads all of a model file of any kind that predicts the words of a text. Errors are those of
// LoadModel, and kFailedPrecondition for a skip-gram model, which predicts no text.
absl::StatusOr<std::unique_ptr<LanguageModel>> LoadLanguageModel(absl::string_view path);
absl::StatusOr<std::unique_ptr<LanguageModel>> ReadLanguageModel(
    std::unique_ptr<ByteSource> source);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MIXTURE_LANGUAGE_MODEL_FILE_H_
