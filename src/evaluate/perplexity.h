#ifndef WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_
#define WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/model/language_model.h"

namespace windowlm {

// How well a model predicts a text: exact, normalised over the whole vocabulary.
struct LikelihoodSummary {
  // The number of words predicted: all of the text, including each line's `</s>` and each `<unk>`.
  uint64_t words = 0;
  // The number of these words that are `<unk>`.
  uint64_t unknown_words = 0;
  // The sum of -log p(word | context), natural log.
  double negative_log_likelihood = 0;

  // The same sum without the words that are `<unk>`.
  double known_negative_log_likelihood = 0;

  // Adds a word.
  void Add(bool unknown, double word_negative_log_likelihood) {
    ++words;
    negative_log_likelihood += word_negative_log_likelihood;
    if (unknown) {
      ++unknown_words;
    } else {
      known_negative_log_likelihood += word_negative_log_likelihood;
    }
  }

  // exp of the mean of -log p(word | context); 1 if there are no words.
  double perplexity() const;
  // That of the words that are not `<unk>`, as other programs tell it. `<unk>` is easy to predict
  // where much of a text is unknown.
  double perplexity_without_unknown() const;
  // The share of the words that are `<unk>`; 0 if there are no words.
  double unknown_share() const;
};

// The number of positions that a model predicts in one call. How a text is cut into calls may
// change the last bits of the results, so all code that sums them up cuts it like this.
inline constexpr uint64_t kLikelihoodBatch = 1024;

// How the lines of a text belong together: each follows the one before it, or each is a text of its
// own, of which a model sees no other line.
enum class Lines { kOneText, kUnrelated };

// Predicts every word of a text, which is whole lines of the model's ids. The bytes of the result
// do not depend on the number of threads.
LikelihoodSummary EvaluateLikelihood(absl::Span<const uint32_t> ids, LanguageModel& model,
                                     Lines lines = Lines::kOneText);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_PERPLEXITY_H_
