#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/option.pb.h"
#include "proto/train_config.pb.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/config/option_table.h"
#include "src/corpus/text_report.h"
#include "src/corpus/text_words.h"
#include "src/corpus/tokenizer.h"
#include "src/model/stored_vocabulary.h"
#include "tools/commands/command.h"
#include "tools/options/given_options.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/results/exit_code.h"
#include "tools/results/line_writer.h"
#include "tools/results/messages.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

constexpr char kRulesOf[] = "--rules-of";

struct TokenizeCommandLine {
  explicit TokenizeCommandLine(CLI::App& command)
      : rules(OptionTable::Of(*TextConfig::descriptor()), {}, command) {}

  std::vector<std::string> texts;
  GivenOptions rules;
  std::string model;
  std::string column;
};

int RunTokenize(const TokenizeCommandLine& command_line) {
  TextConfig config;
  absl::Status usage = command_line.rules.SetIn(config);
  usage.Update(CheckGivenRanges(config));
  if (!usage.ok()) return FailUsage(usage);
  if (!command_line.model.empty()) {
    const absl::StatusOr<TextRules> rules = LoadTextRules(command_line.model);
    if (!rules.ok()) return Fail(rules.status());
    config = rules->corpus_config.text();
    NoteOtherIcu(config);
  }
  const absl::StatusOr<std::vector<std::string>> texts =
      TextsOrInput(command_line.texts, command_line.column);
  if (!texts.ok()) return Fail(texts.status());
  ResultsOutput output;
  LineWriter writer([&output](absl::string_view lines) {
    output.Write(lines);
    return output.done() ? absl::CancelledError("nobody reads on") : absl::OkStatus();
  });
  TextReport report;
  absl::Status status =
      VisitWords(*texts, /*chooses_case=*/false, &config, writer, &report, command_line.column);
  // What the output has to say of it follows.
  writer.Finish().IgnoreError();
  status.Update(output.Finish());
  for (const std::string& warning : TextWarnings(report)) Warn(warning);
  PrintTextRules(config, report);
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddTokenizeCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("tokenize", "Prints a text as training would read it");
  auto command_line = std::make_shared<TokenizeCommandLine>(*command);
  command
      ->add_option(
          "FILE", command_line->texts,
          "Texts or folders of them, plain, .gz, .zst, .xz or .bz2; - or none: standard input")
      ->type_name("");
  command->add_option(kRulesOf, command_line->model, "Read it by the rules of this model")
      ->type_name("MODEL");
  const Option& column = OptionOf<CorpusConfig>(CorpusConfig::kTextColumnFieldNumber);
  command->add_option(column.name(), command_line->column, column.declaration().help())
      ->type_name(column.declaration().value());
  command->footer(absl::StrCat(
      "A line of the text is a line of words with a space between them, which every program that\n"
      "splits at white space reads as windowlm does. What was chosen by the text is told on\n"
      "standard error.\n"
      "Examples:\n"
      "  windowlm tokenize novel.txt | head\n"
      "  windowlm tokenize ",
      OptionName<TextConfig>(TextConfig::kLowercaseFieldNumber), " ",
      OptionName<TextConfig>(TextConfig::kLocaleFieldNumber),
      "=tr < metin.txt > words.txt\n"
      "  windowlm tokenize --rules-of=model.wlm test.txt"));
  command->callback([command_line, exit_code] { *exit_code = RunTokenize(*command_line); });
}

}  // namespace windowlm
