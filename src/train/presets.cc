#include "src/train/presets.h"

#include <vector>

namespace windowlm {
namespace {

// Up to so many words a text is small, and medium.
constexpr uint64_t kWordsOfASmallText = 300000;
constexpr uint64_t kWordsOfAMediumText = 1500000;

// Kim's number of a kind.
constexpr int kFilters = 100;

struct Shape {
  int context;
  std::vector<int> distant;
  int dim;
  std::vector<int> hidden;
};

Shape ShapeOf(Preset preset) {
  switch (preset) {
    case PRESET_FAST:
      return {5, {10, 40}, 128, {256}};
    // A model that looks back gains nothing from a wider context.
    case PRESET_BALANCED:
      return {4, {6, 24, 96}, 192, {384, 384}};
    default:
      return {3, {6, 24, 96}, 256, {512, 512}};
  }
}

// Many small steps find a model that does better on other text than few large ones do; but steps of
// words in a row, of which windows share the words that they look back at, must be larger to tell
// of several places of the text. Those of fast look back at nothing.
struct Steps {
  int batch;
  double rate;
  int consecutive;
};

Steps StepsOf(Preset preset) {
  switch (preset) {
    case PRESET_FAST:
      return {128, 0.001, 0};
    case PRESET_SMALL_TEXT:
      return {128, 0.0014, 8};
    case PRESET_BALANCED:
      return {256, 0.0014, 16};
    default:
      return {512, 0.002, 16};
  }
}

void ApplyVectorsPreset(TrainConfig* config) {
  config->mutable_corpus()->clear_min_count();
  config->mutable_corpus()->clear_boundaries();
  ModelConfig& model = *config->mutable_model();
  model.set_objective(OBJECTIVE_MASKED);
  model.clear_context();
  model.clear_hidden();
  model.set_combine(COMBINE_MEAN);
  model.clear_distant();
  model.clear_attention();
  model.clear_tied();
  model.clear_residual();
  model.clear_layer_norm();
  model.clear_batch_norm();
  model.clear_direct();
  model.set_loss(LOSS_NEGATIVE_SAMPLING);
  model.set_negatives(10);
  OptimizerConfig& optimizer = *config->mutable_optimizer();
  optimizer.set_kind(OPTIMIZER_AUTO);
  optimizer.clear_learning_rate();
  optimizer.clear_momentum();
  optimizer.clear_weight_decay();
  optimizer.clear_l1();
  optimizer.clear_l2();
  optimizer.clear_clip_norm();
  config->clear_batch_size();
  config->clear_consecutive();
  config->clear_hidden_noise();
  config->clear_singletons_as_unknown();
  config->clear_fresh_lines();
  config->clear_epochs();
  config->clear_average();
}

void ApplyLabelsPreset(TrainConfig* config) {
  config->mutable_corpus()->clear_min_count();
  config->mutable_corpus()->clear_boundaries();
  ModelConfig& model = *config->mutable_model();
  model.set_objective(OBJECTIVE_LABEL);
  model.clear_context();
  model.clear_dim();
  model.clear_hidden();
  model.clear_pairs();
  model.clear_spellings();
  for (const int characters : {3, 5}) model.add_spellings(characters);
  model.set_combine(COMBINE_AUTO);
  model.set_loss(LOSS_SOFTMAX);
  config->mutable_optimizer()->set_kind(OPTIMIZER_ADAM);
  config->mutable_optimizer()->clear_learning_rate();
  config->clear_batch_size();
  config->clear_epochs();
  config->clear_naive_bayes();
  config->clear_input_dropout();
  config->clear_hidden_dropout();
}

void ApplyLanguagePreset(Preset preset, TrainConfig* config) {
  const Shape shape = ShapeOf(preset);
  // The words before a line tell of its topic.
  config->mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  ModelConfig& model = *config->mutable_model();
  model.set_context(shape.context);
  model.set_dim(shape.dim);
  model.clear_hidden();
  for (const int size : shape.hidden) model.add_hidden(size);
  model.set_activation(ACTIVATION_GELU);
  model.set_combine(COMBINE_CONCAT);
  model.clear_distant();
  for (const int span : shape.distant) model.add_distant(span);
  // What a text has said it says again. Looking for it would take a small model more time than all
  // the rest.
  model.set_attention(preset == PRESET_FAST ? 0 : 200);
  model.set_tied(true);
  model.set_residual(true);
  model.set_layer_norm(false);
  model.set_batch_norm(false);
  model.set_direct(false);
  model.set_loss(LOSS_SAMPLED_SOFTMAX);
  const Steps steps = StepsOf(preset);
  config->mutable_optimizer()->set_kind(OPTIMIZER_ADAM);
  config->mutable_optimizer()->set_learning_rate(steps.rate);
  config->set_batch_size(steps.batch);
  config->set_consecutive(steps.consecutive);
  config->clear_epochs();
  config->clear_input_dropout();
  // Dropout of the input keeps a text from being learnt by heart; more dropout of hidden layers
  // makes learning slower.
  config->set_hidden_dropout(0.1);
  // Other text has words that this one lacks, which singletons stand for.
  config->set_singletons_as_unknown(0.5);
  if (preset == PRESET_SMALL_TEXT) {
    // Such a text is learnt by heart within two passes, unless much is left out.
    config->set_input_dropout(0.5);
    config->set_hidden_dropout(0.3);
    // It is asked about text of other kinds, more of which it does not know.
    config->set_singletons_as_unknown(0.65);
  }
  // So that prompts, and lines that are asked about one by one, are no strange sight.
  config->set_fresh_lines(0.05);
  // It costs nothing and predicts better than the last weights do.
  config->set_average(0.5);
}

}  // namespace

void ApplyPreset(Preset preset, TrainConfig* config) {
  if (preset == PRESET_PLAIN) return;
  if (preset == PRESET_VECTORS) return ApplyVectorsPreset(config);
  if (preset == PRESET_LABELS) return ApplyLabelsPreset(config);
  ApplyLanguagePreset(preset, config);
}

void ApplyConvolution(TrainConfig* config) {
  ModelConfig& model = *config->mutable_model();
  model.clear_hidden();
  model.add_hidden(kFilters);
  model.clear_spellings();
  model.clear_pairs();
}

Preset PresetForText(uint64_t train_words) {
  return train_words <= kWordsOfASmallText    ? PRESET_SMALL_TEXT
         : train_words <= kWordsOfAMediumText ? PRESET_BALANCED
                                              : PRESET_BEST;
}

}  // namespace windowlm
