#include "tools/options/prompt_words.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/corpus/joined_texts.h"
#include "src/corpus/phrase_joiner.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/input/shown_text.h"
#include "tools/options/did_you_mean.h"
#include "tools/options/text_rules.h"

namespace windowlm {
namespace {

// To look for words that are spelt alike takes a while; who types so many wrong words of one line
// does not need them all.
constexpr size_t kMostSuggestedFor = 3;

std::vector<absl::string_view> Typed(absl::string_view part) {
  return absl::StrSplit(part, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty());
}

// The spellings of `words`, which the tokenizer makes of `part`: a word that no text can hold,
// which it calls `<unk>`, as it was typed.
std::vector<std::string> Spellings(absl::string_view part, const std::vector<std::string>& words,
                                   const TextConfig& config) {
  if (std::find(words.begin(), words.end(), kUnknownWord) == words.end()) return words;
  std::vector<std::string> spellings;
  std::vector<std::string> found;
  for (const absl::string_view typed : Typed(part)) {
    for (std::string& word : TokenizeLine(typed, config)) {
      spellings.push_back(word == kUnknownWord ? std::string(typed) : word);
      found.push_back(std::move(word));
    }
  }
  return found == words ? spellings : words;
}

// Appends the words of a part of a prompt to *reading if they are not those that white space makes
// of it.
void AddReading(absl::string_view part, const std::vector<std::string>& words,
                std::string* reading) {
  const std::vector<absl::string_view> typed = Typed(part);
  if (std::equal(typed.begin(), typed.end(), words.begin(), words.end())) return;
  if (!reading->empty()) reading->append(" ... ");
  reading->append(absl::StrJoin(words, " "));
}

absl::string_view WithoutLineStart(absl::string_view part) {
  const std::vector<absl::string_view> typed = Typed(part);
  if (typed.empty() || typed[0] != kLineStartWord) return part;
  return part.substr(static_cast<size_t>(typed[0].data() - part.data()) + typed[0].size());
}

}  // namespace

std::vector<std::vector<uint32_t>> EncodePrompt(absl::Span<const absl::string_view> parts,
                                                const Vocabulary& vocabulary,
                                                const CorpusConfig& config, bool suggests,
                                                QuestionNotes* notes) {
  std::vector<std::vector<uint32_t>> ids;
  std::string reading;
  NoteOtherIcu(config.text());
  const std::vector<PhraseSet> phrases = PhrasesOf(vocabulary, config.phrases());
  for (const absl::string_view whole : parts) {
    const absl::string_view part = ids.empty() ? WithoutLineStart(whole) : whole;
    ids.emplace_back();
    const std::vector<std::string> spellings =
        Spellings(part, TokenizeLine(part, config.text()), config.text());
    const std::vector<std::string> words = JoinPhrases(spellings, phrases, PhraseWords());
    AddReading(part, words, &reading);
    for (const std::string& word : words) {
      // A text cannot hold the start of a line or its end, so they are read as unknown.
      const bool reserved = IsSpecialWord(word) && word != kUnknownWord;
      ids.back().push_back(reserved ? vocabulary.unknown_id() : vocabulary.IdOrUnknown(word));
      if (ids.back().back() == vocabulary.unknown_id() && word != kUnknownWord) {
        notes->unknown_words.push_back(word);
      }
    }
  }
  if (!reading.empty()) {
    notes->remarks.push_back(absl::StrCat("read by the model's rules as: ", reading));
  }
  size_t suggested = 0;
  for (const std::string& word : notes->unknown_words) {
    if (!suggests || suggested == kMostSuggestedFor) break;
    if (IsSpecialWord(word)) continue;
    ++suggested;
    const std::string meant = DidYouMean(SpeltAlike(word, vocabulary));
    if (!meant.empty()) notes->remarks.push_back(absl::StrCat(QuotedExcerpt(word), meant));
  }
  return ids;
}

}  // namespace windowlm
