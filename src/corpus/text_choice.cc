#include "src/corpus/text_choice.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_format.h"
#include "src/corpus/special_words.h"
#include "src/corpus/word_boundaries.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// In a text that was tokenised, abbreviations and little else have punctuation on them.
constexpr double kMostPunctuated = 0.03;
// A word of a script that is written without spaces has few characters; a clause has more.
constexpr double kMostCharactersOfAWord = 5;
// Names are capitalised in all languages, nouns and headlines in some.
constexpr double kMostCapitals = 0.18;
// A text with fewer capitals is in lower case already.
constexpr double kLeastCapitals = 0.001;
// In Turkish one letter of twenty is dotless; elsewhere none is, but for words of Turkish.
constexpr double kLeastDotless = 0.005;

bool IsLetter(char32_t code) { return u_isalpha(static_cast<UChar32>(code)); }

// Underscores join what belongs together.
bool IsPunctuation(char32_t code) {
  return u_ispunct(static_cast<UChar32>(code)) &&
         u_charType(static_cast<UChar32>(code)) != U_CONNECTOR_PUNCTUATION;
}

// Tokenizers leave "'s" a word of its own.
bool IsApostrophe(char32_t code) { return code == '\'' || code == 0x2019; }

// What no word has within it.
bool SeparatesClauses(char32_t code) {
  return code == ',' || code == ';' || code == '!' || code == '?' || code == '"' || code == '(' ||
         code == ')';
}

bool EndsSentence(char32_t code) {
  return code == '.' || code == '!' || code == '?' || code == ':' || code == 0x2026;
}

bool ClosesQuotation(char32_t code) {
  return code == '"' || code == '\'' || code == ')' || code == 0x2019 || code == 0x201d ||
         code == 0xbb;
}

class Counts {
 public:
  void AddLineEnd() { begins_sentence_ = true; }

  // Adds what stands between white space.
  void AddChunk(absl::string_view chunk) {
    ++chunks_;
    uint64_t letters = 0;
    uint64_t clause_letters = 0;
    char32_t first_letter = 0;
    char32_t first = 0;
    char32_t last = 0;
    bool ends_sentence = false;
    bool separates = false;
    for (size_t at = 0; at < chunk.size();) {
      const char32_t code = NextCodePoint(chunk, &at);
      if (first == 0) first = code;
      last = code;
      separates |= SeparatesClauses(code);
      if (EndsSentence(code)) {
        ends_sentence = true;
      } else if (!ClosesQuotation(code)) {
        ends_sentence = false;
      }
      if (!IsLetter(code)) continue;
      dotless_ += code == 0x131 || code == 0x130;
      if (letters++ == 0) first_letter = code;
      clause_letters += IsWrittenWithoutSpaces(code);
    }
    letters_ += letters;
    clause_letters_ += clause_letters;
    if (clause_letters > 0) {
      ++clause_chunks_;
    } else if (letters > 0) {
      ++words_;
      punctuated_ +=
          (IsPunctuation(first) && !IsApostrophe(first)) || IsPunctuation(last) || separates;
      if (!begins_sentence_ && letters > 1) {
        ++inner_words_;
        inner_capitals_ += u_isupper(static_cast<UChar32>(first_letter)) ||
                           u_istitle(static_cast<UChar32>(first_letter));
      }
      capitals_ += u_isupper(static_cast<UChar32>(first_letter));
    }
    // Signs that stand alone leave a sentence's start where it is.
    if (letters > 0 || ends_sentence) begins_sentence_ = ends_sentence;
  }

  TextChoice Choice() const {
    TextChoice choice;
    const double punctuated = Share(punctuated_, words_);
    const double per_chunk = Share(clause_letters_, clause_chunks_);
    // Where both occur, the larger part of the text decides.
    const bool has_clauses = clause_letters_ * 4 > letters_;
    if (has_clauses && per_chunk > kMostCharactersOfAWord) {
      choice.tokenizer = TOKENIZER_WORDS;
      choice.tokenizer_reason = absl::StrFormat(
          "white space stands only every %.0f characters, between clauses", per_chunk);
    } else if (punctuated > kMostPunctuated) {
      choice.tokenizer = TOKENIZER_WORDS;
      choice.tokenizer_reason =
          absl::StrFormat("%.0f%% of the words have punctuation on them", 100 * punctuated);
    } else if (chunks_ > 0) {
      choice.tokenizer_reason =
          absl::StrFormat("only %.1f%% of the words have punctuation on them", 100 * punctuated);
    }
    if (Share(capitals_, words_) < kLeastCapitals) return choice;
    const double inner = Share(inner_capitals_, inner_words_);
    choice.lowercase = inner <= kMostCapitals;
    choice.lowercase_reason =
        absl::StrFormat("%.0f%% of the words within sentences have capitals", 100 * inner);
    if (choice.lowercase && Share(dotless_, letters_) >= kLeastDotless) {
      choice.locale = "tr";
      choice.lowercase_reason += ", by the rules of Turkish, whose dotless i is in it";
    }
    return choice;
  }

 private:
  static double Share(uint64_t part, uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
  }

  uint64_t chunks_ = 0;
  // Chunks with letters, but for those of scripts that are written without spaces.
  uint64_t words_ = 0;
  uint64_t punctuated_ = 0;
  uint64_t capitals_ = 0;
  // Those that do not begin a sentence, and have more letters than "I".
  uint64_t inner_words_ = 0;
  uint64_t inner_capitals_ = 0;
  uint64_t letters_ = 0;
  // Those that are a dotless small i or a dotted capital one.
  uint64_t dotless_ = 0;
  uint64_t clause_chunks_ = 0;
  uint64_t clause_letters_ = 0;
  bool begins_sentence_ = true;
};

}  // namespace

TextChoice ChooseTextRules(absl::string_view start) {
  start = start.substr(0, kTextChoiceBytes);
  Counts counts;
  while (!start.empty()) {
    const size_t space = WhiteSpaceLength(start);
    if (space > 0) {
      if (start[0] == '\n') counts.AddLineEnd();
      start.remove_prefix(space);
      continue;
    }
    const size_t length = ScanUntilWhiteSpace(start, /*at_end=*/true).length;
    const absl::string_view chunk = start.substr(0, length);
    if (!IsSpecialWord(chunk)) counts.AddChunk(chunk);
    start.remove_prefix(length);
  }
  return counts.Choice();
}

}  // namespace windowlm
