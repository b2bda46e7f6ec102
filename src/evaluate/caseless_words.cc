#include "src/evaluate/caseless_words.h"

#include <utf8proc.h>

#include <algorithm>

#include "absl/strings/ascii.h"

namespace windowlm {
namespace {

// The most code points that any one folds to, and some to spare.
constexpr utf8proc_ssize_t kMostFolded = 8;

void AppendCodePoint(utf8proc_int32_t code, std::string* text) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(code, bytes);
  text->append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

// utf8proc knows only those upper cases that are one code point. A character whose upper case has
// several, such as "ß", is no capital and folds to several code points, each of which has an upper
// case of one.
void AppendUpperCase(utf8proc_int32_t code, std::string* text) {
  utf8proc_int32_t folded[kMostFolded];
  int boundary = 0;
  const utf8proc_ssize_t count =
      utf8proc_category(code) == UTF8PROC_CATEGORY_LU
          ? 0
          : utf8proc_decompose_char(code, folded, kMostFolded, UTF8PROC_CASEFOLD, &boundary);
  if (count < 2 || count > kMostFolded) return AppendCodePoint(utf8proc_toupper(code), text);
  for (utf8proc_ssize_t i = 0; i < count; ++i) AppendCodePoint(utf8proc_toupper(folded[i]), text);
}

}  // namespace

std::string UpperCase(absl::string_view text) {
  std::string upper;
  upper.reserve(text.size());
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = *bytes;
    utf8proc_ssize_t size = 1;
    if (code < 0x80) {
      upper.push_back(absl::ascii_toupper(static_cast<unsigned char>(code)));
    } else {
      size = utf8proc_iterate(bytes, left, &code);
      // This happens only if the text is ill-formed after all.
      if (size <= 0) {
        upper.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(left));
        break;
      }
      AppendUpperCase(code, &upper);
    }
    bytes += size;
    left -= size;
  }
  return upper;
}

CaselessWords::CaselessWords(const Vocabulary& vocabulary, int64_t most)
    : first_equal_(static_cast<size_t>(std::min(most, static_cast<int64_t>(vocabulary.size())))) {
  for (uint32_t id = 0; id < first_equal_.size(); ++id) {
    if (id == vocabulary.unknown_id() || id == vocabulary.line_start_id() ||
        id == vocabulary.line_end_id()) {
      first_equal_[id] = kNoWord;
      continue;
    }
    const uint32_t upper_case = upper_cases_.Add(UpperCase(vocabulary.word(id)));
    if (upper_case == first_with_.size()) first_with_.push_back(id);
    first_equal_[id] = first_with_[upper_case];
  }
}

absl::optional<uint32_t> CaselessWords::Find(absl::string_view word) const {
  const absl::optional<uint32_t> upper_case = upper_cases_.Find(UpperCase(word));
  if (!upper_case.has_value()) return absl::nullopt;
  return first_with_[*upper_case];
}

}  // namespace windowlm
