#ifndef WINDOWLM_SRC_BASE_RANDOM_H_
#define WINDOWLM_SRC_BASE_RANDOM_H_

#include <Random123/philox.h>

#include <array>
#include <cstdint>

namespace windowlm {

// What a stream of random numbers is for. Streams with different purposes are independent under one
// seed, so that one more draw for one purpose changes nothing for another.
enum class RandomPurpose : uint32_t {
  kInitialization = 1,
  kWindowOrder = 2,
  kDropout = 3,
  kSampleCorpus = 4,
  kNegatives = 5,
  kSubsampling = 6,
  kGeneration = 7,
  kNoise = 8,
  kSingletons = 9,
  kFreshLines = 10,
  kTuning = 11,
};

// Counter-based random numbers: Philox4x32-10 of Random123 (Salmon et al. 2011).
// Draw `index` of a stream is a pure function of (seed, purpose, stream, index): any
// thread may compute any draw, in any order, and there is no state to share.
class CounterRandom {
 public:
  CounterRandom(uint64_t seed, RandomPurpose purpose, uint32_t stream)
      : key_{{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}},
        purpose_(static_cast<uint32_t>(purpose)),
        stream_(stream) {}

  // Four independent words, each uniform over 32 bits.
  std::array<uint32_t, 4> Block(uint64_t index) const {
    const r123::Philox4x32::ctr_type counter = {
        {static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32), stream_, purpose_}};
    const r123::Philox4x32::ctr_type result = r123::Philox4x32()(counter, key_);
    return {result[0], result[1], result[2], result[3]};
  }

  // Computes blocks first .. first + kLanes - 1 together, in a fraction of the time that as many
  // calls of Block take: words[w][lane] is word w of block first + lane.
  static constexpr int kLanes = 8;
  using LaneWords = std::array<std::array<uint32_t, kLanes>, 4>;
  void Blocks(uint64_t first, LaneWords* words) const;

  // Uniform over 64 bits.
  uint64_t Uint64(uint64_t index) const {
    const std::array<uint32_t, 4> block = Block(index);
    return block[0] | static_cast<uint64_t>(block[1]) << 32;
  }

  // Uniform over [0, 1), a multiple of 2^-53.
  double Uniform(uint64_t index) const {
    return static_cast<double>(Uint64(index) >> 11) * 0x1.0p-53;
  }

  // Uniform over 0 .. bound - 1 (to within 2^-32 for bounds of 32 bits). bound > 0.
  uint64_t Below(uint64_t index, uint64_t bound) const {
    return static_cast<uint64_t>(static_cast<unsigned __int128>(Uint64(index)) * bound >> 64);
  }

 private:
  r123::Philox4x32::key_type key_;
  uint32_t purpose_;
  uint32_t stream_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_RANDOM_H_
