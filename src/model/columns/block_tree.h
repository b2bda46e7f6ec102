#ifndef WINDOWLM_SRC_MODEL_COLUMNS_BLOCK_TREE_H_
#define WINDOWLM_SRC_MODEL_COLUMNS_BLOCK_TREE_H_

#include <cstdint>
#include <vector>

namespace windowlm {

// The order in which the products of a row's blocks are added up: those of the first half of the
// blocks, those of the second half, and so on down to single blocks. Threads that own blocks side
// by side add up what lies within the parts of the tree that are theirs, and exchange the rest, so
// that few sums travel, and all of them are the same for any number of threads.
//
//   blocks     0   1   2   3   4   5   6
//              \   \___/   \___/   \___/
//               \___/         \_____/          two threads: [0, 3) and [3, 7)
//                  \_____________/
class BlockTree {
 public:
  // A range of blocks that the tree adds up.
  struct Part {
    int64_t begin;
    int64_t end;
    int64_t middle() const { return (begin + end) / 2; }
  };

  // The largest parts of the tree over `blocks` blocks that lie in [begin, end), left to right.
  static std::vector<Part> PartsWithin(int64_t blocks, int64_t begin, int64_t end);

  // The tree over `blocks` blocks, owned by `threads` threads: thread i owns the blocks from
  // FirstBlock(i) to FirstBlock(i + 1). Requires 1 <= threads <= blocks.
  BlockTree(int64_t blocks, int threads);

  int64_t FirstBlock(int thread) const { return thread * blocks_ / threads_; }

  // How the parts that the threads own, numbered from left to right, are added up: a part's number
  // puts it on a stack, kAdd adds the two topmost.
  static constexpr int kAdd = -1;
  const std::vector<int>& sum() const { return sum_; }

 private:
  void AddToSum(Part part, int* next_part);

  const int64_t blocks_;
  const int threads_;
  std::vector<int> sum_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_COLUMNS_BLOCK_TREE_H_
