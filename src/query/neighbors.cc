#include "src/query/neighbors.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/query/candidates.h"

namespace windowlm {
namespace {

// The number of rows that one task compares. Each task costs a query a few words' exact cosines;
// with many queries this outweighs that the last tasks leave threads idle.
constexpr int64_t kSlabRows = 16384;
constexpr int64_t kSlabRowsOfFewQueries = 4096;
// The number of rows that a task multiplies at a time: rows, queries and products stay in a core's
// cache.
constexpr int64_t kTileRows = 512;
// The number of queries from which on a matrix product is quicker than products row by row.
constexpr int64_t kManyQueries = 4;
constexpr int64_t kMostQueriesAtOnce = 256;
// The most answers of all queries of one reading: 64 MiB.
constexpr int64_t kMostAnswers = int64_t{1} << 22;

// `<s>`, `</s>`, `<unk>`.
constexpr int64_t kSpecialWords = 3;

// For norms between these no product with a unit vector overflows, and what is lost where denormal
// numbers count as zero is far below the rounding.
constexpr double kLeastNorm = 0x1p-60;
constexpr double kGreatestNorm = 0x1p60;

double Norm(const float* vector, int64_t size) {
  return std::sqrt(DotProductInDouble(vector, vector, size));
}

float ScaleOf(double norm) {
  if (norm == 0) return 0;
  if (norm < kLeastNorm || norm > kGreatestNorm) return std::numeric_limits<float>::quiet_NaN();
  return static_cast<float>(1 / norm);
}

// Bounds the error of a cosine of vectors of `size` numbers in single precision, whatever the
// order of the sum: size u from the products' sum relative to the product of the norms (Higham,
// Accuracy and Stability of Numerical Algorithms, section 3.1) and 3 u from the rounding of the
// unit vector and of the scale, where u = 2^-24. Twice that leaves room for terms of higher order.
float CosineError(int64_t size) { return static_cast<float>(size + 8) * 0x1p-23f; }

}  // namespace

// Queries that are answered in one reading of the embeddings.
class NeighborFinder::Batch {
 public:
  Batch(const NeighborFinder& finder, absl::Span<const Query> queries, int64_t top,
        bool show_unknown);

  std::vector<std::vector<RankedWord>> Answer() const;

 private:
  int64_t size() const { return directions_.rows(); }
  bool many() const { return size() >= kManyQueries; }

  // The best words with ids begin .. end - 1, for each query.
  std::vector<std::vector<RankedWord>> AnswerFromSlab(int64_t begin, int64_t end) const;
  // Writes the cosines with the words begin .. begin + rows - 1 in single precision, those of query
  // q to row q of `scores`.
  void Score(int64_t begin, int64_t rows, MatrixView<float> scores) const;
  // The `top_` best of `ids` for query q.
  std::vector<RankedWord> Rank(int64_t q, absl::Span<const uint32_t> ids) const;
  bool IsAnswer(int64_t q, uint32_t id) const;
  double Cosine(int64_t q, uint32_t id) const;

