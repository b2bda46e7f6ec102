#include "src/model/columns/block_tree.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

// The greatest numbers of blocks and of threads that are tried.
constexpr int64_t kMostBlocks = 40;
constexpr int kMostThreads = 9;

// A sum as one writes it, ((0+1)+2), and the blocks that it adds up, in that order.
struct Sum {
  std::string text;
  std::vector<int64_t> blocks;
};

Sum SumOfTwo(const Sum& a, const Sum& b) {
  Sum sum{absl::StrCat("(", a.text, "+", b.text, ")"), a.blocks};
  sum.blocks.insert(sum.blocks.end(), b.blocks.begin(), b.blocks.end());
  return sum;
}

// What a thread adds up by itself.
Sum SumOfPart(BlockTree::Part part) {
  if (part.end - part.begin == 1) return {absl::StrCat(part.begin), {part.begin}};
  return SumOfTwo(SumOfPart({part.begin, part.middle()}), SumOfPart({part.middle(), part.end}));
}

// The sum over the parts of all threads.
Sum SumOfTree(int64_t blocks, int threads) {
  const BlockTree tree(blocks, threads);
  std::vector<Sum> parts;
  for (int thread = 0; thread < threads; ++thread) {
    for (const BlockTree::Part part :
         BlockTree::PartsWithin(blocks, tree.FirstBlock(thread), tree.FirstBlock(thread + 1))) {
      parts.push_back(SumOfPart(part));
    }
  }
  std::vector<Sum> stack;
  std::vector<bool> taken(parts.size());
  for (const int part : tree.sum()) {
    if (part == BlockTree::kAdd) {
      if (stack.size() < 2) return {"too few to add", {}};
      stack[stack.size() - 2] = SumOfTwo(stack[stack.size() - 2], stack.back());
      stack.pop_back();
    } else {
      stack.push_back(parts.at(part));
      taken[part] = true;
    }
  }
  if (taken != std::vector<bool>(parts.size(), true)) return {"a part is missing", {}};
  return stack.size() == 1 ? stack[0] : Sum{"not one sum", {}};
}

std::vector<int64_t> UpTo(int64_t blocks) {
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < blocks; ++i) numbers.push_back(i);
  return numbers;
}

template <typename Body>
void ForEachSize(Body body) {
  for (int64_t blocks = 1; blocks <= kMostBlocks; ++blocks) {
    for (int threads = 1; threads <= kMostThreads && threads <= blocks; ++threads) {
      SCOPED_TRACE(testing::Message() << blocks << " blocks, " << threads << " threads");
      body(blocks, threads);
    }
  }
}

TEST(BlockTree, AddsEachBlockOnce) {
  ForEachSize([](int64_t blocks, int threads) {
    EXPECT_EQ(SumOfTree(blocks, threads).blocks, UpTo(blocks));
  });
}

TEST(BlockTree, AddsInTheSameOrderForAnyNumberOfThreads) {
  ForEachSize([](int64_t blocks, int threads) {
    EXPECT_EQ(SumOfTree(blocks, threads).text, SumOfPart({0, blocks}).text);
  });
}

TEST(BlockTree, AddsHalvesOfHalves) {
  EXPECT_EQ(SumOfTree(1, 1).text, "0");
  EXPECT_EQ(SumOfTree(2, 2).text, "(0+1)");
  EXPECT_EQ(SumOfTree(3, 1).text, "(0+(1+2))");
  EXPECT_EQ(SumOfTree(7, 2).text, "((0+(1+2))+((3+4)+(5+6)))");
  EXPECT_EQ(SumOfTree(8, 3).text, "(((0+1)+(2+3))+((4+5)+(6+7)))");
}

TEST(BlockTree, GivesEachThreadSomeBlocksInTheirOrder) {
  ForEachSize([](int64_t blocks, int threads) {
    const BlockTree tree(blocks, threads);
    EXPECT_EQ(tree.FirstBlock(0), 0);
    EXPECT_EQ(tree.FirstBlock(threads), blocks);
    for (int thread = 0; thread < threads; ++thread) {
      const int64_t own = tree.FirstBlock(thread + 1) - tree.FirstBlock(thread);
      // No thread has two blocks more than another.
      EXPECT_GE(own, blocks / threads);
      EXPECT_LE(own, (blocks + threads - 1) / threads);
    }
  });
}

std::string TextOf(const std::vector<BlockTree::Part>& parts) {
  std::string text;
  for (const BlockTree::Part part : parts) {
    absl::StrAppend(&text, "[", part.begin, ",", part.end, ")");
  }
  return text;
}

TEST(BlockTree, CutsARangeIntoTheLargestPartsOfTheTree) {
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 0, 7)), "[0,7)");
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 0, 3)), "[0,3)");
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 3, 7)), "[3,7)");
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 0, 2)), "[0,1)[1,2)");
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 2, 7)), "[2,3)[3,7)");
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 1, 6)), "[1,3)[3,5)[5,6)");
  EXPECT_EQ(TextOf(BlockTree::PartsWithin(7, 4, 5)), "[4,5)");
}

}  // namespace
}  // namespace windowlm
