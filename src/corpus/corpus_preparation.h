#ifndef WINDOWLM_SRC_CORPUS_CORPUS_PREPARATION_H_
#define WINDOWLM_SRC_CORPUS_CORPUS_PREPARATION_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/encoded_corpus.h"
#include "src/corpus/labelled_corpus.h"
#include "src/corpus/text_report.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// A training text of more words, each `</s>` included, is large.
inline constexpr uint64_t kLargeText = 5000000;

// What automatic values of a CorpusConfig become, for small texts in particular. For larger ones
// min_count is 5 and contexts stop at line ends.
struct SmallTextValues {
  // min_count for texts of up to so many words.
  uint64_t few_words = kLargeText;
  int64_t min_count = 1;
  // For texts that are not large.
  Boundaries boundaries = BOUNDARIES_LINE;
  // Whether the text, large or small, decides about lower case, if nobody else did.
  bool chooses_case = false;
  // Where fewer words than this would be held out, more lines are, up to a tenth of the text: by
  // fewer nobody can tell which model is the best.
  uint64_t least_valid_words = 0;
};

// What the automatic values become for a training text of so many words.
int64_t AutomaticMinCount(uint64_t train_words, const SmallTextValues& small_text = {});
Boundaries AutomaticBoundaries(uint64_t train_words, const SmallTextValues& small_text = {});
// The share to hold out of a text of so many words: `fraction`, or the least whole number of
// hundredths, a tenth at most, that holds out `least_valid_words`.
double LargerValidFraction(double fraction, uint64_t words, uint64_t least_valid_words);

// A corpus ready for training. Each line of it ends with `</s>`.
struct PreparedCorpus {
  // The vocabulary of the training part.
  Vocabulary vocabulary;
  // The ids of the training part, then those held out or given for validation.
  EncodedCorpus ids;
  uint64_t train_words = 0;
  uint64_t train_lines = 0;
  uint64_t valid_lines = 0;
  // The configuration, with all automatic values filled in.
  CorpusConfig config;
  // The reports on the corpus, held-out lines included, and on the texts given for validation.
  TextReport corpus_report;
  TextReport valid_report;
  // Null where words are learnt, not labels; it is not filled in by PrepareCorpus.
  std::shared_ptr<const LabelledCorpus> labelled;

  // The number of examples in the training part, of which each is a word to predict or a line with
  // labels.
  uint64_t examples() const { return labelled != nullptr ? labelled->train().size() : train_words; }

  // Valid as long as `ids` lives, wherever it is moved.
  absl::Span<const uint32_t> train_ids() const { return ids.ids().subspan(0, train_words); }
  absl::Span<const uint32_t> valid_ids() const { return ids.ids().subspan(train_words); }
};

// What is given of a vocabulary, and does not follow from the text and a CorpusConfig.
struct GivenVocabulary {
  // A vocabulary that is kept as it is, with its counts.
  absl::optional<Vocabulary> counted;
  // Where there is none, and this is not null: the words of the vocabulary, besides the special
  // ones. Their counts are those of the training part, 0 if it does not have them.
  const WordIndex* words = nullptr;
  // Where there are neither, and this is not null: words that are in the vocabulary if the training
  // part has them, before others and whatever min_count is.
  const WordIndex* kept = nullptr;
};

// Reads the texts `paths` once, one after the other, so that standard input ("-") will do.
//
// If there are no `valid_paths`, lines are held out by HoldOutLines, valid_fraction of them. The
// vocabulary is that of the other lines.
// With config.read_words N > 0 the corpus ends after N words. The last of them is `</s>`, which
// replaces the N-th word if that is not the end of a line. `valid_paths` are read whole.
//
// Words that the vocabulary lacks become `<unk>`. If all of its words are `given`,
// config.min_count and config.vocab_size have no effect on it.
//
// Errors: those of ReadTexts and Vocabulary::FromCounts; no paths, "-" more than once; values out
// of their range; no words in the training part or in valid_paths; no room for the temporary file,
// which has four bytes a word.
absl::StatusOr<PreparedCorpus> PrepareCorpus(absl::Span<const std::string> paths,
                                             absl::Span<const std::string> valid_paths,
                                             const CorpusConfig& config, GivenVocabulary given = {},
                                             const SmallTextValues& small_text = {});

// Prepares a corpus for a vocabulary that is given, whose counts stay, without texts for
// validation. Words that it lacks become `<unk>`. config.min_count, vocab_size and read_words have
// no effect.
absl::StatusOr<PreparedCorpus> PrepareCorpus(absl::Span<const std::string> paths,
                                             const CorpusConfig& config, Vocabulary vocabulary);

// A text as ids of a vocabulary.
struct EncodedText {
  EncodedCorpus ids;
  uint64_t lines = 0;
  TextReport report;
};

// Reads texts for validation or evaluation; each line ends with `</s>`, words that are not in the
// vocabulary are `<unk>`. Errors: those of ReadTexts; no words at all; no room for the temporary
// file.
absl::StatusOr<EncodedText> EncodeTexts(absl::Span<const std::string> paths,
                                        const Vocabulary& vocabulary, const CorpusConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_CORPUS_PREPARATION_H_
