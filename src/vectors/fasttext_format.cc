#include "src/vectors/fasttext_format.h"

namespace windowlm {

void SetFastTextBuckets(absl::string_view word, const NgramRange& range,
                        std::vector<uint32_t>* buckets) {
  buckets->clear();
  if (word != "</s>") AppendNgramBuckets(word, range, buckets);
}

}  // namespace windowlm
