#ifndef WINDOWLM_TOOLS_OPTIONS_VECTOR_FORMAT_NAMES_H_
#define WINDOWLM_TOOLS_OPTIONS_VECTOR_FORMAT_NAMES_H_

#include <string>
#include <vector>

#include "absl/types/optional.h"
#include "src/vectors/vector_format.h"

namespace windowlm {

// The names that formats of word vectors have on command lines: the formats that windowlm writes,
// and those that it reads.
std::vector<std::string> WrittenVectorFormats();
std::vector<std::string> ReadVectorFormats();

// The format of this name; none for "auto", which leaves it to the file.
absl::optional<VectorFormat> VectorFormatNamed(const std::string& name);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_VECTOR_FORMAT_NAMES_H_
