#ifndef WINDOWLM_TOOLS_COMMANDS_TRAIN_MIXTURE_H_
#define WINDOWLM_TOOLS_COMMANDS_TRAIN_MIXTURE_H_

#include "absl/status/status.h"
#include "src/corpus/corpus_preparation.h"
#include "src/store/output_place.h"

namespace windowlm {

// Makes of the window model at `place`, which was trained on `corpus`, a mixture with the n-grams
// of the same text and with a cache, and writes it in the model's place. The shares are fitted to
// what the corpus holds out, of which there is some. Unless `quiet`, prints them and the mixture's
// perplexity. After an error the window model stays.
absl::Status MixWithNgrams(const PreparedCorpus& corpus, const OutputPlace& place, bool quiet);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_TRAIN_MIXTURE_H_
