#include "src/corpus/word_places.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "src/corpus/phrase_pair.h"
#include "src/corpus/special_words.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// Of an overlong word, the bytes that its spelling keeps.
constexpr size_t kMostSpelt = 1000;

// The most characters of a text that compose to one.
constexpr int kMostComposed = 8;

// `text` as the tokenizer writes it in a word, but that the letter of a word's end is any sigma.
std::string Written(absl::string_view text, const TextConfig& config, bool composes) {
  std::string written = config.lowercase() ? LowerCase(text, config.locale()) : std::string(text);
  if (composes) written = Composed(written);
  return absl::StrReplaceAll(written, {{"ς", "σ"}});
}

// Looks for words in a chunk, one after the other.
class ChunkReader {
 public:
  ChunkReader(absl::string_view chunk, const TextConfig& config)
      : chunk_(chunk),
        config_(config),
        composes_(ResolveTextConfig(config).tokenizer() != TOKENIZER_WHITESPACE) {}

  // Finds the next word; returns false if it is not there.
  bool Next(const std::string& word, WordPlace* place) {
    if (word == kUnknownWord) return NextSpecial(place);
    const std::string wanted = Written(word, config_, /*composes=*/false);
    for (; at_ < chunk_.size(); Skip(&at_)) {
      const size_t end = EndOf(wanted, at_);
      if (end == at_) continue;
      *place = {std::string(chunk_.substr(at_, end - at_)), at_};
      at_ = end;
      return true;
    }
    return false;
  }

 private:
  // Finds the next word that is read as unknown because it is a special one.
  bool NextSpecial(WordPlace* place) {
    size_t begin = chunk_.size();
    absl::string_view found;
    for (const absl::string_view word : {kUnknownWord, kLineStartWord, kLineEndWord}) {
      const size_t at = chunk_.find(word, at_);
      if (at >= begin) continue;
      begin = at;
      found = word;
    }
    if (found.empty()) return false;
    *place = {std::string(found), begin};
    at_ = begin + found.size();
    return true;
  }

  void Skip(size_t* at) const { NextCodePoint(chunk_, at); }

  // The end of `wanted` if it begins at `begin`, else `begin`. Of what is invisible it has only
  // what stands between its letters.
  size_t EndOf(absl::string_view wanted, size_t begin) const {
    size_t at = begin;
    while (!wanted.empty()) {
      if (at >= chunk_.size()) return begin;
      size_t end = at;
      std::string written;
      bool matches = false;
      for (int i = 0; i < kMostComposed && end < chunk_.size() && !matches; ++i) {
        Skip(&end);
        written = Written(chunk_.substr(at, end - at), config_, composes_);
        matches = !written.empty() && absl::StartsWith(wanted, written);
      }
      if (matches) {
        wanted.remove_prefix(written.size());
        at = end;
      } else if (at > begin) {
        // The tokenizer may have dropped the character.
        Skip(&at);
      } else {
        return begin;
      }
    }
    return at;
  }

  const absl::string_view chunk_;
  const TextConfig& config_;
  const bool composes_;
  size_t at_ = 0;
};

}  // namespace

std::vector<WordPlace> PlacesInChunk(absl::string_view chunk, absl::Span<const std::string> words,
                                     const TextConfig& config) {
  std::vector<WordPlace> places(words.size());
  ChunkReader reader(chunk, config);
  for (size_t i = 0; i < words.size(); ++i) {
    if (reader.Next(words[i], &places[i])) continue;
    std::fill(places.begin(), places.end(), WordPlace{std::string(chunk.substr(0, kMostSpelt)), 0});
    break;
  }
  return places;
}

WordPlaces::WordPlaces(const TextConfig& config, WordSink& sink) : config_(config), sink_(sink) {}

void WordPlaces::OnChunk(absl::string_view chunk, uint64_t offset) {
  wanted_ = GiveOn();
  chunk_.assign(chunk.data(), chunk.size());
  chunk_offset_ = offset;
}

bool WordPlaces::AddWord(absl::string_view word) {
  words_.emplace_back(word);
  reasons_.emplace_back();
  return wanted_;
}

bool WordPlaces::AddUnknown(UnknownReason reason) {
  words_.emplace_back(kUnknownWord);
  reasons_.emplace_back(reason);
  return wanted_;
}

bool WordPlaces::EndLine() {
  wanted_ = GiveOn() && sink_.EndLine();
  return wanted_;
}

bool WordPlaces::GiveOn() {
  std::vector<WordPlace> places = PlacesInChunk(chunk_, words_, config_);
  const std::vector<std::string> words = std::exchange(words_, {});
  const std::vector<absl::optional<UnknownReason>> reasons = std::exchange(reasons_, {});
  for (size_t i = 0; i < words.size(); ++i) {
    places[i].offset += chunk_offset_ - line_start_;
    given_.push_back({words[i], std::move(places[i])});
    wanted_ = wanted_ &&
              (reasons[i].has_value() ? sink_.AddUnknown(*reasons[i]) : sink_.AddWord(words[i]));
  }
  return wanted_;
}

WordPlace WordPlaces::Take(absl::string_view word) {
  WordPlace place;
  std::string text;
  while (!given_.empty() && text != word) {
    Word& next = given_.front();
    if (text.empty()) {
      text = std::move(next.text);
      place = std::move(next.place);
    } else {
      absl::StrAppend(&text, absl::string_view(&kPhraseSeparator, 1), next.text);
      absl::StrAppend(&place.spelling, " ", next.place.spelling);
    }
    given_.pop_front();
  }
  return place;
}

}  // namespace windowlm
