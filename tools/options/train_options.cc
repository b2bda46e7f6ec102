#include "tools/options/train_options.h"

#include <google/protobuf/repeated_field.h>

#include <cmath>
#include <functional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/train/presets.h"
#include "tools/options/choice_option.h"
#include "tools/options/config_file.h"
#include "tools/options/corpus_options.h"
#include "tools/options/field_options.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_check.h"

namespace windowlm {
namespace {

// Numbers separated by commas.
bool ParseNumbers(const std::string& text, google::protobuf::RepeatedField<int32_t>* numbers) {
  numbers->Clear();
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    int32_t number = 0;
    if (!absl::SimpleAtoi(part, &number)) return false;
    numbers->Add(number);
  }
  return true;
}

// "none", or sizes.
bool ParseSizes(const std::string& text, google::protobuf::RepeatedField<int32_t>* sizes) {
  if (text != "none") return ParseNumbers(text, sizes);
  sizes->Clear();
  return true;
}

std::string Text(double value) { return absl::StrCat(value); }

// CLI::Range lets nan pass.
std::string FiniteAndNotNegative(const std::string& text) {
  double number = 0;
  const bool fits = absl::SimpleAtod(text, &number) && number >= 0 && std::isfinite(number);
  return fits ? "" : absl::StrCat(text, " is no number from 0 up");
}

void AddRunOptions(TrainOptions& options, CLI::App& command) {
  AddCorpusArguments(options.corpora, options.output, command);
  command
      .add_option("--valid", options.valid,
                  "Text to validate with, in place of the corpus's last lines")
      ->type_name("FILE")
      // One a --valid: what follows may be a corpus.
      ->allow_extra_args(false)
      ->transform(Unshielded());
  // Before all options that these two give other defaults: they are read in the order of
  // declaration.
  AddChoice<Preset>(
      command, "--preset",
      {{"fast", Preset::kFast}, {"balanced", Preset::kBalanced}, {"best", Preset::kBest}},
      static_cast<Preset>(-1),
      "Options for a good language model, its epochs by the corpus's size; those given here win",
      [&options](Preset preset) { ApplyPreset(preset, &options.config); });
  command
      .add_option_function<std::string>(
          "--config",
          [&options](const std::string& path) {
            options.config_file = path;
            options.config_status = MergeTrainConfigFile(path, &options.config);
          },
          "Options from a file that info MODEL --config printed; those given here win")
      ->type_name("FILE");
  command
      .add_option("--log", options.log,
                  "Write learning curves there, for plot and TensorBoard; a folder for each run")
      ->type_name("DIR");
  CLI::Option* init_vectors =
      command
          .add_option("--init-vectors", options.init_vectors,
                      "Word vectors that embeddings start from: a model, or what import reads")
          ->type_name("FILE");
  command
      .add_option("--continue", options.continued_model,
                  "Go on from a model: its words and shape are kept, other words are <unk>")
      ->type_name("MODEL")
      ->excludes(init_vectors);
  command.add_option("--threads", options.threads, "0: one a processor; the model is the same")
      ->check(CLI::Range(0, 1024).description(""))
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--checkpoint-minutes", options.checkpoints.minutes,
                  "From one checkpoint, MODEL.checkpoint, to the next; 0: none")
      ->check(FiniteAndNotNegative)
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--checkpoint-steps", options.checkpoints.steps,
                  "Write one after each so many steps, too; 0: not so")
      ->check(CLI::Range(uint64_t{0}, uint64_t{1} << 62).description(""))
      ->type_name("N")
      ->capture_default_str();
  command.add_flag("--resume", options.checkpoints.resume,
                   "Go on from MODEL.checkpoint, where there is one, to the same model");
  command.add_flag("--quiet", options.quiet, "Print warnings and errors only");
  command.add_flag("--profile", options.profile, "Tell in the end where the time went");
}

