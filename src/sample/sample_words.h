#ifndef WINDOWLM_SRC_SAMPLE_SAMPLE_WORDS_H_
#define WINDOWLM_SRC_SAMPLE_SAMPLE_WORDS_H_

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {

// The word classes of the sample corpus. A word has one meaning: it stands in classes of
// one `meaning` only, besides any without a meaning.
absl::Span<const WordClass> SampleWords();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_SAMPLE_WORDS_H_
