#include "src/nn/sparse_rows.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Positions of one id that one task sums.
constexpr int64_t kBlock = 64;
// Blocks, and ids, that one task takes: enough work to be worth a task.
constexpr int64_t kTile = 32;

}  // namespace

template <typename T>
void SparseRows<T>::Group(absl::Span<const uint32_t> ids) {
  pairs_.resize(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) pairs_[i] = static_cast<uint64_t>(ids[i]) << 32 | i;
  ParallelSort(absl::MakeSpan(pairs_));
  blocks_.clear();
  segments_.clear();
  const int64_t size = static_cast<int64_t>(pairs_.size());
  for (int64_t begin = 0; begin < size;) {
    const uint32_t id = static_cast<uint32_t>(pairs_[begin] >> 32);
    int64_t end = begin;
    const int64_t first_block = static_cast<int64_t>(blocks_.size());
    while (end < size && pairs_[end] >> 32 == id) ++end;
    for (; begin < end; begin += kBlock) {
      blocks_.push_back({begin, std::min(begin + kBlock, end)});
    }
    begin = end;
    segments_.push_back({id, {first_block, static_cast<int64_t>(blocks_.size())}});
  }
}

template <typename T>
void SparseRows<T>::Reduce(MatrixView<const T> gradients, int64_t positions_per_row,
                           Parameter<T>& table, GradientSink<T>& sink) {
  const int64_t columns = gradients.columns;
  sums_.Resize(static_cast<int64_t>(blocks_.size()), columns);
  ParallelForTiles(sums_.rows(), kTile, [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      T* sum = sums_.row(block);
      std::fill_n(sum, columns, T(0));
      for (int64_t i = blocks_[block].begin; i < blocks_[block].end; ++i) {
        const int64_t position = static_cast<uint32_t>(pairs_[i]);
        AddScaled(gradients.row(position / positions_per_row), columns, T(1), sum);
      }
    }
  });
  ParallelForTiles(distinct(), kTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const Segment& segment = segments_[i];
      T* sum = sums_.row(segment.blocks.begin);
      for (int64_t block = segment.blocks.begin + 1; block < segment.blocks.end; ++block) {
        AddScaled(sums_.row(block), columns, T(1), sum);
      }
      sink.Rows(table, segment.id, 1, sum);
    }
  });
}

template class SparseRows<float>;
template class SparseRows<double>;

}  // namespace windowlm
