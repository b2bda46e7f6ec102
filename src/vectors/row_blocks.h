#ifndef WINDOWLM_SRC_VECTORS_ROW_BLOCKS_H_
#define WINDOWLM_SRC_VECTORS_ROW_BLOCKS_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// Rows of one length, whose number is not known ahead. They lie in blocks: a single array would be
// copied each time it outgrows its memory, and would take it twice meanwhile.
//
//   blocks_[0]   row 0   row 1   ...   row k - 1       k = rows_per_block_
//   blocks_[1]   row k   ...           row 2 k - 1
//   blocks_[2]   row 2 k ...
class RowBlocks {
 public:
  RowBlocks() : RowBlocks(1) {}
  // Requires columns >= 1.
  explicit RowBlocks(size_t columns)
      : columns_(columns), rows_per_block_(std::max<size_t>(1, kBlockValues / columns)) {}

  // `row` has columns() values.
  void Append(absl::Span<const float> row) {
    if (rows_ % rows_per_block_ == 0) {
      // The first block starts small and grows, so that a small file takes little memory.
      blocks_.emplace_back();
      if (rows_ > 0) blocks_.back().reserve(rows_per_block_ * columns_);
    }
    blocks_.back().insert(blocks_.back().end(), row.begin(), row.end());
    ++rows_;
  }

  // Requires i < rows(). The result is valid until the next Append.
  absl::Span<const float> row(size_t i) const {
    return {blocks_[i / rows_per_block_].data() + i % rows_per_block_ * columns_, columns_};
  }
  absl::Span<float> mutable_row(size_t i) {
    return {blocks_[i / rows_per_block_].data() + i % rows_per_block_ * columns_, columns_};
  }

  size_t rows() const { return rows_; }
  size_t columns() const { return columns_; }

 private:
  static constexpr size_t kBlockValues = size_t{1} << 20;

  size_t columns_;
  size_t rows_per_block_;
  size_t rows_ = 0;
  std::vector<std::vector<float>> blocks_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_ROW_BLOCKS_H_
