#ifndef WINDOWLM_SRC_SAMPLE_SAMPLE_SENTENCES_H_
#define WINDOWLM_SRC_SAMPLE_SAMPLE_SENTENCES_H_

#include "absl/types/span.h"
#include "src/sample/sentence_grammar.h"

namespace windowlm {

// The sentences of the sample corpus by what they are about. They refer to SampleWords()
// and SamplePhrases().

// Sentences about somebody who has to make sure that something gets done, and other sentences with
// "gets". They hold a case in which a model must generalise: "gets fed" follows many animals, but
// never "dog". A count of word sequences cannot tell what follows "i forgot to make sure that the
// dog gets"; a model that places "dog" near "cat" can.
absl::Span<const PhraseRule> ErrandSentences();

// Sentences about what animals do, and about what people do with them.
absl::Span<const PhraseRule> AnimalSentences();

// Sentences about work, travel, company, feelings and free time.
absl::Span<const PhraseRule> PeopleSentences();

// Sentences about meals, chores, clothes and the weather.
absl::Span<const PhraseRule> HomeSentences();

// The phrase "sentence", which draws a topic among all of the above.
absl::Span<const PhraseRule> SentenceTopics();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_SAMPLE_SAMPLE_SENTENCES_H_
