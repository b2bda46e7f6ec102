#ifndef WINDOWLM_SRC_SAMPLE_SENTENCE_GRAMMAR_H_
#define WINDOWLM_SRC_SAMPLE_SENTENCE_GRAMMAR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace windowlm {

// Words that may stand in one place, most frequent first: the word of rank r is drawn in
// proportion to 1 / (r + 3), Mandelbrot's form of Zipf's law.
struct WordClass {
  const char* name;
  const char* words;    // separated by spaces or line ends
  const char* meaning;  // the class of meaning that all of them share, or "" for none
};

// One way to write the phrase `name`; a phrase with several rules draws one of them in
// proportion to its weight. A pattern is a line of items separated by spaces:
//   word        itself; "a" becomes "an" before a vowel's sound
//   <name>      a word of that class, or that phrase, both declared before this rule
//   !she        writes nothing; the subject of the sentence is now i, you, he, she, it, we, they
//   @he @him @his @self   the subject's pronoun
// and a word or <class> may carry a form:
//   walk@s      present tense that agrees with the subject ("be@s": am, are, is)
//   walk@ed     past tense                                ("be@ed": was, were)
//   walk@ing    present participle
//   dog@pl      plural
// as may <phrase> where each of its patterns is one such item.
struct PhraseRule {
  const char* name;
  int weight;  // at least 1
  const char* pattern;
};

// A weighted grammar without recursion that writes sentences with agreement.
// Immutable once built; any thread may call its const methods.
class SentenceGrammar {
 public:
  // Fails with InvalidArgument, naming the rule, on an unknown name, form, pronoun
  // or subject, a form of a phrase that can take none, a reference to itself, a weight
  // below 1, rules of one phrase that do not follow one another, a class that is empty or
  // has a word twice, a name that stands for two things, or no rules.
  static absl::StatusOr<SentenceGrammar> Create(absl::Span<const WordClass> classes,
                                                absl::Span<const PhraseRule> rules);

  // Appends to *line one sentence of the phrase that the last rule defines: its words,
  // separated by single spaces. draw(k, bound) gives the k-th random number, uniform over
  // 0 .. bound - 1; k counts 0, 1, 2, ... No word class gives the same word twice in a
  // sentence while it has others. Returns the number of words.
  int64_t AppendSentence(absl::FunctionRef<uint64_t(uint32_t k, uint64_t bound)> draw,
                         std::string* line) const;

 private:
  enum class Form { kBase, kAgreeing, kPast, kParticiple, kPlural };
  enum class Kind { kWord, kReference, kSubject, kPronoun };

  // A word in all the forms that a pattern may ask for.
  struct Entry {
    std::string base, third_person, past, participle, plural;
  };
  struct Item {
    Kind kind;
    Form form;
    int index;  // into entries_ (kWord) or phrases_ (kReference), else a Subject or a Pronoun
  };
  struct Phrase {
    bool is_class = false;
    bool inflects = true;  // every alternative is one word, which can take a form
    std::vector<std::vector<Item>> alternatives;
    std::vector<uint64_t> cumulative_weights;
  };
  class Writer;

  int Intern(absl::string_view word);
  absl::StatusOr<Item> ParseItem(absl::string_view text);
  absl::Status AddClass(const WordClass& word_class);
  absl::Status AddRule(const PhraseRule& rule);

  std::vector<Entry> entries_;
  std::vector<Phrase> phrases_;
  absl::flat_hash_map<std::string, int> entry_of_word_;
  absl::flat_hash_map<std::string, int> phrase_of_name_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_SENTENCE_GRAMMAR_H_
