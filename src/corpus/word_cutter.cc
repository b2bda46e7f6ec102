#include "src/corpus/word_cutter.h"

#include <unicode/brkiter.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/corpus/special_words.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// Longer chunks do not come again often, and more of them would not fit a core's cache.
constexpr size_t kMostKnownBytes = 64;
constexpr size_t kMostKnownChunks = size_t{1} << 16;

// What stands so close to a chunk's end may look otherwise when the text goes on. ICU's
// dictionaries look no further ahead.
constexpr size_t kUncertainBytes = 1024;

constexpr char32_t kSoftHyphen = 0xad;

// Characters of format that say nothing about a word: soft hyphens, signs of direction, the word
// joiner and U+FEFF.
bool IsInvisible(char32_t code) {
  return code == kSoftHyphen || code == 0x200e || code == 0x200f || code == 0x61c ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2069) || code == 0xfeff;
}

bool IsHyphen(char32_t code) { return code == '-' || code == 0x2010 || code == 0x2011; }

bool StartsTag(char32_t code) { return code == '#' || code == '@' || code == 0xff03; }

char32_t FirstOf(absl::string_view text) {
  size_t at = 0;
  return NextCodePoint(text, &at);
}

char32_t LastOf(absl::string_view text) {
  size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return NextCodePoint(text, &at);
}

bool IsDigit(char32_t code) { return u_isdigit(static_cast<UChar32>(code)); }

// Whether a sign joins the letters or digits before and behind it to one word.
bool Joins(char32_t sign, char32_t before, char32_t behind) {
  if (IsHyphen(sign)) return !IsDigit(before) || !IsDigit(behind);
  return sign == ':' && !IsDigit(before) && !IsDigit(behind);
}

// Whether nothing of a piece can be seen.
bool IsUnseen(absl::string_view piece) {
  for (size_t at = 0; at < piece.size();) {
    const auto type = u_charType(static_cast<UChar32>(NextCodePoint(piece, &at)));
    if (type != U_CONTROL_CHAR && type != U_FORMAT_CHAR) return false;
  }
  return true;
}

// Part of an address, but for the signs that end one in running text.
bool IsOfAddress(char32_t code) {
  if (code < 0x80) {
    return code > ' ' && code != 0x7f && code != '<' && code != '>' && code != '"' && code != '`';
  }
  return u_isalnum(static_cast<UChar32>(code)) && !IsWrittenWithoutSpaces(code);
}

bool IsOfMailName(char byte) {
  return absl::ascii_isalnum(static_cast<unsigned char>(byte)) || byte == '.' || byte == '_' ||
         byte == '%' || byte == '+' || byte == '-';
}

// An address within a chunk; it is empty where there is none.
struct Address {
  size_t begin = 0;
  size_t end = 0;
};

// The end of an address that begins at `begin`, without punctuation behind it.
size_t AddressEnd(absl::string_view chunk, size_t begin) {
  size_t end = begin;
  for (size_t at = begin; at < chunk.size();) {
    if (!IsOfAddress(NextCodePoint(chunk, &at))) break;
    end = at;
  }
  while (end > begin) {
    const char last = chunk[end - 1];
    const absl::string_view address = chunk.substr(begin, end - begin);
    const auto has_more = [&](char closing, char opening) {
      return last == closing && std::count(address.begin(), address.end(), closing) >
                                    std::count(address.begin(), address.end(), opening);
    };
    const bool closes = has_more(')', '(') || has_more(']', '[');
    if (!closes && !absl::StrContains(".,;:!?'}*", std::string(1, last))) break;
    --end;
  }
  return end;
}

