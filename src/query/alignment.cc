#include "src/query/alignment.h"

#include <algorithm>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/base/matrix_product.h"
#include "src/base/orthogonal_factor.h"
#include "src/base/parallel_for.h"
#include "src/corpus/special_words.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

constexpr int64_t kRowsToATask = 512;

// The words' rows, scaled to length 1.
Matrix<double> UnitRows(const Matrix<float>& vectors, absl::Span<const CommonWord> words,
                        uint32_t CommonWord::*id) {
  const int64_t dim = vectors.columns();
  Matrix<double> rows(static_cast<int64_t>(words.size()), dim);
  ParallelForTiles(rows.rows(), kRowsToATask, [&](int64_t begin, int64_t end) {
    std::vector<float> unit(static_cast<size_t>(dim));
    for (int64_t i = begin; i < end; ++i) {
      WriteUnitVector(vectors.row(words[i].*id), dim, unit.data());
      std::copy(unit.begin(), unit.end(), rows.row(i));
    }
  });
  return rows;
}

}  // namespace

std::vector<CommonWord> FindCommonWords(const Vocabulary& first, const Vocabulary& second,
                                        uint64_t least_count) {
  std::vector<CommonWord> words;
  for (uint32_t id = 0; id < first.size(); ++id) {
    const absl::string_view word = first.word(id);
    if (IsSpecialWord(word) || first.count(id) < least_count) continue;
    const absl::optional<uint32_t> other = second.Find(word);
    if (other.has_value() && second.count(*other) >= least_count) words.push_back({id, *other});
  }
  return words;
}

Matrix<double> FindRotation(const Matrix<float>& first, const Matrix<float>& second,
                            absl::Span<const CommonWord> words) {
  const Matrix<double> x = UnitRows(first, words, &CommonWord::first_id);
  const Matrix<double> y = UnitRows(second, words, &CommonWord::second_id);
  Matrix<double> products(x.columns(), x.columns());
  MatrixProduct(Transposed(y.view()), Plain(x.view()), products.view());
  return OrthogonalFactor(products);
}

void Rotate(const Matrix<double>& rotation, Matrix<float>* vectors) {
  const int64_t dim = vectors->columns();
  ParallelForTiles(vectors->rows(), kRowsToATask, [&](int64_t begin, int64_t end) {
    Matrix<double> rows(end - begin, dim);
    std::copy(vectors->row(begin), vectors->row(begin) + rows.size(), rows.data());
    Matrix<double> rotated(end - begin, dim);
    MatrixProduct(Plain(rows.view()), Transposed(rotation.view()), rotated.view());
    std::transform(rotated.data(), rotated.data() + rotated.size(), vectors->row(begin),
                   [](double value) { return static_cast<float>(value); });
  });
}

}  // namespace windowlm
