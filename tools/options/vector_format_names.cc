#include "tools/options/vector_format_names.h"

namespace windowlm {
namespace {

struct NamedFormat {
  const char* name;
  VectorFormat format;
};

constexpr NamedFormat kFormats[] = {{"word2vec", VectorFormat::kWord2vecText},
                                    {"word2vec-binary", VectorFormat::kWord2vecBinary},
                                    {"glove", VectorFormat::kGlove},
                                    {"vec", VectorFormat::kWord2vecText},
                                    {"numpy", VectorFormat::kNumpy},
                                    {"fasttext", VectorFormat::kFastText},
                                    {"tensorboard", VectorFormat::kTensorboard}};

}  // namespace

std::vector<std::string> WrittenVectorFormats() {
  std::vector<std::string> names;
  for (const NamedFormat& format : kFormats) names.push_back(format.name);
  return names;
}

std::vector<std::string> ReadVectorFormats() {
  std::vector<std::string> names = {"auto"};
  for (const NamedFormat& format : kFormats) {
    if (format.format != VectorFormat::kTensorboard) names.push_back(format.name);
  }
  return names;
}

absl::optional<VectorFormat> VectorFormatNamed(const std::string& name) {
  for (const NamedFormat& format : kFormats) {
    if (name == format.name) return format.format;
  }
  return absl::nullopt;
}

}  // namespace windowlm
