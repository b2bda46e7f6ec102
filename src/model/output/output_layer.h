#ifndef WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_LAYER_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_LAYER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"
#include "src/nn/sparse_rows.h"

namespace windowlm {

// Determines the random numbers that a training step draws.
struct StepKey {
  uint64_t seed = 0;
  uint64_t step = 0;
};

// The words that a training step of a sampled output layer uses besides the batch. They depend on
// no parameter, so they are drawn ahead of the step.
struct OutputSample {
  // Ids of the sampled words, in an order that the layer defines.
  std::vector<uint32_t> words;
  // Index into `words` of each target.
  std::vector<uint32_t> target_places;
  // What is added to the logit of each of `words`; empty if nothing is.
  std::vector<double> offsets;
  // The step's uses of the rows of the output weight.
  RowGroups uses;
};

// What a target stands for where labels are told, not words: the labels of an example, and how much
// it counts.
struct TargetSet {
  std::vector<uint32_t> labels;
  double weight = 1;
};

// The last layer of a model. From h, the last hidden layer's output, it computes p(word | h) for
// the words that can be predicted. Whatever its training step optimises, the probabilities are
// exact: normalised over all words.
//
// Call it from one thread at a time, queries included, because all share working memory. It runs on
// the program's threads.
template <typename T>
class OutputLayer {
 public:
  virtual ~OutputLayer() = default;

  // Sets the weights at random by `seed`, and the biases by the words' frequency. counts[id] is how
  // often a word was seen, for all words.
  virtual void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) = 0;

  // Tells how often each word was seen: counts[id], for all words. A layer that draws noise words
  // needs this before any other call.
  virtual void SetCounts(absl::Span<const uint64_t> counts) { static_cast<void>(counts); }

  // Tells what targets stand for, by their number. A layer over labels needs this before it gets
  // targets.
  virtual void SetTargetSets(std::vector<TargetSet> sets) { static_cast<void>(sets); }

  // Draws the sample for a step on `targets`. May be called by many threads at once, also while a
  // step runs.
  virtual void Draw(const StepKey& key, absl::Span<const uint32_t> targets,
                    OutputSample* sample) const {
    static_cast<void>(key), static_cast<void>(targets), static_cast<void>(sample);
  }

  // Returns the training loss, a mean over the batch in natural log, for h [B x in] and targets
  // [B], ids below the number of words, for which `sample` was drawn. Writes the loss's gradient dh
  // [B x in], and gives those of the parameters to the sink.
  virtual double Step(const OutputSample& sample, MatrixView<const T> h,
                      absl::Span<const uint32_t> targets, MatrixView<T> dh,
                      GradientSink<T>& sink) = 0;

  // -log p(target | h) of each row, natural log: result [B].
  virtual void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                                     absl::Span<double> result) = 0;

  // log p(word | h) of all words, natural log: result [B x words].
  virtual void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) = 0;

  // The layer's own parameters, always in the same order.
  virtual std::vector<Parameter<T>*> parameters() = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_OUTPUT_LAYER_H_
