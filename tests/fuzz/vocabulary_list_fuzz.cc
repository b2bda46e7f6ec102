// Lists of the words of a vocabulary, a line each.

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/vocabulary_list.h"
#include "src/input/utf8_text.h"
#include "tests/fuzz/fuzz_target.h"

namespace windowlm {

void FuzzOne(absl::string_view bytes) {
  Utf8Text utf8;
  VocabularyList list;
  for (const absl::string_view raw : absl::StrSplit(utf8.Next(bytes, /*last=*/true), '\n')) {
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (line.empty()) continue;
    Require(WordOfLine(line).size() <= line.size(), "a word is part of its line");
    if (!list.Add(line).ok()) return;
  }
  const bool counted = !list.counts().empty();
  Require(!counted || list.counts().size() == list.words().size(), "each word has a count");
  for (uint32_t i = 0; i < list.words().size(); ++i) {
    const absl::string_view word = list.words().word(i);
    if (IsSpecialWord(word)) continue;
    const std::vector<std::string> parts = TokenizeLine(word, TextConfig());
    Require(parts.size() == 1 && parts[0] == word, "a text may have the word");
  }
  if (!list.CheckWhole().ok() || !counted) return;
  const absl::StatusOr<Vocabulary> vocabulary = VocabularyOf(list);
  Require(vocabulary.ok(), "a whole list makes a vocabulary");
  for (uint32_t i = 0; i < list.words().size(); ++i) {
    const absl::optional<uint32_t> id = vocabulary->Find(list.words().word(i));
    Require(id.has_value() && vocabulary->count(*id) == list.counts()[i], "which is the list's");
  }
}

std::vector<std::string> FuzzSeeds() {
  return {"the\t12\r\ncat\t7\n<unk>\t3\n</s>\t0\n<s>\t0\n",
          "     1,234  the\n         7  caf\u00e9\n", "the 12\ncat 7\n",
          "\ufeffthe\ncat\n\n7\n\xff\n"};
}

}  // namespace windowlm
