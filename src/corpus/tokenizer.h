#ifndef WINDOWLM_SRC_CORPUS_TOKENIZER_H_
#define WINDOWLM_SRC_CORPUS_TOKENIZER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/corpus/special_words.h"
#include "src/corpus/word_boundaries.h"

namespace windowlm {

// The longest word, in bytes. A longer one counts as `<unk>`.
constexpr size_t kMaxWordBytes = 1000;

// Why a word of a text counts as `<unk>`: it is longer than kMaxWordBytes, or it is spelt `<s>` or
// `</s>`.
enum class UnknownReason { kOverlong, kReserved };

// Takes the words of a text in their order. All functions return whether more is wanted.
class WordSink {
 public:
  virtual ~WordSink() = default;
  // `word` is valid during the call only; it is never empty, `<s>` or `</s>`.
  virtual bool AddWord(absl::string_view word) = 0;
  // Takes a word that counts as `<unk>`.
  virtual bool AddUnknown(UnknownReason) { return AddWord(kUnknownWord); }
  virtual bool EndLine() = 0;
};

// Cuts text into words and lines. The text comes in pieces, cut between any two characters;
// memory does not grow with the length of a line or of a word. For one thread.
//
// A line ends with "\n" or "\r\n" (a lone "\r" is white space); an empty line is a line, and so is
// a last one without an end. For the rules of words see word_boundaries.h; a word of the tokenizer
// `words` is in Unicode's normal form C.
class Tokenizer {
 public:
  // Automatic values in `config` stand for those of ResolveTextConfig. `sink` must outlive this.
  Tokenizer(const TextConfig& config, WordSink& sink);

  // Takes the next piece: well-formed UTF-8, cut between characters. `last` says that the text ends
  // with it; another piece then starts a new text. Returns false once the sink wants no more.
  bool Add(absl::string_view piece, bool last);

 private:
  WordScan Scan(absl::string_view text, bool last) const;
  bool EmitWord(absl::string_view raw);
  // Gives all complete words of `text` to the sink; sets *taken to the number of bytes that are
  // done with.
  bool Consume(absl::string_view text, bool last, size_t* taken);

  const bool split_punctuation_;
  const bool lowercase_;
  WordSink& sink_;
  // The start of a word that the last piece did not end.
  std::string pending_;
  // The word being emitted, in lower case and normal form.
  std::string mapped_;
  // The kind of the last character of an overlong word whose start has been dropped, else kNothing.
  WordPart dropped_ = WordPart::kNothing;
  bool in_line_ = false;
};

// `config` with its automatic values filled in: tokenizer whitespace, invalid_utf8 replace.
TextConfig ResolveTextConfig(const TextConfig& config);

// The words of one line, such as a prompt, by the same rules; line ends count as white space,
// and ill-formed UTF-8 is replaced whatever `config` says of it.
std::vector<std::string> TokenizeLine(absl::string_view line, const TextConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TOKENIZER_H_
