#ifndef WINDOWLM_SRC_VECTORS_FASTTEXT_FORMAT_H_
#define WINDOWLM_SRC_VECTORS_FASTTEXT_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/base/character_ngrams.h"

namespace windowlm {

// fastText's model file, a .bin, in version 12. Its numbers are little-endian; V, L and B are the
// numbers of words, labels and buckets, and d is the dimension.
//
//   int32         kFastTextMagic, version
//   int32         the settings below
//   binary64      the threshold of subsampling
//   int32         V + L, V, L
//   int64         tokens of the text; -1 or, if n-grams were pruned, how many remain
//   V + L times   the word or label, a zero byte; int64 how often it came; a byte, 0 or, for a
//                 label, 1
//   a byte        1 if the next matrix is quantised, and then not as below
//   int64         rows, columns: the input matrix, whose first V rows are words, the others buckets
//   binary32      [V + B x d]
//   a byte        1 if the next matrix is quantised in a file whose input matrix is
//   int64         rows, columns: the output matrix
//   binary32      [V x d], or [L x d] if the model is supervised
inline constexpr uint32_t kFastTextMagic = 793712314;
inline constexpr int32_t kFastTextVersion = 12;

// The places of the settings, four bytes each.
enum FastTextSetting : size_t {
  kFastTextDimension,
  kFastTextContext,
  kFastTextEpochs,
  kFastTextMinCount,
  kFastTextNegatives,
  kFastTextWordNgrams,
  kFastTextLoss,
  kFastTextModel,
  kFastTextBuckets,
  kFastTextMinNgram,
  kFastTextMaxNgram,
  kFastTextLearningRateUpdates,
  kFastTextSettings
};

// Values of kFastTextModel.
enum FastTextModel : int32_t { kFastTextCbow = 1, kFastTextSkipgram = 2, kFastTextSupervised = 3 };

// The value of kFastTextLoss for negative sampling.
inline constexpr int32_t kFastTextNegativeSampling = 2;

// Sets *buckets to those of the n-grams that are a part of the vector of `word`. There are none for
// the sign of a line's end.
void SetFastTextBuckets(absl::string_view word, const NgramRange& range,
                        std::vector<uint32_t>* buckets);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FASTTEXT_FORMAT_H_
