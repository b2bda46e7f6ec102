#include "benchmarks/zipf_text.h"

#include <algorithm>
#include <cmath>

#include "src/base/random.h"

namespace windowlm {

std::vector<uint32_t> ZipfIds(uint64_t seed, int64_t count, int64_t words) {
  const CounterRandom random(seed, RandomPurpose::kSampleCorpus, 0);
  std::vector<uint32_t> ids(count);
  for (int64_t i = 0; i < count; ++i) {
    // The logarithm of a rank is uniform where its share falls as its inverse.
    const double rank = std::pow(static_cast<double>(words + 1), random.Uniform(i)) - 1;
    ids[i] = static_cast<uint32_t>(std::min<int64_t>(words - 1, static_cast<int64_t>(rank)));
  }
  return ids;
}

std::string ZipfText(uint64_t seed, int64_t count, int64_t words) {
  std::string text;
  int64_t place = 0;
  for (uint32_t id : ZipfIds(seed, count, words)) {
    // Frequent words are short.
    do {
      text.push_back(static_cast<char>('a' + id % 26));
      id /= 26;
    } while (id > 0);
    text.push_back(++place % 20 == 0 ? '\n' : ' ');
  }
  return text;
}

}  // namespace windowlm
