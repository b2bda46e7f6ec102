#ifndef WINDOWLM_SRC_CORPUS_WORD_PLACES_H_
#define WINDOWLM_SRC_CORPUS_WORD_PLACES_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {

// Where a word stands in a text, and how it is written there.
struct WordPlace {
  // As the text spells it: in its own case, with the spaces of a phrase. Of an overlong word only
  // the start.
  std::string spelling;
  // The byte of its line, in UTF-8, that it begins with.
  uint64_t offset = 0;
};

// Stands between a tokenizer and those who take its words, and keeps the places of the words that
// they have not asked for yet. The way back from a word to what was written is found by what the
// tokenizer does to characters: it changes their case, composes them and drops some. For one
// thread.
class WordPlaces : public WordSink, public ChunkObserver {
 public:
  // `sink` gets the words, each before its place is asked for.
  WordPlaces(const TextConfig& config, WordSink& sink);

  bool AddWord(absl::string_view word) override;
  bool AddUnknown(UnknownReason reason) override;
  bool EndLine() override;

  void OnChunk(absl::string_view chunk, uint64_t offset) override;
  void OnLineStart(uint64_t offset) override { line_start_ = offset; }

  // Takes the place of the next word, which is `word`: a word of the tokenizer, or several joined
  // to a phrase.
  WordPlace Take(absl::string_view word);

 private:
  struct Word {
    std::string text;
    WordPlace place;
  };

  // Gives the words of the last chunk on.
  bool GiveOn();

  const TextConfig config_;
  WordSink& sink_;
  uint64_t line_start_ = 0;
  // The chunk whose words are being added, and where it begins.
  std::string chunk_;
  uint64_t chunk_offset_ = 0;
  std::vector<std::string> words_;
  // Why a word is unknown, if the tokenizer says so.
  std::vector<absl::optional<UnknownReason>> reasons_;
  bool wanted_ = true;
  std::deque<Word> given_;
};

// The places of `words`, which a tokenizer of this configuration makes of a chunk of text between
// white space, counted from the chunk's start. Where a word cannot be found, all of them are given
// the whole chunk.
std::vector<WordPlace> PlacesInChunk(absl::string_view chunk, absl::Span<const std::string> words,
                                     const TextConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_PLACES_H_
