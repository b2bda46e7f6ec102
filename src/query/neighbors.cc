#include "src/query/neighbors.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

constexpr int64_t kTileRows = 1024;

double Norm(const std::vector<double>& vector) {
  return std::sqrt(DotProduct(vector.data(), vector.data(), static_cast<int64_t>(vector.size())));
}

// Calls body(i, row i in double precision, where no product of floats overflows or vanishes) for
// each row, on the program's threads.
template <typename Body>
void ForEachRow(const Matrix<float>& matrix, Body body) {
  ParallelForTiles(matrix.rows(), kTileRows, [&matrix, &body](int64_t begin, int64_t end) {
    std::vector<double> row(static_cast<size_t>(matrix.columns()));
    for (int64_t i = begin; i < end; ++i) {
      std::copy_n(matrix.row(i), matrix.columns(), row.begin());
      body(i, row);
    }
  });
}

}  // namespace

NeighborFinder::NeighborFinder(const Matrix<float>& embeddings, const Vocabulary& vocabulary)
    : embeddings_(embeddings), vocabulary_(vocabulary), norms_(vocabulary.size()) {
  ForEachRow(embeddings_,
             [this](int64_t i, const std::vector<double>& row) { norms_[i] = Norm(row); });
}

std::vector<RankedWord> NeighborFinder::NearestToWord(uint32_t id, int64_t top,
                                                      bool show_unknown) const {
  return NearestToVector(absl::MakeConstSpan(embeddings_.row(id), embeddings_.columns()), {id}, top,
                         show_unknown);
}

std::vector<RankedWord> NeighborFinder::NearestToVector(absl::Span<const float> vector,
                                                        absl::Span<const uint32_t> without,
                                                        int64_t top, bool show_unknown) const {
  const std::vector<double> query(vector.begin(), vector.end());
  const double query_norm = Norm(query);
  std::vector<double> cosines(vocabulary_.size());
  ForEachRow(embeddings_, [&](int64_t i, const std::vector<double>& row) {
    const double norms = query_norm * norms_[i];
    if (norms == 0) return;
    const double dot = DotProduct(query.data(), row.data(), static_cast<int64_t>(query.size()));
    cosines[i] = std::min(1.0, std::max(-1.0, dot / norms));
  });

  std::vector<RankedWord> words;
  words.reserve(cosines.size());
  for (uint32_t id = 0; id < cosines.size(); ++id) {
    if (id == vocabulary_.line_start_id() || id == vocabulary_.line_end_id()) continue;
    if (id == vocabulary_.unknown_id() && !show_unknown) continue;
    if (std::find(without.begin(), without.end(), id) != without.end()) continue;
    words.push_back({id, cosines[id]});
  }
  return BestWords(std::move(words), top, vocabulary_);
}

}  // namespace windowlm
