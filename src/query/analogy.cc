#include "src/query/analogy.h"

#include <utility>

#include "src/base/parallel_for.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

constexpr int64_t kWordsToATask = 1024;

// Keeps a quotient finite where a word is opposite to a.
constexpr double kEpsilon = 0.001;

}  // namespace

AnalogySolver::AnalogySolver(const Matrix<float>& embeddings, const Vocabulary& vocabulary)
    : embeddings_(embeddings), vocabulary_(vocabulary), finder_(embeddings, vocabulary) {}

std::vector<RankedWord> AnalogySolver::Solve(uint32_t a, uint32_t b, uint32_t c,
                                             AnalogyMethod method, int64_t top,
                                             bool show_unknown) const {
  if (method == AnalogyMethod::k3CosMul) return SolveByProduct(a, b, c, top, show_unknown);
  const int64_t size = embeddings_.columns();
  Matrix<float> unit(3, size);
  WriteUnitVector(embeddings_.row(a), size, unit.row(0));
  WriteUnitVector(embeddings_.row(b), size, unit.row(1));
  WriteUnitVector(embeddings_.row(c), size, unit.row(2));
  std::vector<float> wanted(static_cast<size_t>(size));
  WriteAnalogyVector(unit.row(0), unit.row(1), unit.row(2), size, wanted.data());
  return finder_.NearestToVector(wanted, {a, b, c}, top, show_unknown);
}

std::vector<RankedWord> AnalogySolver::SolveByProduct(uint32_t a, uint32_t b, uint32_t c,
                                                      int64_t top, bool show_unknown) const {
  const int64_t size = embeddings_.columns();
  std::vector<double> scores(vocabulary_.size());
  ParallelForTiles(embeddings_.rows(), kWordsToATask, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const auto shifted = [&](uint32_t id) {
        return (Cosine(embeddings_.row(i), embeddings_.row(id), size) + 1) / 2;
      };
      scores[i] = shifted(b) * shifted(c) / (shifted(a) + kEpsilon);
    }
  });
  std::vector<RankedWord> words;
  for (uint32_t id = 0; id < scores.size(); ++id) {
    if (id == a || id == b || id == c) continue;
    if (id == vocabulary_.line_start_id() || id == vocabulary_.line_end_id()) continue;
    if (id == vocabulary_.unknown_id() && !show_unknown) continue;
    words.push_back({id, scores[id]});
  }
  return BestWords(std::move(words), top, vocabulary_);
}

}  // namespace windowlm
