#include "src/sample/sentence_grammar.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/sample/english_inflection.h"
#include "src/sample/english_subject.h"

namespace windowlm {
namespace {

// "<animal>@pl" -> "animal".
absl::string_view NameIn(absl::string_view reference) {
  return reference.substr(1, reference.find('>') - 1);
}

std::vector<absl::string_view> SplitAtSpace(absl::string_view text) {
  return absl::StrSplit(text, absl::ByAnyChar(" \n"), absl::SkipEmpty());
}

}  // namespace

// Writes one sentence.
class SentenceGrammar::Writer {
 public:
  Writer(const SentenceGrammar& grammar, absl::FunctionRef<uint64_t(uint32_t, uint64_t)> draw,
         std::string* line)
      : grammar_(grammar), draw_(draw), line_(line) {}

  void Expand(const Phrase& phrase, Form form) {
    const uint64_t point = draw_(draws_++, phrase.cumulative_weights.back());
    size_t choice = std::upper_bound(phrase.cumulative_weights.begin(),
                                     phrase.cumulative_weights.end(), point) -
                    phrase.cumulative_weights.begin();
    if (phrase.is_class) {
      choice = FirstUnused(phrase, choice);
      used_.push_back(phrase.alternatives[choice].front().index);
    }
    for (const Item& item : phrase.alternatives[choice]) Write(item, form);
  }

  int64_t FinishAndCountWords() {
    Flush({});
    return words_;
  }

 private:
  // The drawn word of a class, or the next that this sentence does not have yet.
  size_t FirstUnused(const Phrase& phrase, size_t choice) const {
    const size_t size = phrase.alternatives.size();
    for (size_t step = 0; step < size; ++step) {
      const size_t candidate = (choice + step) % size;
      const int entry = phrase.alternatives[candidate].front().index;
      if (std::find(used_.begin(), used_.end(), entry) == used_.end()) return candidate;
    }
    return choice;
  }

  // `inherited` is the form that the reference to this item's phrase asked for.
  void Write(const Item& item, Form inherited) {
    const Form form = item.form == Form::kBase ? inherited : item.form;
    switch (item.kind) {
      case Kind::kReference:
        Expand(grammar_.phrases_[item.index], form);
        break;
      case Kind::kSubject:
        subject_ = static_cast<Subject>(item.index);
        break;
      case Kind::kPronoun:
        Emit(PronounOf(subject_, static_cast<Pronoun>(item.index)));
        break;
      case Kind::kWord:
        Emit(Inflected(grammar_.entries_[item.index], form));
        break;
    }
  }

  absl::string_view Inflected(const Entry& entry, Form form) const {
    switch (form) {
      case Form::kBase:
        return entry.base;
      case Form::kAgreeing:
        if (entry.base == "be") return PresentOfBe(subject_);
        return IsThirdPersonSingular(subject_) ? entry.third_person : entry.base;
      case Form::kPast:
        if (entry.base == "be") return PastOfBe(subject_);
        return entry.past;
      case Form::kParticiple:
        return entry.participle;
      case Form::kPlural:
        return entry.plural;
    }
    return entry.base;
  }

  // Appends a word. An article waits for the next word, whose first sound decides between "a" and
  // "an".
  void Emit(absl::string_view word) {
    Flush(word);
    if (word == "a") {
      article_waits_ = true;
    } else {
      Append(word);
    }
  }

  void Flush(absl::string_view next_word) {
    if (article_waits_) Append(TakesAn(next_word) ? "an" : "a");
    article_waits_ = false;
  }

  void Append(absl::string_view word) {
    absl::StrAppend(line_, words_ == 0 ? "" : " ", word);
    ++words_;
  }

  const SentenceGrammar& grammar_;
  absl::FunctionRef<uint64_t(uint32_t, uint64_t)> draw_;
  std::string* line_;
  uint32_t draws_ = 0;
  int64_t words_ = 0;
  Subject subject_ = Subject::kIt;
  bool article_waits_ = false;
  std::vector<int> used_;  // entries that classes have given to this sentence
};

int SentenceGrammar::Intern(absl::string_view word) {
  const auto [place, is_new] = entry_of_word_.try_emplace(std::string(word), entries_.size());
  if (is_new) {
    entries_.push_back({std::string(word), ThirdPersonVerb(word), PastTense(word),
                        PresentParticiple(word), PluralNoun(word)});
  }
  return place->second;
}

absl::StatusOr<SentenceGrammar::Item> SentenceGrammar::ParseItem(absl::string_view text) {
  if (absl::StartsWith(text, "!")) {
    const absl::optional<Subject> subject = SubjectNamed(text.substr(1));
    if (subject) return Item{Kind::kSubject, Form::kBase, static_cast<int>(*subject)};
    return absl::InvalidArgumentError(absl::StrCat("unknown subject '", text, "'"));
  }
  if (absl::StartsWith(text, "@")) {
    const absl::optional<Pronoun> pronoun = PronounNamed(text.substr(1));
    if (pronoun) return Item{Kind::kPronoun, Form::kBase, static_cast<int>(*pronoun)};
    return absl::InvalidArgumentError(absl::StrCat("unknown pronoun '", text, "'"));
  }

  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('@', 1));
  const absl::string_view stem = parts.first;
  Form form = Form::kBase;
  if (parts.second == "s") {
    form = Form::kAgreeing;
  } else if (parts.second == "ed") {
    form = Form::kPast;
  } else if (parts.second == "ing") {
    form = Form::kParticiple;
  } else if (parts.second == "pl") {
    form = Form::kPlural;
  } else if (stem.size() != text.size()) {
    return absl::InvalidArgumentError(absl::StrCat("unknown form in '", text, "'"));
  }

