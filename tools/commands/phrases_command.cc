#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/option.pb.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"
#include "src/corpus/kept_words.h"
#include "src/corpus/phrase_pair.h"
#include "src/corpus/phrase_scores.h"
#include "src/corpus/phrase_search.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/text_report.h"
#include "src/corpus/text_words.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_index.h"
#include "src/input/byte_input.h"
#include "tools/commands/command.h"
#include "tools/options/given_options.h"
#include "tools/options/named_words.h"
#include "tools/options/output_path.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/results/exit_code.h"
#include "tools/results/line_writer.h"
#include "tools/results/messages.h"
#include "tools/results/output_file.h"

namespace windowlm {
namespace {

struct PhrasesCommandLine {
  explicit PhrasesCommandLine(CLI::App& command)
      : run(OptionTable::Of(*PhraseOptions::descriptor()), {}, command),
        rules(OptionTable::Of(*TextConfig::descriptor()), {}, command) {}

  std::vector<std::string> texts;
  GivenOptions run;
  GivenOptions rules;
};

// A phrase of the list, and the pass that found it, from 1 on.
struct ListedPhrase {
  Phrase phrase;
  int pass;
};

std::string ListText(std::vector<ListedPhrase> phrases) {
  std::stable_sort(phrases.begin(), phrases.end(),
                   [](const ListedPhrase& a, const ListedPhrase& b) {
                     return MoreLikelyPhrase(a.phrase, b.phrase);
                   });
  std::string text;
  for (const auto& [phrase, pass] : phrases) {
    absl::StrAppend(&text, PhraseText(phrase.first, phrase.between, phrase.second), "\t",
                    NumberText(phrase.score), "\t", phrase.count, "\t", pass, "\n");
  }
  return text;
}

// Returns kInvalidArgument if `path` is something that can be read once only.
absl::Status CheckCanBeReadAgain(const std::string& path, int passes) {
  std::error_code ignored;
  const std::filesystem::file_type type = std::filesystem::status(path, ignored).type();
  const bool once = type == std::filesystem::file_type::fifo ||
                    type == std::filesystem::file_type::socket ||
                    type == std::filesystem::file_type::character;
  if (path != kStandard && !once) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "cannot read ", InputName(path), " for phrases: a file was expected, since the text is read ",
      passes + 1, " times, and found ", path == kStandard ? path : "a pipe or a device",
      ", which can be read once; write the text to a file first"));
}

// Returns kInvalidArgument if a file would be written that is read, or written twice.
absl::Status CheckFiles(const std::vector<std::string>& texts, const PhraseOptions& options) {
  absl::Status status;
  for (const std::string& text : texts) status.Update(CheckCanBeReadAgain(text, options.passes()));
  for (const std::string& written : {options.output(), options.list()}) {
    if (written.empty() || written == kStandard) continue;
    for (const std::string& text : texts) {
      status.Update(CheckIsNoInput(written, text, "a text that is to be read"));
    }
    status.Update(
        CheckIsNoInput(written, options.common_words(), "a list of words that is to be read"));
  }
  std::error_code ignored;
  const bool same = options.output() == options.list() ||
                    std::filesystem::weakly_canonical(options.output(), ignored) ==
                        std::filesystem::weakly_canonical(options.list(), ignored);
  if (same && !options.list().empty()) {
    status.Update(absl::InvalidArgumentError(
        absl::StrCat(OptionName<PhraseOptions>(PhraseOptions::kOutputFieldNumber), " and ",
                     OptionName<PhraseOptions>(PhraseOptions::kListFieldNumber),
                     " must be two files, and both are ", options.list())));
  }
  return status;
}

// The roles of words, by the list of common words, of which a note names those that are none.
absl::StatusOr<PhraseWords> ReadRoles(const std::string& path, const TextConfig& config) {
  if (path.empty()) return PhraseWords();
  absl::StatusOr<KeptWords> common = ReadKeptWords(path, config);
  if (!common.ok()) return common.status();
  NamedWords unfit;
  for (const std::string& word : common->not_in_texts) unfit.Add(word);
  for (uint32_t i = 0; i < common->words.size(); ++i) {
    const std::string word(common->words.word(i));
    if (PhraseWords().RoleOf(word) == PhraseRole::kNone) unfit.Add(word);
  }
  if (unfit.count() > 0) {
    PrintNote(
        absl::StrCat(InputName(path), ": no phrase can have these within it: ", unfit.Text()));
  }
  return PhraseWords(std::move(common->words));
}

