#include "src/evaluate/caseless_words.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// What words have in common that differ in case, or in the form in which Unicode's letters are
// written.
std::string KeyOf(absl::string_view word) {
  return IsAscii(word) ? absl::AsciiStrToUpper(word) : UpperCase(Composed(word));
}

}  // namespace

CaselessWords::CaselessWords(const Vocabulary& vocabulary, int64_t most)
    : first_equal_(static_cast<size_t>(std::min(most, static_cast<int64_t>(vocabulary.size())))) {
  for (uint32_t id = 0; id < first_equal_.size(); ++id) {
    if (id == vocabulary.unknown_id() || id == vocabulary.line_start_id() ||
        id == vocabulary.line_end_id()) {
      first_equal_[id] = kNoWord;
      continue;
    }
    const uint32_t upper_case = upper_cases_.Add(KeyOf(vocabulary.word(id)));
    if (upper_case == first_with_.size()) first_with_.push_back(id);
    first_equal_[id] = first_with_[upper_case];
  }
}

absl::optional<uint32_t> CaselessWords::Find(absl::string_view word) const {
  const absl::optional<uint32_t> upper_case = upper_cases_.Find(KeyOf(word));
  if (!upper_case.has_value()) return absl::nullopt;
  return first_with_[*upper_case];
}

}  // namespace windowlm
