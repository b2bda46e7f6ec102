#include "tools/options/prompt_words.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "src/corpus/tokenizer.h"
#include "tools/options/named_words.h"

namespace windowlm {

void PrintNote(absl::string_view text) { std::cerr << "windowlm: note: " << text << std::endl; }

std::vector<std::vector<uint32_t>> EncodePrompt(absl::Span<const absl::string_view> parts,
                                                const Vocabulary& vocabulary,
                                                const TextConfig& config) {
  std::vector<std::vector<uint32_t>> ids;
  NamedWords unknown;
  for (const absl::string_view part : parts) {
    ids.emplace_back();
    for (const std::string& word : TokenizeLine(part, config)) {
      ids.back().push_back(vocabulary.IdOrUnknown(word));
      if (!vocabulary.Find(word)) unknown.Add(word);
    }
  }
  if (unknown.count() > 0) {
    PrintNote(absl::StrCat("not in the vocabulary, so read as <unk>: ", unknown.Text()));
  }
  return ids;
}

}  // namespace windowlm
