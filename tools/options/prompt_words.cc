#include "tools/options/prompt_words.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/corpus/joined_texts.h"
#include "src/corpus/phrase_joiner.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/tokenizer.h"
#include "tools/options/named_words.h"
#include "tools/options/text_rules.h"

namespace windowlm {

namespace {

// Appends the words of a part of a prompt to *reading if they are not those that white space makes
// of it.
void AddReading(absl::string_view part, const std::vector<std::string>& words,
                std::string* reading) {
  const std::vector<std::string> typed =
      absl::StrSplit(part, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty());
  if (typed == words) return;
  if (!reading->empty()) reading->append(" ... ");
  reading->append(absl::StrJoin(words, " "));
}

}  // namespace

void PrintNote(absl::string_view text) { std::cerr << "windowlm: note: " << text << std::endl; }

std::vector<std::vector<uint32_t>> EncodePrompt(absl::Span<const absl::string_view> parts,
                                                const Vocabulary& vocabulary,
                                                const CorpusConfig& config) {
  std::vector<std::vector<uint32_t>> ids;
  NamedWords unknown;
  std::string reading;
  NoteOtherIcu(config.text());
  const std::vector<PhraseSet> phrases = PhrasesOf(vocabulary, config.phrases());
  for (const absl::string_view part : parts) {
    ids.emplace_back();
    const std::vector<std::string> words =
        JoinPhrases(TokenizeLine(part, config.text()), phrases, PhraseWords());
    AddReading(part, words, &reading);
    for (const std::string& word : words) {
      ids.back().push_back(vocabulary.IdOrUnknown(word));
      if (!vocabulary.Find(word)) unknown.Add(word);
    }
  }
  if (!reading.empty()) PrintNote(absl::StrCat("read by the model's rules as: ", reading));
  if (unknown.count() > 0) {
    PrintNote(absl::StrCat("not in the vocabulary, so read as <unk>: ", unknown.Text()));
  }
  return ids;
}

}  // namespace windowlm
