#include "src/sample/english_subject.h"

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace windowlm {
namespace {

// The pronouns by Subject, then by Pronoun, in the order of the enumerations.
constexpr absl::string_view kPronouns[7][4] = {
    {"i", "me", "my", "myself"},
    {"you", "you", "your", "yourself"},
    {"he", "him", "his", "himself"},
    {"she", "her", "her", "herself"},
    {"it", "it", "its", "itself"},
    {"we", "us", "our", "ourselves"},
    {"they", "them", "their", "themselves"},
};

constexpr absl::string_view kPronounNames[4] = {"he", "him", "his", "self"};

}  // namespace

absl::optional<Subject> SubjectNamed(absl::string_view name) {
  for (int subject = 0; subject < 7; ++subject) {
    if (kPronouns[subject][0] == name) return static_cast<Subject>(subject);
  }
  return absl::nullopt;
}

absl::optional<Pronoun> PronounNamed(absl::string_view name) {
  for (int pronoun = 0; pronoun < 4; ++pronoun) {
    if (kPronounNames[pronoun] == name) return static_cast<Pronoun>(pronoun);
  }
  return absl::nullopt;
}

absl::string_view PronounOf(Subject subject, Pronoun pronoun) {
  return kPronouns[static_cast<int>(subject)][static_cast<int>(pronoun)];
}

bool IsThirdPersonSingular(Subject subject) {
  return subject == Subject::kHe || subject == Subject::kShe || subject == Subject::kIt;
}

absl::string_view PresentOfBe(Subject subject) {
  if (subject == Subject::kI) return "am";
  return IsThirdPersonSingular(subject) ? "is" : "are";
}

absl::string_view PastOfBe(Subject subject) {
  return subject == Subject::kI || IsThirdPersonSingular(subject) ? "was" : "were";
}

}  // namespace windowlm
