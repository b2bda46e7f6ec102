#ifndef WINDOWLM_SRC_NN_SPARSE_ROWS_H_
#define WINDOWLM_SRC_NN_SPARSE_ROWS_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "src/base/matrix.h"

namespace windowlm {

// The uses of a table's rows in one batch, grouped by row. A use has the id of its row, and a
// source: the number by which the batch knows the use. Groups depend on no parameter, so they can
// be made ahead of the step, on any thread.
//
//   ids        7   3   7   9
//   groups     id 3: [0, 1)   id 7: [1, 3)   id 9: [3, 4)
//   sources    1              0   2          3
class RowGroups {
 public:
  // The most uses of a row that one task sums.
  static constexpr int64_t kBlock = 64;

  // One row's uses: sources()[begin, end), in the order in which they were given.
  struct Group {
    uint32_t id;
    uint32_t begin;
    uint32_t end;
  };

  // Groups the ids of a batch, fewer than 2^32. sources[i] is the source of ids[i]; if `sources` is
  // empty it is i.
  void Assign(absl::Span<const uint32_t> ids, absl::Span<const uint32_t> sources = {});

  // One group for each row that is used, by ascending id.
  const std::vector<Group>& groups() const { return groups_; }
  const std::vector<uint32_t>& sources() const { return sources_; }

 private:
  std::vector<Group> groups_;
  std::vector<uint32_t> sources_;
  // The pairs id << 32 | source, and room to sort them.
  std::vector<uint64_t> pairs_;
  std::vector<uint64_t> sorted_;
};

// The gradient of a lookup table, without a dense gradient, locks or atomics.
//
// Each position of a batch uses one row of the table; most rows are not used at all. A row's
// gradient is the sum over its uses. Only one task completes it and passes it on, so no two tasks
// ever touch the same row of the table.
//
// Words follow Zipf's law: one row may have a tenth of all uses. Its uses are cut into
// blocks of a fixed size, the blocks are summed in parallel, each in the order of the
// uses, and then the blocks in their order. So the result depends on the uses alone.
template <typename T>
class SparseRows {
 public:
  // For each group calls give(id, sum) once, with a sum of `columns` numbers over the group's
  // sources; add(source, sum) adds the numbers of one source to a sum. Both are called by several
  // threads at once. `give` may overwrite the sum, but must not write what `add` reads.
  void Reduce(const RowGroups& groups, int64_t columns, absl::FunctionRef<void(uint32_t, T*)> add,
              absl::FunctionRef<void(uint32_t, T*)> give);

 private:
  // The uses [begin, end) of one block, in a group that has several.
  struct Block {
    uint32_t begin;
    uint32_t end;
  };

  std::vector<Block> blocks_;
  // The index into blocks_ of a group's first block, set only for groups that have several.
  std::vector<uint32_t> first_blocks_;
  // The sum of each block, one row each.
  Matrix<T> sums_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_SPARSE_ROWS_H_
