#include "src/corpus/tokenizer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/special_words.h"
#include "src/corpus/word_boundaries.h"
#include "src/input/unicode_text.h"
#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

// A word of more bytes than this is overlong whatever lower case makes of it.
constexpr size_t kMaxRawWordBytes = 4 * kMaxWordBytes;

// Whether UAX #29 makes one word of a chunk for certain, and nothing else is to be done to it.
bool IsPlainWord(absl::string_view chunk) {
  return std::all_of(chunk.begin(), chunk.end(), [](char byte) {
    return absl::ascii_isalnum(static_cast<unsigned char>(byte));
  });
}

}  // namespace

bool UsesIcu(const TextConfig& config) {
  return config.lowercase() || config.tokenizer() == TOKENIZER_WORDS ||
         config.tokenizer() == TOKENIZER_CHARACTERS;
}

TextConfig ResolveTextConfig(const TextConfig& config) {
  TextConfig resolved = config;
  if (resolved.tokenizer() == TOKENIZER_AUTO) resolved.set_tokenizer(TOKENIZER_WHITESPACE);
  if (resolved.invalid_utf8() == INVALID_UTF8_AUTO) resolved.set_invalid_utf8(INVALID_UTF8_REPLACE);
  return resolved;
}

Tokenizer::Tokenizer(const TextConfig& config, WordSink& sink, ChunkObserver* observer)
    : lowercase_(config.lowercase()),
      skips_special_words_(config.skip_special_words()),
      label_prefix_(config.label_prefix()),
      language_(config.locale()),
      sink_(sink),
      observer_(observer) {
  const TokenizerKind kind = ResolveTextConfig(config).tokenizer();
  if (kind == TOKENIZER_WHITESPACE) return;
  cuts_words_ = kind == TOKENIZER_WORDS;
  cutter_ = std::make_unique<WordCutter>(kind, lowercase_, language_);
}

bool Tokenizer::Add(absl::string_view piece, bool last) {
  // Without a pending chunk the piece is read in place, not copied.
  const bool joined = !pending_.empty();
  if (joined) pending_.append(piece.data(), piece.size());
  const absl::string_view text = joined ? absl::string_view(pending_) : piece;
  size_t taken = 0;
  if (!Consume(text, last, &taken)) return false;
  offset_ = last ? 0 : offset_ + taken;
  if (joined) {
    pending_.erase(0, taken);
  } else {
    pending_.assign(piece.data() + taken, piece.size() - taken);
  }
  return true;
}

bool Tokenizer::Consume(absl::string_view text, bool last, size_t* taken) {
  size_t at = 0;
  while (at < text.size()) {
    const absl::string_view rest = text.substr(at);
    in_line_ = true;
    const size_t space = WhiteSpaceLength(rest);
    if (space > 0) {
      if (std::exchange(dropped_, false) && !EmitUnknown(UnknownReason::kOverlong)) {
        return false;
      }
      if (rest[0] == '\n') {
        in_line_ = false;
        if (!sink_.EndLine()) return false;
        if (observer_ != nullptr) observer_->OnLineStart(offset_ + at + space);
      }
      at += space;
      continue;
    }
    // No more is looked at than is cut at once, or a long line would be read again and again.
    const size_t most = cutter_ == nullptr ? rest.size() : WordCutter::kMostChunkBytes + 1;
    const bool is_whole = rest.size() <= most;
    const WordScan scan = ScanUntilWhiteSpace(rest.substr(0, most), last && is_whole);
    const absl::string_view chunk = rest.substr(0, scan.length);
    if (IsTooLong(chunk)) {
      if (observer_ != nullptr && !dropped_) observer_->OnChunk(chunk, offset_ + at);
      size_t done = 0;
      if (!EmitStart(chunk, &done)) return false;
      at += done;
    } else if (scan.complete) {
      if (observer_ != nullptr) observer_->OnChunk(chunk, offset_ + at);
      if (!EmitChunk(chunk)) return false;
      at += chunk.size();
    } else {
      break;
    }
  }
  *taken = at;
  if (!last) return true;
  if (std::exchange(dropped_, false) && !EmitUnknown(UnknownReason::kOverlong)) return false;
  const bool ends_line = in_line_;
  in_line_ = false;
  if (ends_line && !sink_.EndLine()) return false;
  if (observer_ != nullptr) observer_->OnLineStart(0);
  return true;
}

bool Tokenizer::IsTooLong(absl::string_view chunk) const {
  return cutter_ == nullptr ? dropped_ || chunk.size() > kMaxRawWordBytes
                            : chunk.size() > WordCutter::kMostChunkBytes;
}

bool Tokenizer::EmitStart(absl::string_view chunk, size_t* done) {
  if (cutter_ == nullptr) {
    dropped_ = true;
    *done = chunk.size();
    return true;
  }
  size_t end = WordCutter::kMostChunkBytes;
  while ((static_cast<unsigned char>(chunk[end]) & 0xC0) == 0x80) --end;
  *done = cutter_->CertainEnd(chunk.substr(0, end));
  if (*done < end) return EmitChunk(chunk.substr(0, *done));
  dropped_ = true;
  return true;
}

bool Tokenizer::EmitChunk(absl::string_view chunk) {
  if (!dropped_ && IsLabel(chunk, label_prefix_)) {
    return chunk.size() > kMaxWordBytes ? EmitUnknown(UnknownReason::kOverlong)
                                        : sink_.AddWord(chunk);
  }
  if (cutter_ == nullptr) return EmitWord(chunk);
  if (!dropped_ && cuts_words_ && IsPlainWord(chunk) && (!lowercase_ || language_.empty())) {
    if (!lowercase_) return EmitWord(chunk);
    mapped_.assign(chunk.data(), chunk.size());
    absl::AsciiStrToLower(&mapped_);
    return EmitWord(mapped_);
  }
  for (const absl::string_view word : cutter_->Cut(chunk)) {
    // The first word is the end of an overlong one.
    const bool wanted =
        std::exchange(dropped_, false) ? EmitUnknown(UnknownReason::kOverlong) : EmitWord(word);
    if (!wanted) return false;
  }
  return true;
}

bool Tokenizer::EmitWord(absl::string_view word) {
  if (cutter_ == nullptr && lowercase_) {
    if (IsAscii(word) && language_.empty()) {
      mapped_.assign(word.data(), word.size());
      absl::AsciiStrToLower(&mapped_);
    } else {
      mapped_ = LowerCase(word, language_);
    }
    word = mapped_;
  }
  if (word.size() > kMaxWordBytes) return EmitUnknown(UnknownReason::kOverlong);
  if (word == kLineStartWord || word == kLineEndWord) {
    if (!skips_special_words_) return EmitUnknown(UnknownReason::kReserved);
    ++skipped_words_;
    return sink_.PassOver();
  }
  return sink_.AddWord(word);
}

bool Tokenizer::EmitUnknown(UnknownReason reason) {
  ++(reason == UnknownReason::kOverlong ? overlong_words_ : reserved_words_);
  return sink_.AddUnknown(reason);
}

std::vector<std::string> TokenizeLine(absl::string_view line, const TextConfig& config) {
  Utf8Text utf8;
  WordList list;
  Tokenizer tokenizer(config, list);
  tokenizer.Add(utf8.Next(line, /*last=*/true), /*last=*/true);
  return std::move(list.words);
}

}  // namespace windowlm