Address FindAddress(absl::string_view chunk) {
  const size_t scheme_end = chunk.find("://");
  if (scheme_end != absl::string_view::npos) {
    size_t begin = scheme_end;
    while (begin > 0 && absl::ascii_isalpha(static_cast<unsigned char>(chunk[begin - 1]))) --begin;
    const size_t end = AddressEnd(chunk, begin);
    if (begin < scheme_end && end > scheme_end + 3) return {begin, end};
  }
  const size_t www = chunk.find("www.");
  if (www != absl::string_view::npos &&
      (www == 0 || !absl::ascii_isalnum(static_cast<unsigned char>(chunk[www - 1])))) {
    const size_t end = AddressEnd(chunk, www);
    if (end > www + 4) return {www, end};
  }
  const size_t at = chunk.find('@');
  if (at != absl::string_view::npos && at > 0) {
    size_t begin = at;
    while (begin > 0 && IsOfMailName(chunk[begin - 1])) --begin;
    size_t end = at + 1;
    while (end < chunk.size() && chunk[end] != '%' && chunk[end] != '+' &&
           IsOfMailName(chunk[end])) {
      ++end;
    }
    while (end > at + 1 && !absl::ascii_isalnum(static_cast<unsigned char>(chunk[end - 1]))) --end;
    const absl::string_view host = chunk.substr(at + 1, end - at - 1);
    if (begin < at && absl::StrContains(host, ".")) return {begin, end};
  }
  return {};
}

// The first special word in a chunk, by its place and length; the length is 0 where there is none.
std::pair<size_t, size_t> FindSpecialWord(absl::string_view chunk) {
  std::pair<size_t, size_t> found = {chunk.size(), 0};
  if (!absl::StrContains(chunk, "<")) return found;
  for (const absl::string_view word : {kUnknownWord, kLineStartWord, kLineEndWord}) {
    const size_t place = chunk.find(word);
    if (place < found.first) found = {place, word.size()};
  }
  return found;
}

// `text` without what nobody sees, in normal form C.
std::string Cleaned(absl::string_view text) {
  std::string cleaned;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    if (!IsInvisible(NextCodePoint(text, &at)))
      absl::StrAppend(&cleaned, text.substr(begin, at - begin));
  }
  return Composed(cleaned);
}

}  // namespace

// ICU's boundaries of a text.
class WordCutter::Boundaries {
 public:
  struct Piece {
    absl::string_view text;
    // Letters, digits, or both.
    bool is_word;
    // Of a script that is written without spaces.
    bool is_of_clause;
  };

  explicit Boundaries(bool characters) {
    UErrorCode status = U_ZERO_ERROR;
    iterator_.reset(
        characters ? icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status)
                   : icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) iterator_ = nullptr;
  }
  ~Boundaries() { utext_close(&text_); }

  // The pieces of a text, which stays where it is.
  const std::vector<Piece>& Find(absl::string_view text) {
    pieces_.clear();
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, text.data(), static_cast<int64_t>(text.size()), &status);
    if (iterator_ != nullptr) iterator_->setText(&text_, status);
    if (iterator_ == nullptr || U_FAILURE(status)) {
      // Without memory for more, the text is one piece.
      pieces_.push_back({text, true, false});
      return pieces_;
    }
    size_t begin = 0;
    iterator_->first();
    for (int32_t end = iterator_->next(); end != icu::BreakIterator::DONE;
         end = iterator_->next()) {
      const int32_t kind = iterator_->getRuleStatus();
      pieces_.push_back({text.substr(begin, static_cast<size_t>(end) - begin),
                         kind >= UBRK_WORD_NONE_LIMIT, kind >= UBRK_WORD_KANA});
      begin = static_cast<size_t>(end);
    }
    return pieces_;
  }

 private:
  std::unique_ptr<icu::BreakIterator> iterator_;
  UText text_ = UTEXT_INITIALIZER;
  std::vector<Piece> pieces_;
};

WordCutter::WordCutter(TokenizerKind tokenizer, bool lowercase, const std::string& language)
    : tokenizer_(tokenizer),
      lowercase_(lowercase),
      language_(language),
      boundaries_(std::make_unique<Boundaries>(tokenizer == TOKENIZER_CHARACTERS)) {}

WordCutter::~WordCutter() = default;

void WordCutter::AddWord(absl::string_view word) {
  if (!lowercase_) {
    words_.append(word.data(), word.size());
  } else if (IsAscii(word) && language_.empty()) {
    for (const char byte : word) {
      words_.push_back(absl::ascii_tolower(static_cast<unsigned char>(byte)));
    }
  } else {
    // A small letter may compose with a mark where its capital does not.
    words_.append(Composed(LowerCase(word, language_)));
  }
  words_.push_back('\n');
}

