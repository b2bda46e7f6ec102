#ifndef WINDOWLM_SRC_NN_SPARSE_ROWS_H_
#define WINDOWLM_SRC_NN_SPARSE_ROWS_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "src/base/matrix.h"

namespace windowlm {

// The uses of a table's rows in a batch, brought together by row: sorted (id, source) pairs.
// A source is the number by which the batch knows where the use is. Depends on no
// parameter, so that it can be made ahead of the step, on any thread.
class RowGroups {
 public:
  // Uses of one row, of which one task at most sums this many.
  static constexpr int64_t kBlock = 64;

  // One row's uses: sources()[begin, end), in the order in which they were given.
  struct Group {
    uint32_t id;
    uint32_t begin;
    uint32_t end;
  };

  // Takes the ids of a batch, fewer than 2^32, and the source of each; without `sources` the
  // source is the place.
  void Assign(absl::Span<const uint32_t> ids, absl::Span<const uint32_t> sources = {});

  // One a row, by ascending id.
  const std::vector<Group>& groups() const { return groups_; }
  const std::vector<uint32_t>& sources() const { return sources_; }

 private:
  std::vector<Group> groups_;
  std::vector<uint32_t> sources_;
  // id << 32 | source, and room to sort them.
  std::vector<uint64_t> pairs_;
  std::vector<uint64_t> sorted_;
};

// The gradient of a lookup table, without a dense gradient, locks or atomics.
//
// A batch uses a table's row for each of its positions, and most rows for none. Each row's
// gradient is the sum over its uses, and one task alone makes it and hands it on, so no
// two tasks ever touch one row of the table.
//
// Words follow Zipf's law: one row may have a tenth of all uses. Its uses are cut into
// blocks of a fixed size, the blocks are summed in parallel, each in the order of the
// uses, and then the blocks in their order. So the result depends on the uses alone.
template <typename T>
class SparseRows {
 public:
  // For each group calls give(id, sum), once, with the sum of `columns` numbers over its
  // sources, to which add(source, sum) adds one source's. Both are called by several threads
  // at once; give may overwrite the sum. What `add` reads must not be what `give` writes.
  void Reduce(const RowGroups& groups, int64_t columns, absl::FunctionRef<void(uint32_t, T*)> add,
              absl::FunctionRef<void(uint32_t, T*)> give);

 private:
  // A block of a group that has several.
  struct Block {
    uint32_t begin;
    uint32_t end;
  };

  std::vector<Block> blocks_;
  // Of each group that has several blocks, the first's number; and their sums, a row each.
  std::vector<uint32_t> first_blocks_;
  Matrix<T> sums_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_SPARSE_ROWS_H_
