#ifndef WINDOWLM_TESTS_END_TO_END_IMPORTED_MODEL_H_
#define WINDOWLM_TESTS_END_TO_END_IMPORTED_MODEL_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {

// Has the program make a model file of word vectors in GloVe's text form.
inline void ImportVectors(const std::string& text, const std::string& model) {
  const std::string vectors = absl::StrCat(model, ".txt");
  WriteBytes(vectors, text);
  Succeed({"import", vectors, "--output=" + model});
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_END_TO_END_IMPORTED_MODEL_H_