void WordCutter::CutPlain(absl::string_view chunk) {
  std::string cleaned;
  if (!IsAscii(chunk)) {
    cleaned = Cleaned(chunk);
    chunk = cleaned;
  }
  if (chunk.empty()) return;
  const std::vector<Boundaries::Piece>& pieces = boundaries_->Find(chunk);
  const auto is_word = [&](size_t i) {
    return i < pieces.size() && pieces[i].is_word && !pieces[i].is_of_clause;
  };
  for (size_t i = 0; i < pieces.size();) {
    size_t end = i + 1;
    const bool follows_word = i > 0 && pieces[i - 1].is_word;
    if (tokenizer_ == TOKENIZER_WORDS && is_word(end) && !follows_word &&
        StartsTag(FirstOf(pieces[i].text)) && !pieces[i].is_word) {
      ++end;
    }
    while (tokenizer_ == TOKENIZER_WORDS && is_word(end - 1) && is_word(end + 1) &&
           Joins(FirstOf(pieces[end].text), LastOf(pieces[end - 1].text),
                 FirstOf(pieces[end + 1].text))) {
      end += 2;
    }
    const char* begin = pieces[i].text.data();
    const absl::string_view word(begin, static_cast<size_t>(pieces[end - 1].text.data() - begin) +
                                            pieces[end - 1].text.size());
    if (!IsUnseen(word)) AddWord(word);
    i = end;
  }
}

void WordCutter::CutAddress(absl::string_view chunk) {
  while (!chunk.empty()) {
    const auto [place, length] = FindSpecialWord(chunk);
    const absl::string_view plain = chunk.substr(0, place);
    const Address address = tokenizer_ == TOKENIZER_WORDS ? FindAddress(plain) : Address();
    if (address.end > address.begin) {
      CutPlain(plain.substr(0, address.begin));
      AddWord(Composed(plain.substr(address.begin, address.end - address.begin)));
      chunk.remove_prefix(address.end);
      continue;
    }
    CutPlain(plain);
    if (length > 0) AddWord(chunk.substr(place, length));
    chunk.remove_prefix(std::min(chunk.size(), place + length));
  }
}

const std::vector<absl::string_view>& WordCutter::Cut(absl::string_view chunk) {
  result_.clear();
  const bool is_short = chunk.size() <= kMostKnownBytes;
  const auto known = is_short ? known_.find(chunk) : known_.end();
  const std::string* words = &words_;
  if (known != known_.end()) {
    words = &known->second;
  } else {
    words_.clear();
    for (const absl::string_view part : absl::StrSplit(chunk, "\xE2\x80\x8B", absl::SkipEmpty())) {
      CutAddress(part);
    }
    if (is_short) {
      if (known_.size() >= kMostKnownChunks) known_.clear();
      words = &known_.emplace(chunk, words_).first->second;
    }
  }
  absl::string_view rest = *words;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    result_.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return result_;
}

size_t WordCutter::CertainEnd(absl::string_view chunk) {
  if (FindAddress(chunk).end > 0) return chunk.size();
  const std::vector<Boundaries::Piece>& pieces = boundaries_->Find(chunk);
  const auto joins = [](const Boundaries::Piece& piece) {
    const char32_t first = FirstOf(piece.text);
    return IsHyphen(first) || StartsTag(first) || first == '<' || first == ':';
  };
  for (size_t i = pieces.size() - 1; i > 0; --i) {
    const auto place = static_cast<size_t>(pieces[i].text.data() - chunk.data());
    if (place + kUncertainBytes > chunk.size()) continue;
    if (!joins(pieces[i - 1]) && !joins(pieces[i])) return place;
  }
  return chunk.size();
}

std::vector<size_t> UnicodeWordEnds(absl::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  UText* opened = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status);
  std::vector<size_t> ends;
  if (U_SUCCESS(status)) iterator->setText(opened, status);
  if (U_SUCCESS(status)) {
    iterator->first();
    for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next()) {
      ends.push_back(static_cast<size_t>(end));
    }
  }
  utext_close(opened);
  return ends;
}

}  // namespace windowlm
