#ifndef WINDOWLM_SRC_CORPUS_WORD_ENCODER_H_
#define WINDOWLM_SRC_CORPUS_WORD_ENCODER_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// Gives words their ids, and takes the ids of texts.
class WordEncoder {
 public:
  virtual ~WordEncoder() = default;

  // The words that are known, by their ids. Any number of threads may read it, but not during Add.
  virtual const WordIndex& known() const = 0;
  // Returns the id of a word that was not known when it was looked up. Words are added in the order
  // in which the texts first have them; one that is added again gets the same id.
  virtual uint32_t Add(absl::string_view word) = 0;
  // The id of a line's end.
  virtual uint32_t line_end_id() const = 0;

  // How many more ids are wanted; 0 ends the reading.
  virtual uint64_t Wanted() const = 0;
  // Takes the next ids in the order of the texts, at most Wanted() of them.
  virtual void Append(absl::Span<const uint32_t> ids) = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_ENCODER_H_
