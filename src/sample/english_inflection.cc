#include "src/sample/english_inflection.h"

#include <cstddef>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace windowlm {
namespace {

struct Irregular {
  absl::string_view base;
  absl::string_view form;
};

constexpr Irregular kPlurals[] = {
    {"calf", "calves"},   {"child", "children"}, {"deer", "deer"},         {"foot", "feet"},
    {"goose", "geese"},   {"knife", "knives"},   {"leaf", "leaves"},       {"loaf", "loaves"},
    {"man", "men"},       {"mouse", "mice"},     {"piano", "pianos"},      {"radio", "radios"},
    {"scarf", "scarves"}, {"sheep", "sheep"},    {"shelf", "shelves"},     {"tooth", "teeth"},
    {"wolf", "wolves"},   {"woman", "women"},    {"goldfish", "goldfish"},
};

constexpr Irregular kPastTenses[] = {
    {"begin", "began"}, {"bite", "bit"},      {"break", "broke"},   {"bring", "brought"},
    {"build", "built"}, {"buy", "bought"},    {"catch", "caught"},  {"choose", "chose"},
    {"come", "came"},   {"cut", "cut"},       {"draw", "drew"},     {"drink", "drank"},
    {"drive", "drove"}, {"eat", "ate"},       {"feed", "fed"},      {"feel", "felt"},
    {"find", "found"},  {"fly", "flew"},      {"forget", "forgot"}, {"get", "got"},
    {"give", "gave"},   {"go", "went"},       {"grow", "grew"},     {"have", "had"},
    {"hear", "heard"},  {"hide", "hid"},      {"hit", "hit"},       {"hold", "held"},
    {"hurt", "hurt"},   {"keep", "kept"},     {"leave", "left"},    {"lend", "lent"},
    {"lose", "lost"},   {"make", "made"},     {"meet", "met"},      {"pay", "paid"},
    {"put", "put"},     {"read", "read"},     {"ride", "rode"},     {"run", "ran"},
    {"say", "said"},    {"see", "saw"},       {"know", "knew"},     {"sell", "sold"},
    {"send", "sent"},   {"sing", "sang"},     {"sit", "sat"},       {"sleep", "slept"},
    {"speak", "spoke"}, {"spill", "spilled"}, {"stand", "stood"},   {"steal", "stole"},
    {"sweep", "swept"}, {"swim", "swam"},     {"take", "took"},     {"teach", "taught"},
    {"tell", "told"},   {"think", "thought"}, {"throw", "threw"},   {"wear", "wore"},
    {"win", "won"},     {"write", "wrote"},
};

template <size_t kSize>
absl::string_view FindIrregular(const Irregular (&table)[kSize], absl::string_view base) {
  for (const Irregular& entry : table) {
    if (entry.base == base) return entry.form;
  }
  return {};
}

bool IsVowel(char letter) {
  return absl::string_view("aeiou").find(letter) != absl::string_view::npos;
}

bool EndsInConsonantAndY(absl::string_view word) {
  return word.size() >= 2 && word.back() == 'y' && !IsVowel(word[word.size() - 2]);
}

absl::string_view WithoutLast(absl::string_view word) { return word.substr(0, word.size() - 1); }

// "cats", "boxes", "berries": plurals and third persons are spelled alike.
std::string WithEs(absl::string_view word) {
  if (EndsInConsonantAndY(word)) return absl::StrCat(WithoutLast(word), "ies");
  for (absl::string_view hissing : {"s", "x", "z", "ch", "sh", "o"}) {
    if (absl::EndsWith(word, hissing)) return absl::StrCat(word, "es");
  }
  return absl::StrCat(word, "s");
}

// A word of one short syllable doubles its last consonant: "stop", "stopped".
bool DoublesItsLastLetter(absl::string_view word) {
  if (word.size() < 3) return false;
  const char last = word.back();
  if (IsVowel(last) || last == 'w' || last == 'x' || last == 'y') return false;
  int vowels = 0;
  for (char letter : word) vowels += IsVowel(letter);
  return vowels == 1 && IsVowel(word[word.size() - 2]);
}

}  // namespace

std::string PluralNoun(absl::string_view noun) {
  const absl::string_view irregular = FindIrregular(kPlurals, noun);
  return irregular.empty() ? WithEs(noun) : std::string(irregular);
}

std::string ThirdPersonVerb(absl::string_view verb) {
  return verb == "have" ? "has" : WithEs(verb);
}

std::string PastTense(absl::string_view verb) {
  const absl::string_view irregular = FindIrregular(kPastTenses, verb);
  if (!irregular.empty()) return std::string(irregular);
  if (absl::EndsWith(verb, "e")) return absl::StrCat(verb, "d");
  if (EndsInConsonantAndY(verb)) return absl::StrCat(WithoutLast(verb), "ied");
  if (DoublesItsLastLetter(verb)) return absl::StrCat(verb, verb.substr(verb.size() - 1), "ed");
  return absl::StrCat(verb, "ed");
}

std::string PresentParticiple(absl::string_view verb) {
  if (absl::EndsWith(verb, "ie")) {
    return absl::StrCat(verb.substr(0, verb.size() - 2), "ying");
  }
  if (absl::EndsWith(verb, "e") && !absl::EndsWith(verb, "ee")) {
    return absl::StrCat(WithoutLast(verb), "ing");
  }
  if (DoublesItsLastLetter(verb)) return absl::StrCat(verb, verb.substr(verb.size() - 1), "ing");
  return absl::StrCat(verb, "ing");
}

bool TakesAn(absl::string_view word) {
  if (word.empty()) return false;
  for (absl::string_view silent_h : {"hour", "honest", "honor", "heir"}) {
    if (absl::StartsWith(word, silent_h)) return true;
  }
  for (absl::string_view consonant_sound : {"uni", "use", "usu", "eu", "ewe", "one", "once"}) {
    if (absl::StartsWith(word, consonant_sound)) return false;
  }
  return IsVowel(word.front());
}

}  // namespace windowlm
