#ifndef WINDOWLM_TOOLS_OPTIONS_ASKED_TEXT_H_
#define WINDOWLM_TOOLS_OPTIONS_ASKED_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/model/vectors_file.h"
#include "src/query/text_vectors.h"
#include "tools/results/question_notes.h"

namespace windowlm {

// The vector of a text, whose words the model's own rules find; *notes tells which it does not
// know, which count for nothing. kNotFound, whose message calls the model `model`, if it knows none
// of them.
absl::StatusOr<std::vector<float>> FindTextVector(absl::string_view text,
                                                  const ModelVectors& vectors,
                                                  const TextVectors& texts,
                                                  const std::string& model, QuestionNotes* notes);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_ASKED_TEXT_H_
