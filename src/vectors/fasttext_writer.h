#ifndef WINDOWLM_SRC_VECTORS_FASTTEXT_WRITER_H_
#define WINDOWLM_SRC_VECTORS_FASTTEXT_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/character_ngrams.h"
#include "src/input/byte_sink.h"

namespace windowlm {

// What a fastText model is made of. The functions are called in any order, and more than once for
// the same number; what they return must stay valid until the same function is called again.
struct FastTextContents {
  // At least 1; with the buckets, at most 2^31 - 1, since fastText counts rows in 32 bits.
  size_t words = 0;
  // The number of values of each row, at least 1.
  int32_t dimension = 0;
  // Which n-grams are a part of a word's vector; none if max is 0, and then the model has no
  // buckets. Otherwise 1 <= min <= max.
  NgramRange ngrams = {0, 0, 1};

  // Word i. Each is given once.
  std::function<absl::string_view(size_t i)> word;
  // How often word i came. fastText draws its noise words by these numbers, so 0 is written as 1.
  std::function<uint64_t(size_t i)> count;
  // What fastText is to answer for word i, rounding aside.
  std::function<absl::Span<const float>(size_t i)> vector;
  // The row of the n-grams of a bucket. The vector of a word that is not in the dictionary is the
  // mean of its n-grams' rows. An empty span stands for zeros. Not used without n-grams.
  std::function<absl::Span<const float>(uint32_t bucket)> bucket_row;
  // Row i of the output matrix, which fastText needs only to go on training. An empty span, or no
  // function, stands for zeros.
  std::function<absl::Span<const float>(size_t i)> output_row;

  // What the model says of its training: words on each side, passes over the text, how often a word
  // must have come, noise words for each word, and whether words were predicted from one word
  // (skip-gram) or from the mean of those around (CBOW). The loss is negative sampling.
  int32_t context = 5;
  int32_t epochs = 1;
  int32_t min_count = 1;
  int32_t negatives = 5;
  bool skipgram = true;
};

// Writes a fastText model (fasttext_format.h) in pieces of about 1 MiB; it never is in memory as a
// whole. A word's own row is what its n-grams' rows leave of its vector, computed in double
// precision.
//
// Errors: kInvalidArgument, before anything is written, for no words or too many rows, and for a
// word that is empty, or holds a zero byte or ASCII's white space, which end words in texts that
// fastText reads; kInvalidArgument for a row of the wrong size or a value that is not finite; the
// sink's errors as they are.
absl::Status WriteFastText(const FastTextContents& contents, ByteSink sink);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FASTTEXT_WRITER_H_
