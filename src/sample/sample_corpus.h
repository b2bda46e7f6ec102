#ifndef WINDOWLM_SRC_SAMPLE_SAMPLE_CORPUS_H_
#define WINDOWLM_SRC_SAMPLE_SAMPLE_CORPUS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace windowlm {

// Writes a corpus of everyday English from a grammar, for a newcomer's first model: one sentence a
// line, lower-case ASCII letters, single spaces between words, no punctuation, '\n' at the end. It
// has some 1,200 different words. "gets fed" follows many animals in sentences in which somebody
// has to make sure that they are fed, but never "dog"; a model that has learned what a dog is
// predicts it of dogs all the same.
//
// Calls emit(line) for each line and stops after the first line with which `words` words
// or more have been written (line ends are no words), or when emit returns false. The view
// is valid during the call only. Sentence i depends on (seed, i) alone, so a shorter
// corpus is the beginning of a longer one with the same seed.
//
// Fails with InvalidArgument if words < 0.
absl::Status GenerateSampleCorpus(uint64_t seed, int64_t words,
                                  absl::FunctionRef<bool(absl::string_view line)> emit);

// Words of the corpus that mean the same kind of thing, most frequent first within each of
// the groups that a class is made of. No word is in two classes.
struct SampleWordClass {
  std::string name;  // "animal", "drink", "colour", ...
  std::vector<std::string> words;
};

// All classes, in order of their names.
std::vector<SampleWordClass> SampleWordClasses();

// A prompt that a newcomer may try on a model of the corpus, and a good answer.
struct SamplePrompt {
  const char* text;
  const char* next_class;  // name of the SampleWordClass of the best next word, or ""
  const char* next_word;   // the best next word if there is no class
};

absl::Span<const SamplePrompt> SamplePrompts();

// A word whose nearest neighbours should be of its own class.
struct SampleProbe {
  const char* word;
  const char* word_class;
};

absl::Span<const SampleProbe> SampleProbes();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_SAMPLE_CORPUS_H_
