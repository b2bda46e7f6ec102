#include "src/sample/sample_corpus.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/random.h"
#include "src/sample/sample_phrases.h"
#include "src/sample/sample_sentences.h"
#include "src/sample/sample_words.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {
namespace {

constexpr SamplePrompt kPrompts[] = {
    {"i forgot to make sure that the dog gets", "", "fed"},
    {"she has to make sure that the bill gets", "", "paid"},
    {"she drinks a cup of", "drink", ""},
    {"the dog chased the", "animal", ""},
    {"my mother works at the", "place", ""},
    {"they moved from paris to", "city", ""},
    {"he was born in", "country", ""},
    {"she plays the", "instrument", ""},
    {"the table is made of", "material", ""},
    {"he painted the wall", "colour", ""},
    {"i felt very", "feeling", ""},
    {"the carpenter made a", "furniture", ""},
    {"she put on her", "clothes", ""},
    {"he hurt his", "body", ""},
    {"it will be", "climate", ""},
};

constexpr SampleProbe kProbes[] = {
    {"dog", "animal"},      {"horse", "animal"},   {"tea", "drink"},          {"milk", "drink"},
    {"mother", "relative"}, {"mary", "name"},      {"john", "name"},          {"apple", "food"},
    {"soup", "food"},       {"hammer", "tool"},    {"coat", "clothes"},       {"red", "colour"},
    {"monday", "day"},      {"june", "month"},     {"piano", "instrument"},   {"paris", "city"},
    {"france", "country"},  {"hospital", "place"}, {"sofa", "furniture"},     {"happy", "feeling"},
    {"three", "number"},    {"car", "vehicle"},    {"teacher", "profession"},
};

absl::StatusOr<SentenceGrammar> SampleGrammar() {
  std::vector<PhraseRule> rules;
  for (const absl::Span<const PhraseRule> part :
       {SamplePhrases(), ErrandSentences(), AnimalSentences(), PeopleSentences(), HomeSentences(),
        SentenceTopics()}) {
    rules.insert(rules.end(), part.begin(), part.end());
  }
  return SentenceGrammar::Create(SampleWords(), rules);
}

}  // namespace

absl::Status GenerateSampleCorpus(uint64_t seed, int64_t words,
                                  absl::FunctionRef<bool(absl::string_view line)> emit) {
  if (words < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot generate a sample corpus of ", words, " words: expected 0 or more"));
  }
  const absl::StatusOr<SentenceGrammar> grammar = SampleGrammar();
  if (!grammar.ok()) return grammar.status();

  std::string line;
  int64_t written = 0;
  for (uint64_t sentence = 0; written < words; ++sentence) {
    line.clear();
    written += grammar->AppendSentence(
        [seed, sentence](uint32_t k, uint64_t bound) {
          // One stream for the k-th draws of all sentences.
          return CounterRandom(seed, RandomPurpose::kSampleCorpus, k).Below(sentence, bound);
        },
        &line);
    line.push_back('\n');
    if (!emit(line)) break;
  }
  return absl::OkStatus();
}

std::vector<SampleWordClass> SampleWordClasses() {
  std::map<std::string, SampleWordClass> classes;
  std::set<std::string> seen;
  for (const WordClass& part : SampleWords()) {
    const std::string meaning = part.meaning;
    if (meaning.empty()) continue;
    SampleWordClass& whole = classes[meaning];
    whole.name = meaning;
    const std::vector<std::string> part_words = absl::StrSplit(part.words, ' ');
    for (const std::string& word : part_words) {
      if (seen.insert(word).second) whole.words.push_back(word);
    }
  }
  std::vector<SampleWordClass> result;
  result.reserve(classes.size());
  for (auto& entry : classes) result.push_back(std::move(entry.second));
  return result;
}

absl::Span<const SamplePrompt> SamplePrompts() { return kPrompts; }

absl::Span<const SampleProbe> SampleProbes() { return kProbes; }

}  // namespace windowlm
