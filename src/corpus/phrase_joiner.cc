#include "src/corpus/phrase_joiner.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/corpus/phrase_pair.h"

namespace windowlm {

PhraseJoiner::PhraseJoiner(const PhraseSet& phrases, const PhraseWords& words, WordSink& sink)
    : phrases_(phrases), roles_(words), sink_(sink) {}

bool PhraseJoiner::AddWord(absl::string_view word) {
  // Most words begin no phrase and end none, and then it does not matter what they are.
  const absl::optional<uint32_t> id = phrases_.Find(word);
  if (!id.has_value()) {
    if (!first_id_.has_value()) return sink_.AddWord(word);
    if (roles_.RoleOf(word) != PhraseRole::kInside) return GiveHeld() && sink_.AddWord(word);
    held_.emplace_back(word);
    if (!between_.empty()) between_ += kPhraseSeparator;
    absl::StrAppend(&between_, word);
    // No phrase is so long; the words of an endless line are not held.
    return between_.size() <= kMaxWordBytes || GiveHeld();
  }
  if (first_id_.has_value() && phrases_.Contains(*first_id_, between_, *id)) {
    const std::string phrase = PhraseText(first_, between_, word);
    first_id_.reset();
    held_.clear();
    between_.clear();
    return sink_.AddWord(phrase);
  }
  if (!GiveHeld()) return false;
  first_id_ = id;
  first_.assign(word.data(), word.size());
  return true;
}

bool PhraseJoiner::EndLine() { return GiveHeld() && sink_.EndLine(); }

bool PhraseJoiner::GiveHeld() {
  if (!first_id_.has_value()) return true;
  first_id_.reset();
  bool wanted = sink_.AddWord(first_);
  for (const std::string& word : held_) wanted = wanted && sink_.AddWord(word);
  held_.clear();
  between_.clear();
  return wanted;
}

PhraseJoiners::PhraseJoiners(absl::Span<const PhraseSet> passes, const PhraseWords& words,
                             WordSink& sink)
    : last_(sink) {
  for (size_t pass = passes.size(); pass > 0; --pass) {
    joiners_.push_back(std::make_unique<PhraseJoiner>(passes[pass - 1], words, this->sink()));
  }
}

std::vector<std::string> JoinPhrases(absl::Span<const std::string> line,
                                     absl::Span<const PhraseSet> passes, const PhraseWords& words) {
  WordList joined;
  PhraseJoiners joiners(passes, words, joined);
  for (const std::string& word : line) joiners.sink().AddWord(word);
  joiners.sink().EndLine();
  return std::move(joined.words);
}

}  // namespace windowlm
