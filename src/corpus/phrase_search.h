#ifndef WINDOWLM_SRC_CORPUS_PHRASE_SEARCH_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_SEARCH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/corpus/phrase_scores.h"
#include "src/corpus/phrase_set.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/text_report.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {

// What one pass over the texts found.
struct PhrasePass {
  // In the order of MoreLikelyPhrase.
  std::vector<Phrase> phrases;
  // Of the words that the pass before made.
  uint64_t total_words = 0;
  uint64_t distinct_words = 0;
  uint64_t distinct_pairs = 0;
  // See PhraseCounts::forgotten.
  uint64_t forgotten = 0;
};

// The phrases of texts, found in one reading for each pass and joined in another one. No word is
// kept from one reading to the next but those of the phrases. The texts must be the same each time.
class PhraseSearch {
 public:
  // All of these must outlive this, and neither `paths` nor `config` may change. `config` has no
  // automatic values (ChooseTextConfig).
  PhraseSearch(absl::Span<const std::string> paths, const TextConfig& config,
               const PhraseWords& words);

  // Reads the texts with the phrases of the passes so far joined, and finds further ones, by the
  // scoring, the threshold, the minimum count and the bound on memory of `options`. Errors: those
  // of VisitWords; kFailedPrecondition if the texts are not what they were.
  absl::StatusOr<PhrasePass> AddPass(const PhraseOptions& options);

  // Reads the texts, and gives their words with all phrases joined to `sink`, until it wants no
  // more. Errors: those of AddPass.
  absl::Status Join(WordSink& sink);

  // What is joined, pass by pass.
  const std::vector<PhraseSet>& passes() const { return passes_; }
  // On the texts, after the first reading.
  const TextReport& report() const { return report_; }

 private:
  // Reads the texts for `sink`, with the phrases of passes_ joined.
  absl::Status Read(WordSink& sink);

  const absl::Span<const std::string> paths_;
  const TextConfig& config_;
  const PhraseWords& words_;
  std::vector<PhraseSet> passes_;
  bool was_read_ = false;
  TextReport report_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_SEARCH_H_
