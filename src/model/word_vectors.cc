#include "src/model/word_vectors.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

constexpr int64_t kRowsToATask = 512;

}  // namespace

void WriteUnitVector(const float* vector, int64_t size, float* unit) {
  // In double precision no square of a float overflows or vanishes.
  const double norm = std::sqrt(DotProductInDouble(vector, vector, size));
  for (int64_t i = 0; i < size; ++i) {
    unit[i] = norm == 0 ? 0 : static_cast<float>(vector[i] / norm);
  }
}

Matrix<float> UnitVectors(const Matrix<float>& embeddings, int64_t rows) {
  Matrix<float> unit(rows, embeddings.columns());
  ParallelForTiles(rows, kRowsToATask, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      WriteUnitVector(embeddings.row(i), embeddings.columns(), unit.row(i));
    }
  });
  return unit;
}

void CombineVectors(Vectors kind, const Matrix<float>& outputs, Matrix<float>& vectors) {
  if (kind == VECTORS_INPUT) return;
  const int64_t size = vectors.columns();
  ParallelForTiles(vectors.rows(), kRowsToATask, [&](int64_t begin, int64_t end) {
    std::vector<float> output(static_cast<size_t>(size));
    for (int64_t i = begin; i < end; ++i) {
      float* vector = vectors.row(i);
      if (kind == VECTORS_UNIT_SUM) WriteUnitVector(vector, size, vector);
      if (i >= outputs.rows()) continue;
      if (kind == VECTORS_OUTPUT) {
        std::copy_n(outputs.row(i), size, vector);
        continue;
      }
      std::copy_n(outputs.row(i), size, output.data());
      if (kind == VECTORS_UNIT_SUM) WriteUnitVector(output.data(), size, output.data());
      AddScaled(output.data(), size, 1.0f, vector);
    }
  });
}

void WriteAnalogyVector(const float* a, const float* b, const float* c, int64_t size,
                        float* result) {
  std::copy_n(b, size, result);
  AddScaled(a, size, -1.0f, result);
  AddScaled(c, size, 1.0f, result);
}

double Cosine(const float* x, const float* y, int64_t size) {
  const double squares = DotProductInDouble(x, x, size) * DotProductInDouble(y, y, size);
  if (squares == 0) return 0;
  return std::min(1.0, std::max(-1.0, DotProductInDouble(x, y, size) / std::sqrt(squares)));
}

}  // namespace windowlm
