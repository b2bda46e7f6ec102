#include "tools/options/prompt_words.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {
namespace {

// The most unknown words that a note names.
constexpr size_t kNamedWords = 20;

}  // namespace

void PrintNote(absl::string_view text) { std::cerr << "windowlm: note: " << text << std::endl; }

std::vector<std::vector<uint32_t>> EncodePrompt(absl::Span<const absl::string_view> parts,
                                                const Vocabulary& vocabulary,
                                                const TextConfig& config) {
  std::vector<std::vector<uint32_t>> ids;
  std::vector<std::string> unknown;
  for (const absl::string_view part : parts) {
    ids.emplace_back();
    for (std::string& word : TokenizeLine(part, config)) {
      ids.back().push_back(vocabulary.IdOrUnknown(word));
      if (!vocabulary.Find(word)) unknown.push_back(std::move(word));
    }
  }
  if (unknown.empty()) return ids;
  const size_t named = std::min(unknown.size(), kNamedWords);
  std::string note = absl::StrCat("not in the vocabulary, so read as <unk>: ",
                                  absl::StrJoin(unknown.begin(), unknown.begin() + named, ", "));
  if (named < unknown.size()) absl::StrAppend(&note, " and ", unknown.size() - named, " more");
  PrintNote(note);
  return ids;
}

}  // namespace windowlm
