#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/option.pb.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/text_report.h"
#include "src/evaluate/mixture_fit.h"
#include "src/model/mixture/mixture_file.h"
#include "src/model/mixture/mixture_model.h"
#include "src/store/atomic_file.h"
#include "src/store/output_claim.h"
#include "tools/commands/command.h"
#include "tools/options/given_options.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/output_path.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"
#include "tools/results/mixture_text.h"

namespace windowlm {
namespace {

// The command line of `windowlm mix`.
struct MixCommandLine {
  explicit MixCommandLine(CLI::App& command)
      : run(OptionTable::Of(*MixtureOptions::descriptor()), {}, command) {
    command.add_option("MODEL", models, "Model files, of windowlm train, ngram or mix, to mix")
        ->required()
        ->type_name("")
        ->transform(Unshielded());
  }

  std::vector<std::string> models;
  GivenOptions run;
};

absl::StatusOr<MixtureOptions> Read(const MixCommandLine& command_line) {
  MixtureOptions run;
  SetDefaults(run);
  absl::Status status = command_line.run.SetIn(run);
  status.Update(CheckGivenRanges(run));
  status.Update(CheckIsNoStream(run.output()));
  for (const std::string& model : command_line.models) {
    status.Update(CheckIsNoInput(run.output(), model, "a model that is to be mixed"));
  }
  for (const std::string& text : run.fit()) {
    status.Update(CheckIsNoInput(run.output(), text, "a text that is to be read"));
  }
  if (!status.ok()) return status;
  return run;
}

struct Mixed {
  // What the models are called.
  std::vector<std::string> names;
  std::vector<MixturePart> parts;
  std::unique_ptr<MixtureModel> model;
};

absl::StatusOr<Mixed> LoadModels(const std::vector<std::string>& paths, const CacheOptions& cache) {
  Mixed mixed;
  std::vector<std::unique_ptr<LanguageModel>> models;
  for (const std::string& path : paths) {
    absl::StatusOr<ModelsForMixing> loaded = LoadForMixing(path);
    if (!loaded.ok()) return loaded.status();
    if (!models.empty()) {
      const absl::Status status =
          CheckCanMix(paths.front(), *models.front(), path, *loaded->models.front());
      if (!status.ok()) return status;
    }
    const size_t count = loaded->models.size();
    for (size_t i = 0; i < count; ++i) {
      mixed.names.push_back(count == 1 ? path : absl::StrCat(path, ", model ", i + 1));
      models.push_back(std::move(loaded->models[i]));
    }
    mixed.parts.push_back(std::move(loaded->part));
  }
  mixed.model = std::make_unique<MixtureModel>(std::move(models), cache);
  return mixed;
}

int RunMix(const MixCommandLine& command_line) {
  const absl::StatusOr<MixtureOptions> run = Read(command_line);
  if (!run.ok()) return FailUsage(run.status());
  const std::vector<std::string> fit_texts(run->fit().begin(), run->fit().end());
  const absl::StatusOr<std::vector<std::string>> texts =
      TextsOf(fit_texts, /*column=*/"", run->quiet());
  if (!texts.ok()) return Fail(texts.status());
  const absl::StatusOr<OutputPlace> output = OutputPlace::Find(run->output());
  if (!output.ok()) return Fail(output.status());
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim = OutputClaim::Take(*output);
  if (!claim.ok()) return Fail(claim.status());
  if (const absl::Status status = CheckWritable(run->output()); !status.ok()) return Fail(status);
  SetThreads(run->threads());
  absl::StatusOr<Mixed> mixed = LoadModels(
      command_line.models, {run->cache(), run->cache_decay(), run->cache_common_share()});
  if (!mixed.ok()) return Fail(mixed.status());
  MixtureModel& model = *mixed->model;
  const absl::StatusOr<EncodedText> text =
      EncodeTexts(*texts, model.vocabulary(), model.corpus_config());
  if (!text.ok()) return Fail(text.status());
  for (const std::string& warning : TextWarnings(text->report)) Warn(warning);
  if (!run->quiet()) PrintTextRules(model.corpus_config().text(), text->report);
  const absl::Span<const uint32_t> ids = text->ids.ids();
  MixtureFit fit = FitMixture(ids, model);
  if (!std::isfinite(fit.cross_fitted.perplexity())) {
    return Fail(absl::OutOfRangeError(
        "no shares can be fitted: the weights of a model are so large that they overflow"));
  }
  model.SetWeights(std::move(fit.weights));
  const FittedText fitted = {ids.size(), fit.cross_fitted.perplexity()};
  const absl::Status status = SaveMixture(*output, mixed->parts, model, fitted);
  if (!status.ok()) return Fail(status);
  if (run->quiet()) return kExitDone;
  std::cerr << MixtureSharesText(mixed->names, model.weights());
  PrintLine(absl::StrFormat("%s holds the mixture: perplexity %.2f of the mixture, on %s",
                            run->output(), fitted.perplexity, Counted(fitted.words, "word")));
  return kExitDone;
}

}  // namespace

void AddMixCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand(
      "mix", "Makes one model of several, and of a cache of the text's last words");
  auto command_line = std::make_shared<MixCommandLine>(*command);
  command->footer(MixtureOptions::descriptor()->options().GetExtension(manual));
  command->callback([command_line, exit_code] { *exit_code = RunMix(*command_line); });
}

}  // namespace windowlm
