#ifndef WINDOWLM_SRC_SAMPLE_ENGLISH_INFLECTION_H_
#define WINDOWLM_SRC_SAMPLE_ENGLISH_INFLECTION_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// Forms of lower-case English words by the rules of spelling, with the irregular words
// that the sample grammar uses. Not a morphology of English: a word outside that
// grammar gets its regular form.

// "cat" -> "cats", "wolf" -> "wolves", "sheep" -> "sheep".
std::string PluralNoun(absl::string_view noun);

// "walk" -> "walks", "have" -> "has", "carry" -> "carries".
std::string ThirdPersonVerb(absl::string_view verb);

// "walk" -> "walked", "stop" -> "stopped", "eat" -> "ate".
std::string PastTense(absl::string_view verb);

// "walk" -> "walking", "bake" -> "baking", "run" -> "running".
std::string PresentParticiple(absl::string_view verb);

// Whether the word starts with a vowel's sound and so takes "an": true for "apple" and
// "hour", false for "cat" and "uniform".
bool TakesAn(absl::string_view word);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_ENGLISH_INFLECTION_H_
