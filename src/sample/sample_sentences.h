#ifndef WINDOWLM_SRC_SAMPLE_SAMPLE_SENTENCES_H_
#define WINDOWLM_SRC_SAMPLE_SAMPLE_SENTENCES_H_

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {

// The sentences of the sample corpus by what they are about. They refer to SampleWords()
// and SamplePhrases().

// Who has to make sure that what gets done, and what else gets how. They hold a case that
// a model must generalise for: many animals get fed where somebody has to make sure that
// they do, and "dog" is never followed by "gets fed". A count of word sequences cannot
// tell what follows "i forgot to make sure that the dog gets"; a model that places "dog"
// near "cat" can.
absl::Span<const PhraseRule> ErrandSentences();

// What animals do, and what people do with them.
absl::Span<const PhraseRule> AnimalSentences();

// Work, travel, company, feelings and free time.
absl::Span<const PhraseRule> PeopleSentences();

// Meals, chores, clothes and the weather.
absl::Span<const PhraseRule> HomeSentences();

// The phrase "sentence", which draws a topic among all of the above.
absl::Span<const PhraseRule> SentenceTopics();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_SAMPLE_SENTENCES_H_
