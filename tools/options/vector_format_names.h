#ifndef WINDOWLM_TOOLS_OPTIONS_VECTOR_FORMAT_NAMES_H_
#define WINDOWLM_TOOLS_OPTIONS_VECTOR_FORMAT_NAMES_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "src/vectors/vector_format.h"

namespace windowlm {

// The names of the formats of word vectors on command lines: those that are written, and those
// that are read.
std::vector<std::string> WrittenVectorFormats();
std::vector<std::string> ReadVectorFormats();

// The format of that name; none for "auto", which is to be found out.
absl::optional<VectorFormat> VectorFormatNamed(const std::string& name);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_VECTOR_FORMAT_NAMES_H_
