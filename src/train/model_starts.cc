#include "src/train/model_starts.h"

#include <algorithm>

namespace windowlm {

std::vector<SharedWord> FindSharedWords(const Vocabulary& vocabulary,
                                        const ForeignVectors& vectors) {
  std::vector<SharedWord> shared;
  for (size_t row = 0; row < vectors.words.size(); ++row) {
    const absl::optional<uint32_t> id = vocabulary.Find(vectors.words[row]);
    if (id.has_value()) shared.push_back({*id, row});
  }
  return shared;
}

void SetEmbeddings(const ForeignVectors& vectors, const std::vector<SharedWord>& shared,
                   WindowModel<float>& model) {
  // The first parameter is the embedding table.
  Matrix<float>& embeddings = model.parameters().front()->value;
  for (const SharedWord& word : shared) {
    const absl::Span<const float> vector = vectors.vectors.row(word.row);
    std::copy(vector.begin(), vector.end(), embeddings.row(word.id));
  }
}

void CopyParameters(const WindowModel<float>& from, WindowModel<float>& model) {
  for (size_t slot = 0; slot < model.parameters().size(); ++slot) {
    const Matrix<float>& value = from.parameters()[slot]->value;
    std::copy_n(value.data(), value.size(), model.parameters()[slot]->value.data());
  }
}

}  // namespace windowlm
