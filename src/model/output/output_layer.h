#ifndef WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_LAYER_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_LAYER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"
#include "src/nn/sparse_rows.h"

namespace windowlm {

// Which random numbers a training step draws: a function of these two.
struct StepKey {
  uint64_t seed = 0;
  uint64_t step = 0;
};

// What a training step of a sampled output layer needs beside the batch: drawn ahead, for it
// depends on no parameter.
struct OutputSample {
  // Words that share in the step, in an order that the layer knows.
  std::vector<uint32_t> words;
  // Of the batch's targets: their places among `words`.
  std::vector<uint32_t> target_places;
  // Of the `words`, where the layer weighs them: what is added to their logits.
  std::vector<double> offsets;
  // The uses of the output weight's rows.
  RowGroups uses;
};

// The last layer: from h, the last hidden layer's output, p(word | h) over the words that
// can be predicted. Whatever its training step optimises, its answers are exact: normalised
// over all words.
//
// One thread at a time calls it (queries too: they share working memory); it runs on the
// program's threads.
template <typename T>
class OutputLayer {
 public:
  virtual ~OutputLayer() = default;

  // Random weights, and biases by the words' frequency; counts[id] for all words.
  virtual void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) = 0;

  // Tells how often each word was seen, counts[id] for all words: before anything else is
  // asked of a layer that has noise words.
  virtual void SetCounts(absl::Span<const uint64_t> counts) { static_cast<void>(counts); }

  // Draws what a step needs. May be called by many threads at once, also while a step runs.
  virtual void Draw(const StepKey& key, absl::Span<const uint32_t> targets,
                    OutputSample* sample) const {
    static_cast<void>(key), static_cast<void>(targets), static_cast<void>(sample);
  }

  // The training loss, a mean over the batch in natural log. h [B x in], targets [B] below
  // the number of words, `sample` drawn for them. Writes the loss's gradient dh [B x in], and
  // gives those of the parameters to the sink.
  virtual double Step(const OutputSample& sample, MatrixView<const T> h,
                      absl::Span<const uint32_t> targets, MatrixView<T> dh,
                      GradientSink<T>& sink) = 0;

  // -log p(target | h) of each row, natural log.
  virtual void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                                     absl::Span<double> result) = 0;

  // log p(word | h) of all words, natural log: result [B x words].
  virtual void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) = 0;

  // Always in the same order.
  virtual std::vector<Parameter<T>*> parameters() = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_LAYER_H_