void AddModelOptions(ModelConfig& model, CLI::App& command) {
  AddChoice<Objective>(
      command, "--objective",
      {{"next", OBJECTIVE_NEXT}, {"masked", OBJECTIVE_MASKED}, {"skipgram", OBJECTIVE_SKIPGRAM}},
      model.objective(), "Predict a word from those before it, around it, or one of these",
      [&model](Objective value) { model.set_objective(value); });
  AddNumber<int32_t>(command, "--context", "N", Text(model.context()),
                     "Words of context; masked: on each side",
                     [&model](int32_t value) { model.set_context(value); });
  AddNumber<int32_t>(command, "--dim", "N", Text(model.dim()), "Embedding dimension",
                     [&model](int32_t value) { model.set_dim(value); });
  command
      .add_option(
          "--hidden",
          [&model](const CLI::results_t& values) {
            return ParseSizes(values.back(), model.mutable_hidden());
          },
          "Hidden layers, first to last, as in 200,100; or none")
      ->type_name("SIZES")
      ->default_str(absl::StrJoin(model.hidden(), ","));
  AddChoice<Activation>(command, "--activation",
                        {{"tanh", ACTIVATION_TANH},
                         {"gelu", ACTIVATION_GELU},
                         {"relu", ACTIVATION_RELU},
                         {"sigmoid", ACTIVATION_SIGMOID},
                         {"linear", ACTIVATION_LINEAR}},
                        model.activation(), "Of the hidden layers",
                        [&model](Activation value) { model.set_activation(value); });
  AddChoice<Combine>(command, "--combine",
                     {{"concat", COMBINE_CONCAT}, {"mean", COMBINE_MEAN}, {"sum", COMBINE_SUM}},
                     model.combine(), "How the context's embeddings make the input",
                     [&model](Combine value) { model.set_combine(value); });
  command
      .add_option(
          "--distant",
          [&model](const CLI::results_t& values) {
            return ParseSizes(values.back(), model.mutable_distant());
          },
          "Spans of words behind the context, each an input as an average, as in 10,40; or none")
      ->type_name("SIZES")
      ->default_str(model.distant().empty() ? "none" : absl::StrJoin(model.distant(), ","));
  AddFlag(command, "--tied", "The output layer's weight is the embedding table",
          [&model](bool value) { model.set_tied(value); });
  AddFlag(command, "--residual",
          "Add a hidden layer's input to its output where the sizes are equal",
          [&model](bool value) { model.set_residual(value); });
  AddFlag(command, "--layer-norm", "Normalise what the layers behind the first hidden one read",
          [&model](bool value) { model.set_layer_norm(value); });
  AddFlag(command, "--direct", "The output layer reads the embeddings too",
          [&model](bool value) { model.set_direct(value); });
}

void AddOutputOptions(ModelConfig& model, CLI::App& command) {
  AddChoice<Loss>(command, "--loss",
                  {{"auto", LOSS_AUTO},
                   {"softmax", LOSS_SOFTMAX},
                   {"adaptive-softmax", LOSS_ADAPTIVE_SOFTMAX},
                   {"sampled-softmax", LOSS_SAMPLED_SOFTMAX},
                   {"nce", LOSS_NCE},
                   {"negative-sampling", LOSS_NEGATIVE_SAMPLING}},
                  model.loss(),
                  "Over all words; by clusters of them; on samples; against noise words",
                  [&model](Loss value) { model.set_loss(value); });
  command
      .add_option(
          "--cutoffs",
          [&model](const CLI::results_t& values) {
            model.clear_cutoffs();
            return values.back() == "auto" || ParseNumbers(values.back(), model.mutable_cutoffs());
          },
          "adaptive-softmax: words before each cluster, as in 2000,10000; or auto")
      ->type_name("SIZES")
      ->default_str("by the words' counts");
  AddNumber<int32_t>(command, "--division", "N", Text(model.division()),
                     "adaptive-softmax: each cluster's input is so much smaller",
                     [&model](int32_t value) { model.set_division(value); });
  AddNumber<int32_t>(command, "--negatives", "N",
                     "sampled-softmax 1000, nce 100, negative-sampling 5",
                     "Rare words that a step draws; noise words a target",
                     [&model](int32_t value) { model.set_negatives(value); })
      ->check(IsAbove<int32_t>(0));
  AddNumber<double>(command, "--noise-power", "NUMBER", Text(model.noise_power()),
                    "Noise words are drawn by their counts to this power",
                    [&model](double value) { model.set_noise_power(value); });
  AddChoice<MeanGradient>(command, "--mean-gradient",
                          {{"auto", MEAN_GRADIENT_AUTO},
                           {"exact", MEAN_GRADIENT_EXACT},
                           {"undivided", MEAN_GRADIENT_UNDIVIDED}},
                          model.mean_gradient(),
                          "undivided: as in word2vec; auto: with noise words and no hidden layer",
                          [&model](MeanGradient value) { model.set_mean_gradient(value); });
  AddNumber<int32_t>(command, "--frequent-words", "N", Text(model.frequent_words()),
                     "sampled-softmax: the words that are in every sample",
                     [&model](int32_t value) { model.set_frequent_words(value); });
}

