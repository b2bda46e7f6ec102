#ifndef WINDOWLM_SRC_CORPUS_PHRASE_PAIR_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_PAIR_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// What stands between the words of a phrase.
inline constexpr char kPhraseSeparator = '_';

// Two words that may be a phrase, with the common words between them, as ids of the table that
// made it.
struct PhrasePair {
  uint32_t first;
  // The id of "of_the", or of "" for neighbours.
  uint32_t between;
  uint32_t second;

  friend bool operator==(const PhrasePair& a, const PhrasePair& b) {
    return a.first == b.first && a.between == b.between && a.second == b.second;
  }
  template <typename H>
  friend H AbslHashValue(H state, const PhrasePair& pair) {
    return H::combine(std::move(state), uint64_t{pair.first} << 32 | pair.second, pair.between);
  }
};

// The phrase as one word: "bank_of_america" for "bank", "of" and "america".
inline std::string PhraseText(absl::string_view first, absl::string_view between,
                              absl::string_view second) {
  const absl::string_view separator(&kPhraseSeparator, 1);
  return between.empty() ? absl::StrCat(first, separator, second)
                         : absl::StrCat(first, separator, between, separator, second);
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_PAIR_H_
