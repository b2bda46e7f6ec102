#ifndef WINDOWLM_SRC_VECTORS_VECTOR_ROWS_H_
#define WINDOWLM_SRC_VECTORS_VECTOR_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/vectors/flaws.h"
#include "src/vectors/row_blocks.h"

namespace windowlm {

// The longest word and vector that are read. Longer ones show that a file is not what it should be.
inline constexpr size_t kMaxForeignWordBytes = size_t{1} << 16;
inline constexpr uint64_t kMaxForeignDimension = 100000;

// How much of a file is read, and what becomes of its flaws.
struct VectorsReading {
  // The most words. Files have them in the order of their frequency.
  uint64_t limit = std::numeric_limits<uint64_t>::max();
  // Words with a flaw are passed over, where they would be errors.
  bool lenient = false;
};

// What makes vectors of words that have none: a word's vector is the mean of the rows of its
// n-grams of characters, by the rules of src/base/character_ngrams.h.
struct ForeignSubwords {
  // The number of characters of the shortest and of the longest n-gram.
  int32_t min = 0;
  int32_t max = 0;
  // A row for each bucket; all values are finite.
  RowBlocks rows;
};

// Word vectors of another program, in the order of their file.
struct ForeignVectors {
  // Distinct, none of them empty.
  std::vector<std::string> words;
  // One vector for each word; all values are finite.
  RowBlocks vectors;
  // Absent unless the file has n-grams. `vectors` are then what its program answers for the words,
  // of which their n-grams are a part already.
  absl::optional<ForeignSubwords> subwords;
  // What a lenient reading met with.
  std::vector<PassedOver> passed_over;
  // Size and CRC-32C of the decompressed file, or of what was read of it if there was a limit. For
  // two files: the sum of their sizes, and the CRC-32C over their CRC-32Cs, four little-endian
  // bytes each, that of the vectors first.
  uint64_t bytes = 0;
  uint32_t crc32c = 0;
};

// Collects word vectors as a file is read. Memory grows with what came, whatever the file
// announced.
class VectorRows {
 public:
  explicit VectorRows(const VectorsReading& reading)
      : limit_(reading.limit), flaws_(reading.lenient) {}

  // Must be called once, before Add. kInvalidArgument, with `place`, if it is 0 or above
  // kMaxForeignDimension.
  absl::Status SetDimension(uint64_t dimension, const WordPlace& place);

  size_t size() const { return words_.size(); }
  // Whether there are as many words as were asked for.
  bool full() const { return words_.size() >= limit_; }
  Flaws& flaws() { return flaws_; }

  // `vector` has as many values as SetDimension said. kInvalidArgument, with `place`, for a word
  // that is too long. A word that is empty or there already, and a value that is not finite, are
  // flaws; such a word is not added.
  absl::Status Add(absl::string_view word, absl::Span<const float> vector, const WordPlace& place);

  // kInvalidArgument, with `place`, if there are no words.
  absl::Status CheckHasWords(const WordPlace& place) const;

  // Moves the words and vectors out. The result's size and CRC-32C are 0.
  ForeignVectors Take();

 private:
  // A deque, so that the words that places_ refers to never move.
  std::deque<std::string> words_;
  // The line or byte number at which each word was found.
  absl::flat_hash_map<absl::string_view, uint64_t> places_;
  RowBlocks vectors_;
  uint64_t limit_;
  Flaws flaws_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTOR_ROWS_H_
