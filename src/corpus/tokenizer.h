#ifndef WINDOWLM_SRC_CORPUS_TOKENIZER_H_
#define WINDOWLM_SRC_CORPUS_TOKENIZER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"
#include "src/corpus/special_words.h"
#include "src/corpus/word_cutter.h"

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
  // Takes note of a `<s>` or `</s>` that is passed over.
  virtual bool PassOver() { return true; }
  virtual bool EndLine() = 0;
};

// Collects the words of a line.
class WordList : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    words.emplace_back(word);
    return true;
  }
  bool EndLine() override { return true; }

  std::vector<std::string> words;
};

// Is told where a tokenizer is in a text: before the words of each chunk of text between white
// space, and behind each line's end. Of an overlong word the chunks are its pieces.
class ChunkObserver {
 public:
  virtual ~ChunkObserver() = default;
  // `offset` counts the text's bytes before the chunk, which is valid during the call only.
  virtual void OnChunk(absl::string_view chunk, uint64_t offset) = 0;
  virtual void OnLineStart(uint64_t offset) = 0;
};

// Cuts text into words and lines. The text comes in pieces, cut between any two characters;
// memory does not grow with the length of a line or of a word. For one thread.
//
// A line ends with "\n" or "\r\n" (a lone "\r" is white space); an empty line is a line, and so is
// a last one without an end. The tokenizer `whitespace` ends a word at white space alone; for the
// rules of the others see word_cutter.h. Where white space alone separates words, what stands
// between it counts as one overlong word if it is too long; where words are cut, each such word
// does. What stands between white space and begins with the prefix of labels is one word, as it is
// written.
class Tokenizer {
 public:
  // Automatic values in `config` stand for those of ResolveTextConfig. `sink`, and `observer` if it
  // is not null, must outlive this.
  Tokenizer(const TextConfig& config, WordSink& sink, ChunkObserver* observer = nullptr);

  // Takes the next piece: well-formed UTF-8, cut between characters. `last` says that the text ends
  // with it; another piece then starts a new text. Returns false once the sink wants no more.
  bool Add(absl::string_view piece, bool last);

  // How many words so far were read otherwise than they stand: for either reason as `<unk>`, and
  // not at all.
  uint64_t overlong_words() const { return overlong_words_; }
  uint64_t reserved_words() const { return reserved_words_; }
  uint64_t skipped_words() const { return skipped_words_; }

 private:
  // Gives the words of a chunk of text between white space to the sink.
  bool EmitChunk(absl::string_view chunk);
  bool EmitWord(absl::string_view word);
  bool EmitUnknown(UnknownReason reason);
  bool IsTooLong(absl::string_view chunk) const;
  // Gives what is certain of the words of a chunk that is too long to the sink; sets *done to the
  // number of bytes that are done with.
  bool EmitStart(absl::string_view chunk, size_t* done);
  // Gives all complete words of `text` to the sink; sets *taken to the number of bytes that are
  // done with.
  bool Consume(absl::string_view text, bool last, size_t* taken);

  const bool lowercase_;
  const bool skips_special_words_;
  const std::string label_prefix_;
  const std::string language_;
  WordSink& sink_;
  ChunkObserver* const observer_;
  // The text's bytes before those that Consume looks at.
  uint64_t offset_ = 0;
  uint64_t overlong_words_ = 0;
  uint64_t reserved_words_ = 0;
  uint64_t skipped_words_ = 0;
  // Null for the tokenizer `whitespace`.
  std::unique_ptr<WordCutter> cutter_;
  // Whether it is `words`.
  bool cuts_words_ = false;
  // The start of a chunk that the last piece did not end.
  std::string pending_;
  // The word being emitted, in lower case.
  std::string mapped_;
  // Whether the start of an overlong word has been dropped, whose end is still to come.
  bool dropped_ = false;
  bool in_line_ = false;
};

// Whether words depend on ICU's tables.
bool UsesIcu(const TextConfig& config);

// `config` with its automatic values filled in, where no text is there to choose by: tokenizer
// whitespace, invalid_utf8 replace.
TextConfig ResolveTextConfig(const TextConfig& config);

// The words of one line, such as a prompt, by the same rules; line ends count as white space,
// and ill-formed UTF-8 is replaced whatever `config` says of it.
std::vector<std::string> TokenizeLine(absl::string_view line, const TextConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TOKENIZER_H_
