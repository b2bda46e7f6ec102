#include "src/nn/alias_table.h"

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

// The share of all 64-bit words, spread evenly, that draw each outcome.
std::vector<double> SharesOf(const std::vector<double>& weights) {
  const AliasTable table(weights);
  std::vector<double> shares(weights.size());
  // The upper half chooses the cell, the lower between it and its alias.
  constexpr uint64_t kCells = 1 << 10;
  constexpr uint64_t kSteps = 1 << 10;
  for (uint64_t i = 0; i < kCells; ++i) {
    for (uint64_t j = 0; j < kSteps; ++j) {
      shares[table.Draw((i << 32) / kCells << 32 | (j << 32) / kSteps)] += 1.0 / kCells / kSteps;
    }
  }
  return shares;
}

TEST(AliasTable, DrawsEachOutcomeByItsWeight) {
  for (const std::vector<double>& weights : std::vector<std::vector<double>>{
           {1}, {1, 1}, {3, 1}, {0, 1}, {5, 0, 2, 9, 0.5, 1, 1, 1}, {1e-9, 1e9}}) {
    const AliasTable table(weights);
    double total = 0;
    for (const double weight : weights) total += weight;
    const std::vector<double> shares = SharesOf(weights);
    for (uint32_t i = 0; i < weights.size(); ++i) {
      EXPECT_NEAR(shares[i], weights[i] / total, 0.005) << i << " of " << weights.size();
      EXPECT_DOUBLE_EQ(table.probability(i), weights[i] / total);
    }
  }
}

TEST(AliasTable, NeverDrawsWhatHasNoWeight) {
  const AliasTable table(std::vector<double>{0, 3, 0, 1});
  for (uint64_t i = 0; i < 4; ++i) {
    for (const uint64_t low : {uint64_t{0}, uint64_t{0x80000000}, uint64_t{0xFFFFFFFF}}) {
      EXPECT_EQ(table.Draw(i << 62 | low) % 2, 1);
    }
  }
}

}  // namespace
}  // namespace windowlm