void PrintPass(int number, const PhrasePass& pass) {
  std::cerr << "pass " << number << ": " << Counted(pass.total_words, "word") << ", "
            << FormatCount(pass.distinct_words) << " different and "
            << Counted(pass.distinct_pairs, "pair") << " of them, "
            << Counted(pass.phrases.size(), "phrase") << "\n";
}

void WarnOfForgotten(int number, const PhrasePass& pass, const PhraseOptions& options) {
  if (pass.forgotten == 0) return;
  Warn(absl::StrCat(
      "pass ", number, ": there were more than ", FormatCount(options.max_pairs()),
      " different words and pairs, so that those seen up to ", Counted(pass.forgotten, "time"),
      " were forgotten now and then, and counts may be too low; a greater ",
      OptionName<PhraseOptions>(PhraseOptions::kMaxPairsFieldNumber), " takes more memory"));
}

// Finds the phrases, and appends them to *listed if the list is wanted. `chosen` tells why the
// rules of `config` were chosen.
absl::Status Search(const PhraseOptions& options, const TextConfig& config,
                    const TextReport& chosen, PhraseSearch& search,
                    std::vector<ListedPhrase>* listed) {
  for (int number = 1; number <= options.passes(); ++number) {
    absl::StatusOr<PhrasePass> pass = search.AddPass(options);
    if (!pass.ok()) return pass.status();
    if (number == 1) {
      if (!options.quiet()) PrintTextRules(config, chosen);
      for (const std::string& warning : TextWarnings(search.report())) Warn(warning);
    }
    if (!options.quiet()) PrintPass(number, *pass);
    WarnOfForgotten(number, *pass, options);
    // A further pass would count the same words again.
    if (pass->phrases.empty()) break;
    if (options.list().empty()) continue;
    for (Phrase& phrase : pass->phrases) listed->push_back({std::move(phrase), number});
  }
  return absl::OkStatus();
}

absl::Status JoinTexts(const std::vector<std::string>& texts, const PhraseOptions& options,
                       TextConfig config) {
  OutputFile output;
  OutputFile list;
  absl::Status status = output.Open(options.output());
  if (status.ok()) status = list.Open(options.list());
  if (!status.ok()) return status;
  TextReport chosen;
  status = ChooseTextConfigOf(texts, /*chooses_case=*/false, &config, &chosen);
  if (!status.ok()) return status;
  const absl::StatusOr<PhraseWords> roles = ReadRoles(options.common_words(), config);
  if (!roles.ok()) return roles.status();
  PhraseSearch search(texts, config, *roles);
  std::vector<ListedPhrase> listed;
  status = Search(options, config, chosen, search, &listed);
  if (!status.ok()) return status;
  LineWriter writer(output.Sink());
  status = search.Join(writer);
  status.Update(writer.Finish());
  status = output.Finish(status);
  if (!status.ok() || options.list().empty()) return status;
  return list.Finish(list.Sink()(ListText(std::move(listed))));
}

int RunPhrases(const PhrasesCommandLine& command_line) {
  PhraseOptions options;
  TextConfig config;
  SetDefaults(options);
  SetDefaults(config);
  absl::Status usage = command_line.run.SetIn(options);
  usage.Update(command_line.rules.SetIn(config));
  usage.Update(CheckGivenRanges(options));
  usage.Update(CheckGivenRanges(config));
  if (usage.ok()) usage = CheckPhraseThreshold(options);
  if (!usage.ok()) return FailUsage(usage);
  const absl::StatusOr<std::vector<std::string>> texts =
      TextsOf(command_line.texts, /*column=*/"", options.quiet());
  if (!texts.ok()) return Fail(texts.status());
  usage = CheckFiles(*texts, options);
  if (!usage.ok()) return FailUsage(usage);
  absl::Status status;
  for (const std::string& text : *texts) status.Update(CheckReadable(text));
  if (status.ok()) status = JoinTexts(*texts, options, std::move(config));
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddPhrasesCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("phrases", "Joins the phrases of a text, as new_york, to one word");
  auto command_line = std::make_shared<PhrasesCommandLine>(*command);
  AddFilesArgument("TEXT", "Texts or folders of them, plain, .gz, .zst, .xz or .bz2", *command,
                   &command_line->texts);
  command->footer(PhraseOptions::descriptor()->options().GetExtension(manual));
  command->callback([command_line, exit_code] { *exit_code = RunPhrases(*command_line); });
}

}  // namespace windowlm
