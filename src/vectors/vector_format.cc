#include "src/vectors/vector_format.h"

namespace windowlm {

absl::string_view VectorFormatTitle(VectorFormat format) {
  switch (format) {
    case VectorFormat::kWord2vecText:
      return "word2vec's text";
    case VectorFormat::kWord2vecBinary:
      return "word2vec's binary file";
    case VectorFormat::kGlove:
      return "GloVe's text";
    case VectorFormat::kNumpy:
      return "a NumPy array";
    case VectorFormat::kFastText:
      return "fastText's model";
    case VectorFormat::kTensorboard:
      return "TensorBoard's files";
  }
  return "";
}

std::string WordsPath(VectorFormat format, const std::string& path) {
  if (format == VectorFormat::kNumpy) return path + ".words.txt";
  if (format == VectorFormat::kTensorboard) return path + ".metadata.tsv";
  return "";
}

}  // namespace windowlm
