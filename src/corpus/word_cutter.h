#ifndef WINDOWLM_SRC_CORPUS_WORD_CUTTER_H_
#define WINDOWLM_SRC_CORPUS_WORD_CUTTER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Cuts what stands between white space into words.
//
// The tokenizer `words` cuts at the word boundaries of Unicode (UAX #29), for Chinese, Japanese,
// Thai, Khmer, Lao and Burmese by ICU's dictionaries, and then
//   - leaves each piece a word: punctuation, a symbol, an emoji with all that belongs to it too
//   - joins a hyphen (- U+2010 U+2011) between two letters, or a letter and a digit: "well-known",
//     "covid-19", but not "1914-1918"; and a colon between two letters, which Finnish and Swedish
//     have within words: "YK:n"
//   - joins # and @ to the word behind them, unless a word stands before them: "#blessed", but "C
//   #"
//   - takes an address whole ("https://...", "www. ...", "a@b.org"), without the punctuation
//     around it
//   - takes `<unk>`, `<s>` and `</s>` for one word each.
// Apostrophes within words, and the points and commas of numbers, Unicode's rules keep already:
// "don't", "3.14", "1,000". Words are in normal form C. Soft hyphens and marks of direction, which
// nobody sees, are dropped, and so are control characters between words; a zero-width space ends a
// word; joiners, which change how letters look, stay.
//
// The tokenizer `characters` makes a word of each grapheme cluster, what a reader takes for one
// character, in normal form C.
//
// For one thread.
class WordCutter {
 public:
  // `tokenizer` is `words` or `characters`; words are read in lower case if `lowercase`, by the
  // rules of `language` (src/input/unicode_text.h).
  WordCutter(TokenizerKind tokenizer, bool lowercase, const std::string& language);
  ~WordCutter();

  // The words of a chunk without white space, which is not empty; they are valid until the next
  // call.
  const std::vector<absl::string_view>& Cut(absl::string_view chunk);

  // The place, at most chunk.size() and after its start, up to which words are certain when more
  // may follow the chunk, which has kMostChunkBytes: that before one of its last words. It is
  // chunk.size() where the chunk is one overlong word.
  size_t CertainEnd(absl::string_view chunk);

  // A longer chunk is cut into such ones, so that memory does not grow with a line.
  static constexpr size_t kMostChunkBytes = size_t{1} << 14;

 private:
  class Boundaries;

  // Appends the words of a chunk to words_.
  void CutAddress(absl::string_view chunk);
  void CutPlain(absl::string_view chunk);
  void AddWord(absl::string_view word);

  const TokenizerKind tokenizer_;
  const bool lowercase_;
  const std::string language_;
  const std::unique_ptr<Boundaries> boundaries_;
  // The words of the chunk, each behind its length.
  std::string words_;
  std::vector<absl::string_view> result_;
  // The words of short chunks that were cut already, since most chunks come again.
  absl::flat_hash_map<std::string, std::string> known_;
};

// The ends of the pieces into which UAX #29 alone cuts a text at word boundaries: ascending, the
// last is text.size().
std::vector<size_t> UnicodeWordEnds(absl::string_view text);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_CUTTER_H_
