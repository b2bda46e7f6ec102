#ifndef WINDOWLM_TOOLS_OPTIONS_WORD_LISTS_H_
#define WINDOWLM_TOOLS_OPTIONS_WORD_LISTS_H_

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/kept_words.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/vocabulary_list.h"
#include "tools/options/train_options.h"

namespace windowlm {

// The lists of words by which the vocabulary of a training is made; none if it follows from the
// text alone.
struct WordLists {
  absl::optional<VocabularyList> vocabulary;
  absl::optional<KeptWords> kept;
};

// Reads the lists that options.run names as vocabulary and keep_words, and sets in options.config
// which they were, and what follows from them. Errors: those of ReadVocabularyList and
// ReadKeptWords.
absl::StatusOr<WordLists> ReadWordLists(TrainOptions& options);

// What `lists`, which must outlive the result, give of the vocabulary. Errors: those of
// VocabularyOf.
absl::StatusOr<GivenVocabulary> GivenBy(const WordLists& lists);

// Prints notes on standard error that name the listed words of which training makes nothing: those
// to keep that `vocabulary`, which training has, lacks, and those of the vocabulary's list that the
// text rules of options.config make of no text.
void PrintWordNotes(const WordLists& lists, const TrainOptions& options,
                    const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_WORD_LISTS_H_
