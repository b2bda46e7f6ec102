#include "src/base/character_ngrams.h"

#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

constexpr uint32_t kFnvOffset = 2166136261;
constexpr uint32_t kFnvPrime = 16777619;

bool ContinuesCharacter(char byte) { return (static_cast<uint8_t>(byte) & 0xC0) == 0x80; }

// The hash of an n-gram, when one more byte follows that of `hash`.
uint32_t Extend(uint32_t hash, char byte) {
  return (hash ^ static_cast<uint32_t>(static_cast<int8_t>(byte))) * kFnvPrime;
}

}  // namespace

void AppendNgramBuckets(absl::string_view word, const NgramRange& range,
                        std::vector<uint32_t>* buckets) {
  const std::string text = absl::StrCat("<", word, ">");
  for (size_t begin = 0; begin < text.size(); ++begin) {
    if (ContinuesCharacter(text[begin])) continue;
    uint32_t hash = kFnvOffset;
    size_t end = begin;
    for (int n = 1; n <= range.max && end < text.size(); ++n) {
      do {
        hash = Extend(hash, text[end++]);
      } while (end < text.size() && ContinuesCharacter(text[end]));
      const bool is_sign = n == 1 && (begin == 0 || end == text.size());
      if (n >= range.min && !is_sign) buckets->push_back(hash % range.buckets);
    }
  }
}

}  // namespace windowlm