void AddTrainingOptions(TrainConfig& config, CLI::App& command) {
  OptimizerConfig& optimizer = *config.mutable_optimizer();
  AddNumber<double>(command, "--epochs", "N", Text(config.epochs()), "Passes over the corpus",
                    [&config](double value) { config.set_epochs(value); })
      ->check(IsAbove<double>(0));
  AddNumber<int32_t>(
      command, "--batch-size", "N", "32 to 512, by the corpus's size; stretches to 2048",
      "Words predicted in a step", [&config](int32_t value) { config.set_batch_size(value); })
      ->check(IsAbove<int32_t>(0));
  AddChoice<OptimizerKind>(command, "--optimizer",
                           {{"auto", OPTIMIZER_AUTO},
                            {"adam", OPTIMIZER_ADAM},
                            {"adagrad", OPTIMIZER_ADAGRAD},
                            {"sgd", OPTIMIZER_SGD}},
                           optimizer.kind(),
                           "How gradients become steps; auto: adam, for word vectors sgd",
                           [&optimizer](OptimizerKind value) { optimizer.set_kind(value); });
  AddNumber<double>(command, "--learning-rate", "RATE", "adam 0.003, adagrad 0.05, sgd by the loss",
                    "The highest, after the warm-up",
                    [&optimizer](double value) { optimizer.set_learning_rate(value); })
      ->check(IsAbove<double>(0));
  AddNumber<double>(command, "--momentum", "SHARE", Text(optimizer.momentum()), "Of sgd",
                    [&optimizer](double value) { optimizer.set_momentum(value); });
  AddNumber<double>(command, "--adam-beta1", "SHARE", Text(optimizer.adam_beta1()),
                    "How long adam remembers gradients",
                    [&optimizer](double value) { optimizer.set_adam_beta1(value); });
  AddNumber<double>(command, "--adam-beta2", "SHARE", Text(optimizer.adam_beta2()),
                    "How long adam remembers their squares",
                    [&optimizer](double value) { optimizer.set_adam_beta2(value); });
  AddNumber<double>(command, "--epsilon", "NUMBER", Text(optimizer.epsilon()),
                    "Of adam and adagrad",
                    [&optimizer](double value) { optimizer.set_epsilon(value); });
  AddNumber<double>(command, "--weight-decay", "RATE", Text(optimizer.weight_decay()),
                    "Decoupled from the gradient, as in AdamW",
                    [&optimizer](double value) { optimizer.set_weight_decay(value); });
  AddChoice<Schedule>(command, "--schedule",
                      {{"linear", SCHEDULE_LINEAR},
                       {"cosine", SCHEDULE_COSINE},
                       {"constant", SCHEDULE_CONSTANT},
                       {"halving", SCHEDULE_HALVING}},
                      config.schedule(), "Of the learning rate; halving: where validation stalls",
                      [&config](Schedule value) { config.set_schedule(value); });
  AddNumber<int64_t>(command, "--warmup-steps", "N", "500, or a twentieth of all steps",
                     "Steps in which the learning rate rises",
                     [&config](int64_t value) { config.set_warmup_steps(value); })
      ->check(IsAbove<int64_t>(-1));
  AddNumber<double>(command, "--input-dropout", "SHARE",
                    "0.3, from 10 million words 0.1; 0 for vectors",
                    "Share of the input that a step leaves out",
                    [&config](double value) { config.set_input_dropout(value); });
  AddNumber<double>(command, "--hidden-dropout", "SHARE",
                    "0.4, from 10 million words 0.2; 0 for vectors",
                    "The same of each hidden layer",
                    [&config](double value) { config.set_hidden_dropout(value); });
  AddNumber<int32_t>(command, "--patience", "N", Text(config.patience()),
                     "Stop after so many validations without a new best; 0: never",
                     [&config](int32_t value) { config.set_patience(value); });
  AddNumber<int64_t>(command, "--max-steps", "N", "no limit", "Stop after so many steps",
                     [&config](int64_t value) { config.set_max_steps(value); });
  AddNumber<int64_t>(command, "--max-words", "N", "no limit", "Stop after so many words",
                     [&config](int64_t value) { config.set_max_words(value); });
  AddNumber<double>(command, "--subsample", "SHARE", Text(config.subsample()),
                    "Thin words out that are more frequent than this, as word2vec; 0: none",
                    [&config](double value) { config.set_subsample(value); });
  AddFlag(command, "--dynamic-window", "Draw each context's size from 1 to --context",
          [&config](bool value) { config.set_dynamic_window(value); });
  AddChoice<Precision>(
      command, "--precision",
      {{"auto", PRECISION_AUTO}, {"float32", PRECISION_FLOAT32}, {"bfloat16", PRECISION_BFLOAT16}},
      config.precision(), "Of the matrix products; auto: bfloat16 where the processor has it",
      [&config](Precision value) { config.set_precision(value); });
  AddNumber<uint64_t>(command, "--seed", "N", absl::StrCat(config.seed()),
                      "Another seed, another model",
                      [&config](uint64_t value) { config.set_seed(value); });
}

}  // namespace

void AddTrainOptions(TrainOptions& options, CLI::App& command) {
  AddRunOptions(options, command);
  command.option_defaults()->group("Text and vocabulary");
  AddCorpusOptions("0.02; 0 for vectors", *options.config.mutable_corpus(), command);
  command.option_defaults()->group("Model");
  AddModelOptions(*options.config.mutable_model(), command);
  command.option_defaults()->group("Output layer");
  AddOutputOptions(*options.config.mutable_model(), command);
  command.option_defaults()->group("Training");
  AddTrainingOptions(options.config, command);
}

}  // namespace windowlm
