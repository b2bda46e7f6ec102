#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "src/base/format_count.h"
#include "src/model/file_kind.h"
#include "src/model/stored_vocabulary.h"
#include "src/model/vectors_file.h"
#include "tools/commands/command.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/made_by.h"
#include "tools/results/messages.h"
#include "tools/results/model_summary.h"
#include "tools/results/model_summary_json.h"
#include "tools/results/model_summary_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"
#include "tools/results/word_count_text.h"

namespace windowlm {
namespace {

constexpr size_t kFrequentWords = 10;

struct Options {
  std::string model;
  bool check = false;
  bool config = false;
  bool words = false;
  ResultFormat format = ResultFormat::kText;
};

// Writes the words of the vocabulary, most frequent first.
absl::Status WriteWords(const Options& options, const FileHeader& header, ResultsOutput& output) {
  const absl::StatusOr<TextRules> rules = LoadTextRules(options.model);
  if (!rules.ok()) return rules.status();
  const Vocabulary& vocabulary = rules->vocabulary;
  const bool counted = HasCounts(header);
  if (!counted) {
    PrintNote(absl::StrCat(options.model, " has imported ",
                           header.has_vectors() ? "vectors" : "n-grams",
                           ", whose words have no counts"));
  }
  for (const uint32_t id : ExportedIds(header, vocabulary)) {
    if (output.done()) break;
    const auto count = counted ? absl::optional<uint64_t>(vocabulary.count(id)) : absl::nullopt;
    output.Write(WordCountText(options.format, vocabulary.word(id), count));
  }
  return absl::OkStatus();
}

int RunInfo(const Options& options) {
  if (options.format == ResultFormat::kTsv && !options.words) {
    return FailUsage(
        absl::InvalidArgumentError("--format=tsv is for the words of the vocabulary: --words"));
  }
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
  if (options.words) {
    status = WriteWords(options, summary->header, output);
  } else if (options.config) {
    output.Write(ModelConfigText(summary->header));
  } else if (options.format == ResultFormat::kJson) {
    output.Write(ModelSummaryJson(options.model, *summary));
  } else {
    output.Write(ModelSummaryText(options.model, *summary));
    if (options.check) {
      output.Write(absl::StrCat("\nwhole: all ", FormatCount(summary->file_bytes),
                                " bytes were read and checked\n"));
    }
  }
  status.Update(output.Finish());
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
  command
      ->add_flag("--words", options->words,
                 "Print nothing but the words of the vocabulary and how often each was seen")
      ->excludes(config);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  config->excludes(command->get_option("--format"));
  command->footer(
      "Without --check or --words only the start of the file is read. The exit code is 1 where a\n"
      "file is no model or, with those, damaged. The words come most frequent first, those of\n"
      "imported models, which have no counts, in their order. For them alone there is tsv; its\n"
      "columns are word and count.\n"
      "Examples:\n"
      "  windowlm info model.wlm\n"
      "  windowlm info model.wlm --check --format=json\n"
      "  windowlm info model.wlm --config > config.textproto\n"
      "  windowlm info model.wlm --words --format=tsv > vocabulary.tsv");
  command->callback([options, exit_code] { *exit_code = RunInfo(*options); });
}

}  // namespace windowlm
