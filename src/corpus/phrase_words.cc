#include "src/corpus/phrase_words.h"

#include <unicode/uchar.h>

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "src/corpus/special_words.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

bool HasLetterOrDigit(absl::string_view word) {
  // Nearly every word starts so, and a look into ICU's tables takes longer.
  if (!word.empty() && absl::ascii_isalnum(static_cast<unsigned char>(word[0]))) return true;
  for (size_t at = 0; at < word.size();) {
    if (u_isalnum(static_cast<UChar32>(NextCodePoint(word, &at)))) return true;
  }
  return false;
}

}  // namespace

PhraseWords::PhraseWords(WordIndex common) : common_(std::move(common)) {}

PhraseRole PhraseWords::RoleOf(absl::string_view word) const {
  if (!HasLetterOrDigit(word) || IsSpecialWord(word)) return PhraseRole::kNone;
  if (common_.size() > 0 && common_.Find(word).has_value()) return PhraseRole::kInside;
  return PhraseRole::kEnd;
}

}  // namespace windowlm
