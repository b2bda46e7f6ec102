#ifndef WINDOWLM_BENCHMARKS_ZIPF_TEXT_H_
#define WINDOWLM_BENCHMARKS_ZIPF_TEXT_H_

#include <cstdint>
#include <string>
#include <vector>

namespace windowlm {

// Ids 0 .. words - 1 by Zipf's law, as a text has them: id i is about 1 / (i + 1) as frequent
// as id 0.
std::vector<uint32_t> ZipfIds(uint64_t seed, int64_t count, int64_t words);

// The same as a text of made-up words, twenty a line.
std::string ZipfText(uint64_t seed, int64_t count, int64_t words);

}  // namespace windowlm

#endif  // WINDOWLM_BENCHMARKS_ZIPF_TEXT_H_
