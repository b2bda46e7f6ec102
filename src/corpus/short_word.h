#ifndef WINDOWLM_SRC_CORPUS_SHORT_WORD_H_
#define WINDOWLM_SRC_CORPUS_SHORT_WORD_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/strings/string_view.h"

namespace windowlm {

// A word of 1 to kMaxBytes bytes, by value. Nearly every word of a text is so short. As the key of
// a table, it is compared without reading bytes elsewhere in memory.
class ShortWord {
 public:
  static constexpr size_t kMaxBytes = 15;

  static bool Fits(absl::string_view word) { return word.size() - 1 < kMaxBytes; }

  // Requires Fits(word).
  explicit ShortWord(absl::string_view word)
      : low_(LowBytes(word.data(), word.size())), high_(HighBytes(word.data(), word.size())) {}

  friend bool operator==(const ShortWord& a, const ShortWord& b) {
    return ((a.low_ ^ b.low_) | (a.high_ ^ b.high_)) == 0;
  }

  template <typename H>
  friend H AbslHashValue(H state, const ShortWord& word) {
    return H::combine(std::move(state), word.low_, word.high_);
  }

 private:
  // Overlapping loads replace a copy of `size` bytes, which would take longer.
  static uint64_t LowBytes(const char* bytes, size_t size) {
    if (size >= 8) return Load<uint64_t>(bytes);
    if (size >= 4) {
      return Load<uint32_t>(bytes) | Load<uint32_t>(bytes + size - 4) << 8 * (size - 4);
    }
    return Load<uint8_t>(bytes) | Load<uint8_t>(bytes + size / 2) << 8 * (size / 2) |
           Load<uint8_t>(bytes + size - 1) << 8 * (size - 1);
  }
  static uint64_t HighBytes(const char* bytes, size_t size) {
    const uint64_t above = size < 8 ? 0 : Load<uint64_t>(bytes + size - 8) >> 8;
    return above >> 8 * (kMaxBytes - size) % 64 | uint64_t{size} << 56;
  }
  template <typename T>
  static uint64_t Load(const char* bytes) {
    T value;
    memcpy(&value, bytes, sizeof(value));
    return value;
  }

  // low_ holds the first 8 bytes; high_ holds the other 7 and, above them, the size. Bytes that the
  // word does not have are 0.
  uint64_t low_;
  uint64_t high_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_SHORT_WORD_H_
