#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "src/base/format_count.h"
#include "tools/commands/command.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/model_summary.h"
#include "tools/results/model_summary_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

constexpr size_t kFrequentWords = 10;

struct Options {
  std::string model;
  bool check = false;
  bool config = false;
  ResultFormat format = ResultFormat::kText;
};

int RunInfo(const Options& options) {
  absl::StatusOr<ModelSummary> summary = ReadModelSummary(options.model, kFrequentWords);
  if (!summary.ok()) return Fail(summary.status());
  absl::Status status;
  if (options.config && !summary->header.has_training()) {
    return Fail(absl::FailedPreconditionError(
        absl::StrCat(options.model, " was not made by windowlm train: it has no configuration")));
  }
  if (options.check) status = CheckWhole(options.model, *summary);
  if (!status.ok()) return Fail(status);
  ResultsOutput output;
  if (options.config) {
    output.Write(ModelConfigText(*summary));
  } else if (options.format == ResultFormat::kJson) {
    output.Write(ModelSummaryJson(options.model, *summary));
  } else {
    output.Write(ModelSummaryText(options.model, *summary));
    if (options.check) {
      output.Write(absl::StrCat("\nwhole: all ", FormatCount(summary->file_bytes),
                                " bytes were read and checked\n"));
    }
  }
  status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddInfoCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("info", "Shows what is in a model file");
  auto options = std::make_shared<Options>();
  AddModelArgument(AcceptedModels::kAny, *command, &options->model);
  command->add_flag("--check", options->check,
                    "Read all of the file, check every byte, and list its tensors");
  CLI::Option* config = command->add_flag(
      "--config", options->config, "Print nothing but the configuration, for train --config");
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson}, *command, &options->format);
  config->excludes(command->get_option("--format"));
  command->footer(
      "Without --check only the start of the file is read. The exit code is 1 where a file is no\n"
      "model or, with --check, damaged.\n"
      "Examples:\n"
      "  windowlm info model.wlm\n"
      "  windowlm info model.wlm --check --format=json\n"
      "  windowlm info model.wlm --config > config.textproto");
  command->callback([options, exit_code] { *exit_code = RunInfo(*options); });
}

}  // namespace windowlm
