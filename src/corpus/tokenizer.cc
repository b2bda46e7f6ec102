#include "src/corpus/tokenizer.h"

#include <utf8proc.h>

#include <cstdlib>
#include <utility>

#include "src/corpus/special_words.h"
#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

// A word of more bytes than this is overlong whatever lower case and normal form make of it.
constexpr size_t kMaxRawWordBytes = 4 * kMaxWordBytes;

bool IsAscii(absl::string_view text) {
  for (const char byte : text) {
    if (static_cast<unsigned char>(byte) >= 0x80) return false;
  }
  return true;
}

void LowerAscii(std::string* text) {
  for (char& byte : *text) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
}

utf8proc_int32_t LowerCodePoint(utf8proc_int32_t code, void*) { return utf8proc_tolower(code); }

// `text` in lower case if `lowercase`, and in normal form C if `compose`.
std::string Mapped(absl::string_view text, bool lowercase, bool compose) {
  utf8proc_uint8_t* mapped = nullptr;
  const int options = compose ? UTF8PROC_STABLE | UTF8PROC_COMPOSE : 0;
  const utf8proc_ssize_t size = utf8proc_map_custom(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &mapped, static_cast<utf8proc_option_t>(options),
      lowercase ? LowerCodePoint : nullptr, nullptr);
  if (size < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(mapped), static_cast<size_t>(size));
  free(mapped);
  return result;
}

}  // namespace

TextConfig ResolveTextConfig(const TextConfig& config) {
  TextConfig resolved = config;
  if (resolved.tokenizer() == TOKENIZER_AUTO) resolved.set_tokenizer(TOKENIZER_WHITESPACE);
  if (resolved.invalid_utf8() == INVALID_UTF8_AUTO) resolved.set_invalid_utf8(INVALID_UTF8_REPLACE);
  return resolved;
}

Tokenizer::Tokenizer(const TextConfig& config, WordSink& sink)
    : split_punctuation_(ResolveTextConfig(config).tokenizer() == TOKENIZER_WORDS),
      lowercase_(config.lowercase()),
      sink_(sink) {}

bool Tokenizer::Add(absl::string_view piece, bool last) {
  // Without a pending word the piece is read in place, not copied.
  const bool joined = !pending_.empty();
  if (joined) pending_.append(piece.data(), piece.size());
  const absl::string_view text = joined ? absl::string_view(pending_) : piece;
  size_t taken = 0;
  if (!Consume(text, last, &taken)) return false;
  if (joined) {
    pending_.erase(0, taken);
  } else {
    pending_.assign(piece.data() + taken, piece.size() - taken);
  }
  return true;
}

WordScan Tokenizer::Scan(absl::string_view text, bool last) const {
  return split_punctuation_ ? ScanWord(text, last, dropped_) : ScanUntilWhiteSpace(text, last);
}

bool Tokenizer::Consume(absl::string_view text, bool last, size_t* taken) {
  size_t at = 0;
  while (at < text.size()) {
    const absl::string_view rest = text.substr(at);
    in_line_ = true;
    const size_t space = dropped_ == WordPart::kNothing ? WhiteSpaceLength(rest) : 0;
    if (space > 0) {
      if (rest[0] == '\n') {
        in_line_ = false;
        if (!sink_.EndLine()) return false;
      }
      at += space;
      continue;
    }
    const WordScan scan = Scan(rest, last);
    if (!scan.complete && dropped_ == WordPart::kNothing && scan.length <= kMaxRawWordBytes) break;
    at += scan.length;
    if (!scan.complete) {
      // Only the end of an overlong word matters, so what has been seen of it is dropped.
      dropped_ = scan.last;
      break;
    }
    const bool overlong = dropped_ != WordPart::kNothing;
    dropped_ = WordPart::kNothing;
    if (!(overlong ? sink_.AddUnknown(UnknownReason::kOverlong)
                   : EmitWord(rest.substr(0, scan.length))))
      return false;
  }
  *taken = at;
  if (!last) return true;
  if (dropped_ != WordPart::kNothing) {
    dropped_ = WordPart::kNothing;
    if (!sink_.AddUnknown(UnknownReason::kOverlong)) return false;
  }
  const bool ends_line = in_line_;
  in_line_ = false;
  return !ends_line || sink_.EndLine();
}

bool Tokenizer::EmitWord(absl::string_view raw) {
  if (raw.size() > kMaxRawWordBytes) return sink_.AddUnknown(UnknownReason::kOverlong);
  absl::string_view word = raw;
  if ((split_punctuation_ || lowercase_) && !IsAscii(raw)) {
    mapped_ = Mapped(raw, /*lowercase=*/false, /*compose=*/split_punctuation_);
    // A small letter may compose with a mark where its capital does not.
    if (lowercase_) mapped_ = Mapped(mapped_, true, split_punctuation_);
    word = mapped_;
  } else if (lowercase_) {
    mapped_.assign(raw.data(), raw.size());
    LowerAscii(&mapped_);
    word = mapped_;
  }
  if (word.size() > kMaxWordBytes) return sink_.AddUnknown(UnknownReason::kOverlong);
  if (word == kLineStartWord || word == kLineEndWord) {
    return sink_.AddUnknown(UnknownReason::kReserved);
  }
  return sink_.AddWord(word);
}

namespace {

class WordList : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    words.emplace_back(word);
    return true;
  }
  bool EndLine() override { return true; }

  std::vector<std::string> words;
};

}  // namespace

std::vector<std::string> TokenizeLine(absl::string_view line, const TextConfig& config) {
  Utf8Text utf8;
  WordList list;
  Tokenizer tokenizer(config, list);
  tokenizer.Add(utf8.Next(line, /*last=*/true), /*last=*/true);
  return std::move(list.words);
}

}  // namespace windowlm
