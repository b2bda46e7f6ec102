#ifndef WINDOWLM_SRC_CORPUS_PHRASE_JOINER_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_JOINER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/corpus/phrase_set.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {

// Joins the phrases of a text, and gives its words on: from left to right, so that of "new york
// city" with the phrases "new_york" and "york_city" the words are "new_york city". For one thread.
class PhraseJoiner : public WordSink {
 public:
  // All three must outlive this.
  PhraseJoiner(const PhraseSet& phrases, const PhraseWords& words, WordSink& sink);

  bool AddWord(absl::string_view word) override;
  bool EndLine() override;

 private:
  // Gives on the words with which a phrase might have begun.
  bool GiveHeld();

  const PhraseSet& phrases_;
  const PhraseWords& roles_;
  WordSink& sink_;
  // The word with which a phrase may begin, and its id; none if no phrase may.
  absl::optional<uint32_t> first_id_;
  std::string first_;
  // The common words after it, alone and joined.
  std::vector<std::string> held_;
  std::string between_;
};

// Joins the phrases of several passes, each among the words that the one before made.
class PhraseJoiners {
 public:
  // All three must outlive this.
  PhraseJoiners(absl::Span<const PhraseSet> passes, const PhraseWords& words, WordSink& sink);

  // Takes the words of the text; the constructor's sink gets the joined ones.
  WordSink& sink() { return joiners_.empty() ? last_ : *joiners_.back(); }

 private:
  WordSink& last_;
  // The last pass comes first.
  std::vector<std::unique_ptr<PhraseJoiner>> joiners_;
};

// The words of a line with the phrases of all passes joined.
std::vector<std::string> JoinPhrases(absl::Span<const std::string> line,
                                     absl::Span<const PhraseSet> passes, const PhraseWords& words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_JOINER_H_