  absl::string_view name = stem;
  if (!absl::ConsumePrefix(&name, "<")) return Item{Kind::kWord, form, Intern(stem)};
  const auto phrase = absl::ConsumeSuffix(&name, ">") ? phrase_of_name_.find(std::string(name))
                                                      : phrase_of_name_.end();
  if (phrase == phrase_of_name_.end()) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", stem, "' names no class or phrase declared before it"));
  }
  if (form != Form::kBase && !phrases_[phrase->second].inflects) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", text, "' asks for a form of a phrase of several words"));
  }
  return Item{Kind::kReference, form, phrase->second};
}

absl::Status SentenceGrammar::AddClass(const WordClass& word_class) {
  Phrase phrase;
  phrase.is_class = true;
  uint64_t total = 0;
  for (absl::string_view word : SplitAtSpace(word_class.words)) {
    const int entry = Intern(word);
    for (const std::vector<Item>& earlier : phrase.alternatives) {
      if (earlier.front().index == entry) {
        return absl::InvalidArgumentError(
            absl::StrCat("class ", word_class.name, " has '", word, "' twice"));
      }
    }
    phrase.alternatives.push_back({Item{Kind::kWord, Form::kBase, entry}});
    constexpr uint64_t kScale = 1000000;
    total += kScale / (phrase.alternatives.size() + 3);
    phrase.cumulative_weights.push_back(total);
  }
  if (phrase.alternatives.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("class ", word_class.name, " has no words"));
  }
  if (!phrase_of_name_.emplace(word_class.name, phrases_.size()).second) {
    return absl::InvalidArgumentError(
        absl::StrCat("class ", word_class.name, " is declared twice"));
  }
  phrases_.push_back(std::move(phrase));
  return absl::OkStatus();
}

absl::Status SentenceGrammar::AddRule(const PhraseRule& rule) {
  const auto error = [&rule](absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat("phrase ", rule.name, ", pattern '", rule.pattern, "': ", what));
  };
  if (rule.weight < 1) return error(absl::StrCat("weight ", rule.weight, " is below 1"));
  std::vector<Item> items;
  for (absl::string_view text : SplitAtSpace(rule.pattern)) {
    absl::StatusOr<Item> item = ParseItem(text);
    if (!item.ok()) return error(item.status().message());
    if (item->kind == Kind::kReference && absl::string_view(rule.name) == NameIn(text)) {
      return error("it refers to itself");
    }
    items.push_back(*item);
  }
  const bool inflects =
      items.size() == 1 &&
      (items.front().kind == Kind::kWord ||
       (items.front().kind == Kind::kReference && phrases_[items.front().index].inflects));
  const auto [place, is_new] = phrase_of_name_.try_emplace(rule.name, phrases_.size());
  if (is_new) {
    phrases_.emplace_back();
  } else if (place->second + 1 != static_cast<int>(phrases_.size()) || phrases_.back().is_class) {
    return error("its name was declared before, not by the rule just above");
  }
  Phrase& phrase = phrases_.back();
  phrase.inflects = phrase.inflects && inflects;
  const uint64_t total = phrase.cumulative_weights.empty() ? 0 : phrase.cumulative_weights.back();
  phrase.alternatives.push_back(std::move(items));
  phrase.cumulative_weights.push_back(total + rule.weight);
  return absl::OkStatus();
}

absl::StatusOr<SentenceGrammar> SentenceGrammar::Create(absl::Span<const WordClass> classes,
                                                        absl::Span<const PhraseRule> rules) {
  SentenceGrammar grammar;
  for (const WordClass& word_class : classes) {
    if (absl::Status status = grammar.AddClass(word_class); !status.ok()) return status;
  }
  for (const PhraseRule& rule : rules) {
    if (absl::Status status = grammar.AddRule(rule); !status.ok()) return status;
  }
  if (rules.empty()) return absl::InvalidArgumentError("the grammar has no rules");
  return grammar;
}

int64_t SentenceGrammar::AppendSentence(absl::FunctionRef<uint64_t(uint32_t, uint64_t)> draw,
                                        std::string* line) const {
  Writer writer(*this, draw, line);
  writer.Expand(phrases_.back(), Form::kBase);
  return writer.FinishAndCountWords();
}

}  // namespace windowlm
