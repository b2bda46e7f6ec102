#ifndef WINDOWLM_SRC_MODEL_LANGUAGE_MODEL_H_
#define WINDOWLM_SRC_MODEL_LANGUAGE_MODEL_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// What all kinds of models of texts have in common.
//
// A text is a sequence of ids of words that the model can predict: whole lines, each of which ends
// with `</s>`, which is predicted like any other word. Each model decides which of the words around
// a position it sees, and what stands in place of missing ones.
//
// Call it from one thread at a time, because its functions share working memory. It runs on the
// program's threads; its results do not depend on their number.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;

  virtual const Vocabulary& vocabulary() const = 0;

  // How bytes become words, and whether a context reaches over the ends of lines.
  virtual const CorpusConfig& corpus_config() const = 0;

  // The most words before and after a word that its probability depends on; a text may be cut
  // beyond them. A model of the next word has words_after() == 0.
  virtual int64_t words_before() const = 0;
  virtual int64_t words_after() const = 0;

  // result[i] = -log p(ids[first + i] | what the model sees of the other ids), natural log.
  // first + result.size() <= ids.size().
  virtual void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                     absl::Span<double> result) = 0;

  // result[id] = log p(id at `position` | what the model sees of the other ids), natural log, for
  // every word that can be predicted: [vocabulary().predictable_size()]. position < ids.size(); the
  // word that stands there is not looked at.
  virtual void LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                                  absl::Span<double> result) = 0;

  // The same behind a line that begins with the words `line` and is the whole text. Only for models
  // of the next word.
  void LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) {
    std::vector<uint32_t> ids(line.begin(), line.end());
    ids.push_back(vocabulary().line_end_id());
    LogProbabilitiesAt(ids, line.size(), result);
  }
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_LANGUAGE_MODEL_H_
