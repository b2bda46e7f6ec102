#include "src/corpus/kept_shares.h"

#include <algorithm>
#include <cmath>

namespace windowlm {

double KeptShare(uint64_t count, double total, double threshold) {
  const double ratio = threshold * total / std::max(1.0, static_cast<double>(count));
  return std::min(1.0, std::sqrt(ratio) + ratio);
}

std::vector<double> KeptShares(const Vocabulary& vocabulary, double threshold) {
  double total = 0;
  for (const uint64_t count : vocabulary.counts()) total += static_cast<double>(count);
  std::vector<double> shares;
  for (const uint64_t count : vocabulary.counts()) {
    shares.push_back(KeptShare(count, total, threshold));
  }
  shares[vocabulary.unknown_id()] = 0;
  shares[vocabulary.line_end_id()] = 0;
  return shares;
}

}  // namespace windowlm
