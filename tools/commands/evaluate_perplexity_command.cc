#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/optional.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/text_report.h"
#include "src/evaluate/perplexity.h"
#include "src/model/language_model.h"
#include "tools/commands/command.h"
#include "tools/options/mix_options.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

struct PerplexityOptions {
  std::string model;
  std::vector<std::string> texts;
  bool unrelated = false;
  MixOptions mix;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

// The mean of log p over the words; summary.words >= 1.
double LogLikelihoodPerWord(const LikelihoodSummary& summary) {
  return -summary.negative_log_likelihood / static_cast<double>(summary.words);
}

std::string PerplexityText(const LikelihoodSummary& summary, absl::optional<double> mix_weight,
                           ResultFormat format) {
  const double log_likelihood = LogLikelihoodPerWord(summary);
  if (format == ResultFormat::kTsv) {
    return absl::StrCat(
        "words\t", summary.words, "\nunknown_words\t", summary.unknown_words,
        "\nlog_likelihood_per_word\t", NumberText(log_likelihood), "\nperplexity\t",
        NumberText(summary.perplexity()), "\n",
        mix_weight ? absl::StrCat("mix_weight\t", NumberText(*mix_weight), "\n") : "",
        "unknown_share\t", NumberText(summary.unknown_share()), "\nperplexity_without_unknown\t",
        NumberText(summary.perplexity_without_unknown()), "\n");
  }
  if (format == ResultFormat::kJson) {
    JsonWriter json;
    json.BeginObject();
    json.IntegerField("words", summary.words);
    json.IntegerField("unknown_words", summary.unknown_words);
    json.NumberField("log_likelihood_per_word", log_likelihood);
    json.NumberField("perplexity", summary.perplexity());
    json.NumberField("unknown_share", summary.unknown_share());
    json.NumberField("perplexity_without_unknown", summary.perplexity_without_unknown());
    if (mix_weight) json.NumberField("mix_weight", *mix_weight);
    json.EndObject();
    return absl::StrCat(json.text(), "\n");
  }
  std::string text = absl::StrFormat(
      "words           %s\n"
      "unknown words   %s (%.2f%%)\n"
      "log-likelihood  %.4f a word\n"
      "perplexity      %.4f\n"
      "                %.4f without unknown words\n",
      FormatCount(summary.words), FormatCount(summary.unknown_words),
      100.0 * summary.unknown_share(), log_likelihood, summary.perplexity(),
      summary.perplexity_without_unknown());
  if (mix_weight) absl::StrAppendFormat(&text, "mix weight      %.4f\n", *mix_weight);
  return text;
}

int RunPerplexity(const PerplexityOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<std::vector<std::string>> texts =
      TextsOf(options.texts, /*column=*/"", /*quiet=*/false);
  if (!texts.ok()) return Fail(texts.status());
  absl::StatusOr<AskedModel> asked = AskedModel::Load(options.model, options.mix);
  if (!asked.ok()) return Fail(asked.status());
  LanguageModel& model = asked->model();
  const absl::StatusOr<EncodedText> text =
      EncodeTexts(*texts, model.vocabulary(), model.corpus_config());
  if (!text.ok()) return Fail(text.status());
  for (const std::string& warning : TextWarnings(text->report)) {
    Warn(warning);
  }
  PrintTextRules(model.corpus_config().text(), text->report);
  const bool is_fitted =
      asked->cross_fitted().has_value() && options.mix.fit == options.texts && !options.unrelated;
  if (is_fitted) {
    PrintNote(
        "the share was fitted to this text, so that each half of it is predicted with a share that "
        "was fitted to the other half");
  }
  const LikelihoodSummary summary =
      is_fitted ? *asked->cross_fitted()
                : EvaluateLikelihood(text->ids.ids(), model,
                                     options.unrelated ? Lines::kUnrelated : Lines::kOneText);
  if (!std::isfinite(summary.perplexity())) {
    return Fail(absl::OutOfRangeError(
        absl::StrCat("the perplexity of ", options.model,
                     " on this text is not a finite number: the model's weights are too large")));
  }
  ResultsOutput output;
  output.Write(PerplexityText(summary, asked->mix_weight(), options.format));
  const absl::Status status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddEvaluatePerplexityCommand(CLI::App& evaluate, int* exit_code) {
  CLI::App* command = evaluate.add_subcommand("perplexity", "How well a model predicts a text");
  auto options = std::make_shared<PerplexityOptions>();
  AddModelArgument(AcceptedModels::kTrainOrNgram, *command, &options->model);
  AddTextsArgument(*command, &options->texts);
  AddUnrelatedOption(*command, &options->unrelated);
  AddMixOptions(options->mix, *command);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "The perplexity is exact, over the whole vocabulary. Every word counts, each line's end and\n"
      "each word that the model does not know (as <unk>) among them: compare models that have the\n"
      "same vocabulary. The one without unknown words leaves those out, as KenLM's query also "
      "tells\n"
      "it; they still stand before others. Logarithms are natural.\n"
      "Examples:\n"
      "  windowlm evaluate perplexity model.wlm test.txt\n"
      "  windowlm evaluate perplexity model.wlm test.txt --mix=ngram.wlm --mix-fit=valid.txt");
  command->callback([options, exit_code] { *exit_code = RunPerplexity(*options); });
}

}  // namespace windowlm
