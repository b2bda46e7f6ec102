#include "src/train/memory_estimate.h"

#include "src/model/model_config.h"
#include "src/model/output/make_output_layer.h"
#include "src/nn/optimizer.h"
#include "src/train/step_preparation.h"
#include "src/train/training_plan.h"
#include "src/train/vector_steps.h"

namespace windowlm {
namespace {

// The most bytes that a word takes in a prepared step: its id, and its share of RowGroups.
constexpr int64_t kPreparedWordBytes = 36;
// The same of a word that is attended to: its id, in a list that may have grown to twice its size.
constexpr int64_t kAttendedWordBytes = 8;

// The number of windows in a step if subsampling leaves none out.
int64_t StepRows(const TrainConfig& config) {
  const int64_t batch = StepPositions(config);
  const int64_t context = config.model().context();
  if (config.model().objective() != OBJECTIVE_SKIPGRAM) return batch;
  // Each target has a window for every word of its context. A dynamic window has 1 to `context`
  // words on a side, (context + 1) / 2 on average.
  return batch * (config.dynamic_window() ? context + 1 : 2 * context);
}

// The bytes of the stretches that are prepared ahead for word vectors.
int64_t StretchBytes(const TrainConfig& config) {
  // A window, its output words, and its place in about two steps.
  const int64_t window = 12 + 4 * (1 + config.model().negatives()) + 8;
  return static_cast<int64_t>(VectorSteps::kAhead) * StepRows(config) * window;
}

int64_t WordsPerRow(const ModelConfig& model) {
  int64_t words = WindowWords(model);
  for (const int64_t span : model.distant()) {
    words += WindowSides(model) * span;
  }
  return words;
}

// What a window takes where hidden layers end in `width` numbers: the weights of two heads and
// their gradients; two results; queries, the neighbours' with their embeddings, sums, and the
// gradients of these.
int64_t AttentionBytes(const ModelConfig& model, int64_t width) {
  if (model.attention() == 0) return 0;
  const int64_t neighbors = WindowSides(model) * WindowSampler::kAttendedNeighbors;
  return (4 * AttendedWords(model) + 2 * width + (6 + 3 * neighbors) * model.dim()) *
         static_cast<int64_t>(sizeof(float));
}

// The numbers that a word of a line takes in the windows over it: its embedding, its window, what
// the layer makes of that, and the gradients of these.
int64_t ConvolutionNumbers(const ModelConfig& model) {
  if (!HasConvolution(model)) return 0;
  return 2 * (model.dim() + InputWidth(model) + int64_t{model.hidden(0)});
}

}  // namespace

int64_t EstimateMemory(const TrainConfig& config, int64_t vocabulary_size, int64_t subword_rows,
                       double line_words) {
  const ModelConfig& model = config.model();
  const int64_t parameters = CountParameters(model, vocabulary_size, subword_rows);
  if (config.trainer() == TRAINER_VECTORS) {
    // The model's parameters, their columns as the threads own them, and with n-grams the
    // embeddings that are made of them.
    const int64_t embeddings = subword_rows > 0 ? vocabulary_size * model.dim() : 0;
    return (2 * parameters + embeddings) * static_cast<int64_t>(sizeof(float)) +
           StretchBytes(config);
  }
  const int64_t state = Optimizer<float>::StateTensors(config.optimizer());
  int64_t width = InputWidth(model);
  // Counts the input, its gradient and the gradient's sums by word; then the outputs of the hidden
  // layers, these after dropout, and their gradients.
  int64_t numbers_per_row =
      HasConvolution(model)
          ? static_cast<int64_t>(line_words * static_cast<double>(ConvolutionNumbers(model)))
          : 3 * width;
  int64_t layer_gradients = 0;
  for (const int32_t size : model.hidden()) {
    // Batch normalisation keeps what it gets, and that normalised.
    numbers_per_row += (model.batch_norm() ? 5 : 3) * int64_t{size};
    layer_gradients += (width + 1) * size;
    width = size;
  }
  if (ProjectionSize(model) > 0) width = ProjectionSize(model);
  layer_gradients += CountAttentionParameters(model);
  const int64_t rows = StepRows(config);
  const auto ahead = static_cast<int64_t>(StepPreparation::kAhead);
  const int64_t average = config.average() > 0 ? 1 : 0;
  return (parameters * (1 + state + average) + layer_gradients + rows * numbers_per_row) *
             static_cast<int64_t>(sizeof(float)) +
         ahead * rows * WordsPerRow(model) * kPreparedWordBytes +
         rows * AttentionBytes(model, width) +
         ahead * rows * AttendedWords(model) * kAttendedWordBytes +
         OutputWorkspaceBytes(model, config.precision(), rows, width,
                              PredictedWords(model, vocabulary_size));
}

}  // namespace windowlm
