#include "src/corpus/kept_words.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/crc32c.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/vocabulary_list.h"
#include "src/input/byte_input.h"
#include "src/input/text_lines.h"

namespace windowlm {

absl::StatusOr<KeptWords> ReadKeptWords(const std::string& path, const TextConfig& config) {
  KeptWords kept;
  const absl::Status status = ForEachLine(path, [&](absl::string_view line) {
    kept.bytes += line.size() + 1;
    kept.crc32c = ExtendCrc32c(ExtendCrc32c(kept.crc32c, line), "\n");
    const absl::string_view word = WordOfLine(line);
    // Every vocabulary has these.
    if (IsSpecialWord(word)) return absl::OkStatus();
    const std::vector<std::string> parts = TokenizeLine(word, config);
    // The tokenizer gives <unk> for a word that no text can hold.
    if (parts.size() == 1 && parts[0] != kUnknownWord) {
      kept.words.Add(parts[0]);
    } else {
      kept.not_in_texts.emplace_back(word);
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  if (kept.bytes > 0) return kept;
  return absl::InvalidArgumentError(
      absl::StrCat(InputName(path), ": one word a line was expected, and found none"));
}

}  // namespace windowlm
