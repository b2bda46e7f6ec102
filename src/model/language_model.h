#ifndef WINDOWLM_SRC_MODEL_LANGUAGE_MODEL_H_
#define WINDOWLM_SRC_MODEL_LANGUAGE_MODEL_H_

#include <cstdint>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// What every model of texts answers, whatever is in it.
//
// A text is ids of the model's words that can be predicted: whole lines, each with its `</s>`,
// which is predicted like any other word. What a model sees of the words around the one that it
// predicts, and what stands for those that are missing, is its own affair.
//
// One thread at a time calls it (answers share working memory); it runs on the program's threads,
// and what it answers does not depend on their number.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;

  virtual const Vocabulary& vocabulary() const = 0;

  // How bytes become words, and whether a context reaches over the ends of lines.
  virtual const CorpusConfig& corpus_config() const = 0;

  // A word's probability depends on so many words before and after it at most: on either side a
  // text may be cut beyond them. A model that sees none after it predicts the next word.
  virtual int64_t words_before() const = 0;
  virtual int64_t words_after() const = 0;

  // result[i] = -log p(ids[first + i] | what the model sees of the other ids), natural log.
  // first + result.size() <= ids.size().
  virtual void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                     absl::Span<double> result) = 0;

  // result[id] = log p(id | a text of one line that has begun with the words `line`), natural log,
  // of every word that can be predicted. For models that predict the next word.
  virtual void LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_LANGUAGE_MODEL_H_
