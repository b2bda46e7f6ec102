#include "src/query/analogy.h"

#include <algorithm>
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

std::vector<RankedWord> AnalogySolver::Solve(const AnalogyWord& a, const AnalogyWord& b,
                                             const AnalogyWord& c, AnalogyMethod method,
                                             int64_t top, bool show_unknown) const {
  std::vector<uint32_t> without;
  for (const AnalogyWord* word : {&a, &b, &c}) {
    if (word->id.has_value()) without.push_back(*word->id);
  }
  if (method == AnalogyMethod::k3CosMul) return SolveByProduct(a, b, c, without, top, show_unknown);
  const int64_t size = embeddings_.columns();
  Matrix<float> unit(3, size);
  WriteUnitVector(a.vector.data(), size, unit.row(0));
  WriteUnitVector(b.vector.data(), size, unit.row(1));
  WriteUnitVector(c.vector.data(), size, unit.row(2));
  std::vector<float> wanted(static_cast<size_t>(size));
  WriteAnalogyVector(unit.row(0), unit.row(1), unit.row(2), size, wanted.data());
  return finder_.NearestToVector(wanted, without, top, show_unknown);
}

std::vector<RankedWord> AnalogySolver::SolveByProduct(const AnalogyWord& a, const AnalogyWord& b,
                                                      const AnalogyWord& c,
                                                      absl::Span<const uint32_t> without,
                                                      int64_t top, bool show_unknown) const {
  const int64_t size = embeddings_.columns();
  std::vector<double> scores(vocabulary_.size());
  ParallelForTiles(embeddings_.rows(), kWordsToATask, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const auto shifted = [&](const AnalogyWord& word) {
        return (Cosine(embeddings_.row(i), word.vector.data(), size) + 1) / 2;
      };
      scores[i] = shifted(b) * shifted(c) / (shifted(a) + kEpsilon);
    }
  });
  std::vector<RankedWord> words;
  for (uint32_t id = 0; id < scores.size(); ++id) {
    if (std::find(without.begin(), without.end(), id) != without.end()) continue;
    if (id == vocabulary_.line_start_id() || id == vocabulary_.line_end_id()) continue;
    if (id == vocabulary_.unknown_id() && !show_unknown) continue;
    words.push_back({id, scores[id]});
  }
  return BestWords(std::move(words), top, vocabulary_);
}

}  // namespace windowlm
