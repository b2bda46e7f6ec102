#ifndef WINDOWLM_SRC_SAMPLE_ENGLISH_SUBJECT_H_
#define WINDOWLM_SRC_SAMPLE_ENGLISH_SUBJECT_H_

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace windowlm {

// What a sentence's verbs and pronouns agree with.
enum class Subject { kI, kYou, kHe, kShe, kIt, kWe, kThey };

// The forms of a pronoun: "he", "him", "his", "himself".
enum class Pronoun { kSubject, kObject, kPossessive, kReflexive };

// "i", "you", "he", "she", "it", "we" or "they"; nullopt for anything else.
absl::optional<Subject> SubjectNamed(absl::string_view name);

// "he", "him", "his" or "self"; nullopt for anything else.
absl::optional<Pronoun> PronounNamed(absl::string_view name);

absl::string_view PronounOf(Subject subject, Pronoun pronoun);

bool IsThirdPersonSingular(Subject subject);

// "am", "are" or "is".
absl::string_view PresentOfBe(Subject subject);

// "was" or "were".
absl::string_view PastOfBe(Subject subject);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_ENGLISH_SUBJECT_H_