  const NeighborFinder& finder_;
  const Matrix<float>& embeddings_;
  const absl::Span<const Query> queries_;
  const int64_t top_;
  const bool show_unknown_;
  std::vector<double> norms_;
  // The queries' vectors scaled to length 1, or zeros: [size() x d].
  Matrix<float> directions_;
};

NeighborFinder::Batch::Batch(const NeighborFinder& finder, absl::Span<const Query> queries,
                             int64_t top, bool show_unknown)
    : finder_(finder),
      embeddings_(finder.embeddings_),
      queries_(queries),
      top_(std::min(top, embeddings_.rows())),
      show_unknown_(show_unknown),
      norms_(queries.size()),
      directions_(static_cast<int64_t>(queries.size()), embeddings_.columns()) {
  ParallelFor(size(), [this](int64_t q) {
    const float* vector = queries_[q].vector.data();
    norms_[q] = Norm(vector, directions_.columns());
    if (norms_[q] == 0) return;
    for (int64_t i = 0; i < directions_.columns(); ++i) {
      directions_.row(q)[i] = static_cast<float>(vector[i] / norms_[q]);
    }
  });
}

bool NeighborFinder::Batch::IsAnswer(int64_t q, uint32_t id) const {
  const Vocabulary& vocabulary = finder_.vocabulary_;
  if (id == vocabulary.line_start_id() || id == vocabulary.line_end_id()) return false;
  if (id == vocabulary.unknown_id() && !show_unknown_) return false;
  const absl::Span<const uint32_t> without = queries_[q].without;
  return std::find(without.begin(), without.end(), id) == without.end();
}

double NeighborFinder::Batch::Cosine(int64_t q, uint32_t id) const {
  const double norms = norms_[q] * finder_.norms_[id];
  if (norms == 0) return 0;
  const double dot =
      DotProductInDouble(queries_[q].vector.data(), embeddings_.row(id), embeddings_.columns());
  return std::min(1.0, std::max(-1.0, dot / norms));
}

std::vector<RankedWord> NeighborFinder::Batch::Rank(int64_t q,
                                                    absl::Span<const uint32_t> ids) const {
  std::vector<RankedWord> words;
  words.reserve(ids.size());
  for (const uint32_t id : ids) {
    if (IsAnswer(q, id)) words.push_back({id, Cosine(q, id)});
  }
  return BestWords(std::move(words), top_, finder_.vocabulary_);
}

void NeighborFinder::Batch::Score(int64_t begin, int64_t rows, MatrixView<float> scores) const {
  if (many()) {
    MatrixProduct(Plain(directions_.view()), Transposed(embeddings_.view().Rows(begin, rows)),
                  scores);
  }
  for (int64_t q = 0; q < size(); ++q) {
    float* of_query = scores.row(q);
    if (!many()) {
      for (int64_t i = 0; i < rows; ++i) {
        of_query[i] =
            DotProduct(directions_.row(q), embeddings_.row(begin + i), directions_.columns());
      }
    }
    for (int64_t i = 0; i < rows; ++i) of_query[i] *= finder_.scales_[begin + i];
  }
}

std::vector<std::vector<RankedWord>> NeighborFinder::Batch::AnswerFromSlab(int64_t begin,
                                                                           int64_t end) const {
  std::vector<Candidates> candidates;
  for (const Query& query : queries_) {
    // Words that are no answers may score higher than all that are.
    const int64_t no_answers = kSpecialWords + static_cast<int64_t>(query.without.size());
    candidates.emplace_back(top_ + no_answers, CosineError(embeddings_.columns()));
  }
  Matrix<float> scores(size(), kTileRows);
  for (int64_t row = begin; row < end; row += kTileRows) {
    const int64_t rows = std::min(kTileRows, end - row);
    Score(row, rows, {scores.data(), size(), rows, kTileRows});
    for (int64_t q = 0; q < size(); ++q) {
      candidates[q].Add(static_cast<uint32_t>(row), absl::MakeConstSpan(scores.row(q), rows));
    }
  }
  const std::vector<uint32_t>& without_score = finder_.without_score_;
  const auto first = std::lower_bound(without_score.begin(), without_score.end(), begin);
  const auto last = std::lower_bound(first, without_score.end(), end);
  std::vector<std::vector<RankedWord>> best(queries_.size());
  for (int64_t q = 0; q < size(); ++q) {
    std::vector<uint32_t> ids = candidates[q].Take();
    ids.insert(ids.end(), first, last);
    best[q] = Rank(q, ids);
  }
  return best;
}

std::vector<std::vector<RankedWord>> NeighborFinder::Batch::Answer() const {
  const int64_t slab_rows = many() ? kSlabRows : kSlabRowsOfFewQueries;
  std::vector<std::vector<std::vector<RankedWord>>> slabs(
      static_cast<size_t>((embeddings_.rows() + slab_rows - 1) / slab_rows));
  ParallelForTiles(embeddings_.rows(), slab_rows, [&](int64_t begin, int64_t end) {
    slabs[begin / slab_rows] = AnswerFromSlab(begin, end);
  });
  std::vector<std::vector<RankedWord>> best(queries_.size());
  ParallelFor(size(), [&](int64_t q) {
    std::vector<RankedWord> words;
    for (const auto& slab : slabs) words.insert(words.end(), slab[q].begin(), slab[q].end());
    best[q] = BestWords(std::move(words), top_, finder_.vocabulary_);
  });
  return best;
}

NeighborFinder::NeighborFinder(const Matrix<float>& embeddings, const Vocabulary& vocabulary,
                               const std::vector<bool>& may_answer)
    : embeddings_(embeddings),
      vocabulary_(vocabulary),
      norms_(vocabulary.size()),
      scales_(vocabulary.size()) {
  ParallelForTiles(embeddings_.rows(), kTileRows, [this](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      norms_[i] = Norm(embeddings_.row(i), embeddings_.columns());
      scales_[i] = ScaleOf(norms_[i]);
    }
  });
  for (uint32_t id = 0; id < scales_.size(); ++id) {
    if (!may_answer.empty() && !may_answer[id]) {
      // Candidates leave out what is not a number.
      scales_[id] = std::numeric_limits<float>::quiet_NaN();
    } else if (std::isnan(scales_[id])) {
      without_score_.push_back(id);
    }
  }
}

int64_t NeighborFinder::QueriesAtOnce(int64_t top) const {
  const int64_t answers = std::max<int64_t>(1, std::min(top, embeddings_.rows()));
  return std::max<int64_t>(1, std::min(kMostQueriesAtOnce, kMostAnswers / answers));
}

std::vector<RankedWord> NeighborFinder::NearestToWord(uint32_t id, int64_t top,
                                                      bool show_unknown) const {
  return NearestToWords({id}, top, show_unknown)[0];
}

std::vector<RankedWord> NeighborFinder::NearestToVector(absl::Span<const float> vector,
                                                        absl::Span<const uint32_t> without,
                                                        int64_t top, bool show_unknown) const {
  return Nearest({Query{vector, without}}, top, show_unknown)[0];
}

std::vector<std::vector<RankedWord>> NeighborFinder::NearestToWords(absl::Span<const uint32_t> ids,
                                                                    int64_t top,
                                                                    bool show_unknown) const {
  std::vector<Query> queries;
  for (const uint32_t& id : ids) {
    queries.push_back({absl::MakeConstSpan(embeddings_.row(id), embeddings_.columns()),
                       absl::MakeConstSpan(&id, 1)});
  }
  return Nearest(queries, top, show_unknown);
}

std::vector<std::vector<RankedWord>> NeighborFinder::Nearest(absl::Span<const Query> queries,
                                                             int64_t top, bool show_unknown) const {
  if (top <= 0) return std::vector<std::vector<RankedWord>>(queries.size());
  std::vector<std::vector<RankedWord>> nearest;
  const auto at_once = static_cast<size_t>(QueriesAtOnce(top));
  for (size_t first = 0; first < queries.size(); first += at_once) {
    std::vector<std::vector<RankedWord>> some =
        Batch(*this, queries.subspan(first, at_once), top, show_unknown).Answer();
    std::move(some.begin(), some.end(), std::back_inserter(nearest));
  }
  return nearest;
}

}  // namespace windowlm
