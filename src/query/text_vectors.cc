#include "src/query/text_vectors.h"

#include <algorithm>
#include <numeric>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/corpus/special_words.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

// That with which the halves of 4,000 paragraphs of an encyclopedia found each other most often, of
// 0.0001, 0.0003, 0.001 and 0.003.
constexpr double kA = 3e-4;
constexpr int64_t kRowsToATask = 512;

// The words' shares of the text that the vocabulary was counted in.
std::vector<double> Shares(const Vocabulary& vocabulary) {
  std::vector<double> shares(vocabulary.size());
  const bool counted = vocabulary.count(0) > 0;
  for (uint32_t id = 0; id < shares.size(); ++id) {
    shares[id] = counted ? static_cast<double>(vocabulary.count(id)) : 1.0 / (1.0 + id);
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace

TextVectors::TextVectors(const Matrix<float>& embeddings, const Vocabulary& vocabulary)
    : embeddings_(embeddings) {
  for (const double share : Shares(vocabulary)) {
    const auto id = static_cast<uint32_t>(weights_.size());
    const bool special = IsSpecialWord(vocabulary.word(id));
    weights_.push_back(special ? 0.0f : static_cast<float>(kA / (kA + share)));
  }
}

std::vector<float> TextVectors::VectorOf(absl::Span<const uint32_t> ids) const {
  std::vector<float> vector(static_cast<size_t>(embeddings_.columns()));
  const auto words = static_cast<float>(std::max<size_t>(1, ids.size()));
  for (const uint32_t id : ids) {
    AddScaled(embeddings_.row(id), embeddings_.columns(), weights_[id] / words, vector.data());
  }
  return vector;
}

bool TextVectors::HasVector(absl::Span<const uint32_t> ids) const {
  return std::any_of(ids.begin(), ids.end(), [this](uint32_t id) { return weights_[id] > 0; });
}

std::vector<RankedText> NearestTexts(const Matrix<float>& texts, absl::Span<const float> vector,
                                     int64_t top) {
  std::vector<RankedText> ranked(static_cast<size_t>(texts.rows()));
  ParallelForTiles(texts.rows(), kRowsToATask, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      ranked[i] = {static_cast<size_t>(i), Cosine(texts.row(i), vector.data(), texts.columns())};
    }
  });
  const auto count = std::min(static_cast<int64_t>(ranked.size()), top);
  std::partial_sort(ranked.begin(), ranked.begin() + count, ranked.end(),
                    [](const RankedText& a, const RankedText& b) {
                      return a.cosine != b.cosine ? a.cosine > b.cosine : a.place < b.place;
                    });
  ranked.resize(static_cast<size_t>(count));
  return ranked;
}

}  // namespace windowlm
