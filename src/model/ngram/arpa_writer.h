#ifndef WINDOWLM_SRC_MODEL_NGRAM_ARPA_WRITER_H_
#define WINDOWLM_SRC_MODEL_NGRAM_ARPA_WRITER_H_

#include "absl/status/status.h"
#include "src/input/byte_sink.h"
#include "src/model/ngram/ngram_model.h"

namespace windowlm {

// Writes the model as an ARPA file (arpa_reader.h): n-grams in the order of their words' ids,
// logarithms in the fewest digits that read back as the same float, no backoff where it is 0, and
// -99 as the probability of `<s>`, which nothing predicts. What is read back and written again has
// the same bytes. Errors: those of `sink`.
absl::Status WriteArpa(const NgramModel& model, const ByteSink& sink);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_ARPA_WRITER_H_
