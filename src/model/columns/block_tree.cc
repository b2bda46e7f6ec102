#include "src/model/columns/block_tree.h"

namespace windowlm {
namespace {

void AddParts(BlockTree::Part part, int64_t begin, int64_t end,
              std::vector<BlockTree::Part>* parts) {
  if (part.end <= begin || end <= part.begin) return;
  if (begin <= part.begin && part.end <= end) {
    parts->push_back(part);
    return;
  }
  AddParts({part.begin, part.middle()}, begin, end, parts);
  AddParts({part.middle(), part.end}, begin, end, parts);
}

}  // namespace

std::vector<BlockTree::Part> BlockTree::PartsWithin(int64_t blocks, int64_t begin, int64_t end) {
  std::vector<Part> parts;
  AddParts({0, blocks}, begin, end, &parts);
  return parts;
}

BlockTree::BlockTree(int64_t blocks, int threads) : blocks_(blocks), threads_(threads) {
  int next_part = 0;
  AddToSum({0, blocks}, &next_part);
}

void BlockTree::AddToSum(Part part, int* next_part) {
  for (int thread = 0; thread < threads_; ++thread) {
    if (FirstBlock(thread) <= part.begin && part.end <= FirstBlock(thread + 1)) {
      sum_.push_back((*next_part)++);
      return;
    }
  }
  AddToSum({part.begin, part.middle()}, next_part);
  AddToSum({part.middle(), part.end}, next_part);
  sum_.push_back(kAdd);
}

}  // namespace windowlm
