#ifndef WINDOWLM_SRC_SAMPLE_SAMPLE_PHRASES_H_
#define WINDOWLM_SRC_SAMPLE_SAMPLE_PHRASES_H_

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {

// The phrases that the sample corpus's sentences are made of: who, what, where, when and
// why. They refer to the classes of SampleWords().
absl::Span<const PhraseRule> SamplePhrases();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_SAMPLE_PHRASES_H_
