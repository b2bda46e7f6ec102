#ifndef WINDOWLM_SRC_CORPUS_TEXT_RUN_H_
#define WINDOWLM_SRC_CORPUS_TEXT_RUN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/text_blocks.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_encoder.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// A part of a text that starts where a word may start, and so can be encoded apart from what comes
// before. It is encoded in three steps: Add takes its pieces, Encode may run in parallel with that
// of other runs, and Deliver is called for one run after the other.
class TextRun : private WordSink {
 public:
  // `config` and `encoder` must outlive this.
  TextRun(const TextConfig& config, const WordEncoder& encoder);

  // Starts a new run.
  void Start();

  // Appends a piece, `text` of `block`; both must stay valid until the run is delivered. `last`
  // says that the text ends with it.
  void Add(absl::string_view text, bool last, const TextBlock& block);

  // Finds the ids of all words that are known.
  void Encode();

  // Adds the new words to `encoder`, which must be that of the constructor, and gives it the ids
  // until it wants no more. Adds the overlong, reserved and skipped words among them to *report.
  // Returns the block of the last id that was wanted; null if more are wanted. The run may then go
  // on with further pieces.
  const TextBlock* Deliver(WordEncoder& encoder, TextReport* report);

 private:
  struct Piece {
    absl::string_view text;
    bool last;
    const TextBlock* block;
    // The number of ids of the run up to the piece's end.
    size_t ids;
  };
  struct NewWord {
    size_t place;
    uint32_t number;
  };

  bool AddWord(absl::string_view word) override;
  bool AddUnknown(UnknownReason reason) override;
  bool PassOver() override;
  bool EndLine() override;

  const TextConfig& config_;
  const WordIndex& known_;
  const uint32_t line_end_id_;
  absl::optional<Tokenizer> tokenizer_;
  std::vector<Piece> pieces_;
  std::vector<uint32_t> ids_;
  // The places in ids_ of words that the encoder does not know, and these words by their numbers.
  std::vector<NewWord> new_places_;
  WordIndex new_words_;
  // The places in ids_ of words that count as `<unk>`.
  std::vector<size_t> overlong_places_;
  std::vector<size_t> reserved_places_;
  // The places in ids_ before which words were passed over.
  std::vector<size_t> skipped_places_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_RUN_H_
