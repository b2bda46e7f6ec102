// Texts that are read with their phrases joined: "new york" as the word "new_york".

#ifndef WINDOWLM_SRC_CORPUS_JOINED_TEXTS_H_
#define WINDOWLM_SRC_CORPUS_JOINED_TEXTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/phrase_set.h"
#include "src/corpus/text_report.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/word_encoder.h"

namespace windowlm {

// Finds the phrases of texts in so many passes, as `windowlm phrases` does by its defaults, and
// then gives the ids of their words to `encoder`, as ReadTexts does, but on one thread. The texts
// are read once more than twice a pass, so that all must be files. Errors: those of ReadTexts;
// kInvalidArgument for a text that can be read only once.
absl::Status FindAndJoinPhrases(absl::Span<const std::string> paths, int passes, bool chooses_case,
                                TextConfig* config, WordEncoder& encoder, TextReport* report);

// The phrases that another text is to be read with, pass by pass: the words of the vocabulary that
// have parts with `_` between them. Empty for no passes.
std::vector<PhraseSet> PhrasesOf(const Vocabulary& vocabulary, int passes);

// Reads texts with these phrases joined, on one thread. `config` has no automatic values. Errors:
// those of ReadTexts.
absl::Status ReadJoinedTexts(absl::Span<const std::string> paths, const TextConfig& config,
                             absl::Span<const PhraseSet> phrases, WordEncoder& encoder,
                             TextReport* report);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_JOINED_TEXTS_H_
