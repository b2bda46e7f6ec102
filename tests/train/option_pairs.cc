#include "tests/train/option_pairs.h"

#include <cstdint>
#include <utility>

#include "src/base/random.h"

namespace windowlm {
namespace {

// Of the random rows for a pair, the best of so many allowed ones is taken.
constexpr int kAllowedRows = 30;
constexpr int kTriedRows = 5000;

std::vector<OptionPair> AllPairs(const std::vector<size_t>& choices) {
  std::vector<OptionPair> pairs;
  for (size_t i = 0; i < choices.size(); ++i) {
    for (size_t j = i + 1; j < choices.size(); ++j) {
      for (size_t a = 0; a < choices[i]; ++a) {
        for (size_t b = 0; b < choices[j]; ++b) pairs.push_back({i, a, j, b});
      }
    }
  }
  return pairs;
}

bool Has(const OptionRow& row, const OptionPair& pair) {
  return row[pair.first] == pair.first_choice && row[pair.second] == pair.second_choice;
}

size_t CountIn(const OptionRow& row, const std::vector<OptionPair>& pairs) {
  size_t count = 0;
  for (const OptionPair& pair : pairs) count += Has(row, pair);
  return count;
}

}  // namespace

OptionPairs CoverOptionPairs(const std::vector<size_t>& choices,
                             absl::FunctionRef<bool(const OptionRow& row)> is_allowed) {
  const CounterRandom random(1, RandomPurpose::kSampleCorpus, 0);
  uint64_t draws = 0;
  OptionPairs result;
  std::vector<OptionPair> missing = AllPairs(choices);
  while (!missing.empty()) {
    const OptionPair wanted = missing.back();
    OptionRow best;
    size_t best_count = 0;
    int allowed = 0;
    for (int tried = 0; tried < kTriedRows && allowed < kAllowedRows; ++tried) {
      OptionRow row;
      for (const size_t count : choices) row.push_back(random.Below(draws++, count));
      row[wanted.first] = wanted.first_choice;
      row[wanted.second] = wanted.second_choice;
      if (!is_allowed(row)) continue;
      ++allowed;
      const size_t count = CountIn(row, missing);
      if (count > best_count) {
        best = std::move(row);
        best_count = count;
      }
    }
    if (best.empty()) {
      result.refused.push_back(wanted);
      missing.pop_back();
      continue;
    }
    std::vector<OptionPair> left;
    for (const OptionPair& pair : missing) {
      if (!Has(best, pair)) left.push_back(pair);
    }
    missing = std::move(left);
    result.rows.push_back(std::move(best));
  }
  return result;
}

}  // namespace windowlm
