#include "src/model/subwords.h"

#include <algorithm>

#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

constexpr int64_t kRowsToATask = 512;

}  // namespace

std::shared_ptr<const SubwordIndex> MakeSubwordIndex(const ModelConfig& config,
                                                     const Vocabulary& vocabulary) {
  if (config.subwords().empty()) return nullptr;
  return std::make_shared<SubwordIndex>(
      vocabulary, NgramRange{config.subwords(0), config.subwords(1), kNgramBuckets},
      SubwordIndex::Rows::kUsed);
}

template <typename T>
void AddSubwords(const SubwordIndex& index, double weight, const Matrix<T>& table,
                 Matrix<T>& embeddings) {
  ParallelForTiles(embeddings.rows(), kRowsToATask, [&](int64_t begin, int64_t end) {
    for (int64_t id = begin; id < end; ++id) {
      const absl::Span<const uint32_t> rows = index.RowsOf(static_cast<uint32_t>(id));
      const auto scale = static_cast<T>(weight / static_cast<double>(rows.size()));
      for (const uint32_t row : rows) {
        AddScaled(table.row(row), table.columns(), scale, embeddings.row(id));
      }
    }
  });
}

template void AddSubwords(const SubwordIndex&, double, const Matrix<float>&, Matrix<float>&);
template void AddSubwords(const SubwordIndex&, double, const Matrix<double>&, Matrix<double>&);

bool WriteSubwordVector(const Subwords& subwords, absl::string_view word, float* vector) {
  const int64_t size = subwords.rows.columns();
  std::fill_n(vector, size, 0.0f);
  const SubwordIndex::Found found = subwords.index->Find(word);
  const auto scale = static_cast<float>(subwords.weight / static_cast<double>(found.ngrams));
  for (const uint32_t row : found.rows) AddScaled(subwords.rows.row(row), size, scale, vector);
  return !found.rows.empty();
}

}  // namespace windowlm
