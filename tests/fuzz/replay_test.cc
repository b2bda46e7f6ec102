// A fuzz target without a fuzzer: its seeds, and the same few thousand changes to them each time.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/random.h"
#include "tests/fuzz/fuzz_target.h"

namespace windowlm {
namespace {

constexpr uint64_t kChanges = 3000;

// One to four changes: a byte replaced, a piece dropped, repeated, or taken from another seed.
std::string Changed(std::string bytes, const std::vector<std::string>& seeds, uint64_t number) {
  const CounterRandom stream(1, RandomPurpose::kSampleCorpus, static_cast<uint32_t>(number));
  const uint64_t changes = 1 + stream.Below(0, 4);
  for (uint64_t change = 1; change <= changes; ++change) {
    const std::array<uint32_t, 4> random = stream.Block(change);
    const size_t from = random[0] % (bytes.size() + 1);
    const size_t length = random[1] % 64;
    const std::string& other = seeds[random[2] % seeds.size()];
    switch (random[3] % 4) {
      case 0:
        if (from < bytes.size()) bytes[from] = static_cast<char>(random[1]);
        break;
      case 1:
        bytes.erase(from, length);
        break;
      case 2:
        bytes.insert(from, bytes.substr(from, length));
        break;
      default:
        bytes.replace(from, length, other.substr(random[2] % (other.size() + 1), length));
    }
  }
  return bytes;
}

TEST(FuzzReplay, TakesTheSeedsAndNoBytesAtAll) {
  FuzzOne("");
  for (const std::string& seed : FuzzSeeds()) FuzzOne(seed);
}

TEST(FuzzReplay, TakesChangedSeeds) {
  const std::vector<std::string> seeds = FuzzSeeds();
  for (uint64_t i = 0; i < kChanges; ++i) FuzzOne(Changed(seeds[i % seeds.size()], seeds, i));
}

}  // namespace
}  // namespace windowlm
