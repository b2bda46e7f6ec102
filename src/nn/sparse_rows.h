#ifndef WINDOWLM_SRC_NN_SPARSE_ROWS_H_
#define WINDOWLM_SRC_NN_SPARSE_ROWS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The gradient of a lookup table, without a dense gradient, locks or atomics.
//
// A batch looks up a row for each of its positions, and most rows of the table for
// none. Sorting (id, position) pairs brings the positions of an id together; each id's
// gradient is then the sum over its positions, and one task alone makes it and hands it
// on, so no two tasks ever touch one row of the table.
//
// Words follow Zipf's law: one id may hold a tenth of all positions. Its positions are
// cut into blocks of a fixed size, the blocks are summed in parallel, each in the order
// of the positions, and then the blocks in their order. So the result depends on the
// ids and the gradients alone.
template <typename T>
class SparseRows {
 public:
  // Takes the ids of a batch, one a position. May run on several threads.
  void Group(absl::Span<const uint32_t> ids);

  // The number of different ids.
  int64_t distinct() const { return static_cast<int64_t>(segments_.size()); }

  // For each different id gives the sink, as that row's gradient of `table`, the sum
  // over the id's positions p of gradients.row(p / positions_per_row). gradients is
  // [positions / positions_per_row x table's columns].
  void Reduce(MatrixView<const T> gradients, int64_t positions_per_row, Parameter<T>& table,
              GradientSink<T>& sink);

 private:
  // Consecutive sorted pairs of one id.
  struct Range {
    int64_t begin;
    int64_t end;
  };
  // One id's blocks.
  struct Segment {
    uint32_t id;
    Range blocks;
  };

  // id << 32 | position, ascending.
  std::vector<uint64_t> pairs_;
  std::vector<Range> blocks_;
  std::vector<Segment> segments_;
  // One row a block.
  Matrix<T> sums_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_SPARSE_ROWS_H_
