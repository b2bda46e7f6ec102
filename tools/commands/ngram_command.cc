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
#include "src/corpus/corpus_summary.h"
#include "src/corpus/text_report.h"
#include "src/model/ngram/kneser_ney.h"
#include "src/model/ngram/ngram_counts.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/ngram/ngram_model.h"
#include "src/model/stored_vocabulary.h"
#include "src/store/atomic_file.h"
#include "src/store/output_claim.h"
#include "tools/commands/command.h"
#include "tools/commands/ngram_import.h"
#include "tools/options/given_options.h"
#include "tools/options/output_path.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

constexpr char kOtherModel[] = "a model that is to be read";

// The command line of `windowlm ngram`.
struct NgramCommandLine {
  explicit NgramCommandLine(CLI::App& command)
      : run(OptionTable::Of(*NgramOptions::descriptor()), {}, command),
        // Nothing is held out unless the user asks for it, or another model did so.
        corpus(OptionTable::Of(*CorpusConfig::descriptor()),
               {{OptionName<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber),
                 absl::StrCat("0; with ",
                              OptionName<NgramOptions>(NgramOptions::kVocabularyOfFieldNumber),
                              " as there")}},
               command) {
    AddCorpusArgument(command, &corpora)->required(false);
  }

  std::vector<std::string> corpora;
  GivenOptions run;
  GivenOptions corpus;
};

// What was typed, with defaults for all other options.
struct Request {
  std::vector<std::string> corpora;
  NgramOptions run;
  CorpusConfig corpus;
  // Whether boundaries, and the share to hold out, were given. If not, those of another model stay
  // as they are.
  bool own_boundaries = false;
  bool own_valid_fraction = false;
};

absl::StatusOr<PreparedCorpus> PrepareText(const Request& options) {
  if (options.run.vocabulary_of().empty())
    return PrepareCorpus(options.corpora, {}, options.corpus);
  absl::StatusOr<TextRules> rules = LoadTextRules(options.run.vocabulary_of());
  if (!rules.ok()) return rules.status();
  CorpusConfig config = rules->corpus_config;
  config.clear_read_words();
  config.set_text_column(options.corpus.text_column());
  if (options.own_valid_fraction) {
    config.set_valid_fraction(options.corpus.valid_fraction());
  }
  if (options.own_boundaries) config.set_boundaries(options.corpus.boundaries());
  return PrepareCorpus(options.corpora, config, std::move(rules->vocabulary));
}

// Returns kInvalidArgument if not exactly one of a text and an ARPA file is given, or an option
// that has no effect with the latter.
absl::Status CheckSource(const NgramCommandLine& command_line, const NgramOptions& run) {
  const std::string name = OptionName<NgramOptions>(NgramOptions::kImportFieldNumber);
  if (run.import().empty()) {
    if (!command_line.corpora.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat("CORPUS is required, or ", name, "=FILE"));
  }
  if (!command_line.corpora.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, " reads no text; ", command_line.corpora[0], " cannot be given with it"));
  }
  const Option& boundaries = OptionOf<CorpusConfig>(CorpusConfig::kBoundariesFieldNumber);
  const OptionTable& text = OptionTable::Of(*TextConfig::descriptor());
  for (const Option& option : OptionTable::Of(*CorpusConfig::descriptor()).options()) {
    const bool is_rule = &option == &boundaries || text.Find(option.name()) != nullptr;
    if (is_rule || !command_line.corpus.Has(option)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(name, " reads no text; ", option.name(), " cannot be given with it"));
  }
  return absl::OkStatus();
}

// Returns kInvalidArgument if an option is given that has no effect with the vocabulary of another
// model.
absl::Status CheckOptionsAgree(const NgramCommandLine& command_line, const NgramOptions& run) {
  if (run.vocabulary_of().empty()) return absl::OkStatus();
  for (const Option& option : OptionTable::Of(*CorpusConfig::descriptor()).options()) {
    const bool is_own =
        &option == &OptionOf<CorpusConfig>(CorpusConfig::kBoundariesFieldNumber) ||
        &option == &OptionOf<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber) ||
        &option == &OptionOf<CorpusConfig>(CorpusConfig::kTextColumnFieldNumber);
    if (is_own || !command_line.corpus.Has(option)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(OptionName<NgramOptions>(NgramOptions::kVocabularyOfFieldNumber),
                     " takes the rules of another model as they are; ", option.name(),
                     " cannot be given with it"));
  }
  return absl::OkStatus();
}

absl::StatusOr<Request> Read(const NgramCommandLine& command_line) {
  Request request;
  request.corpora = command_line.corpora;
  SetDefaults(request.run);
  SetDefaults(request.corpus);
  absl::Status status = command_line.run.SetIn(request.run);
  status.Update(command_line.corpus.SetIn(request.corpus));
  status.Update(CheckGivenRanges(request.run));
  status.Update(CheckGivenRanges(request.corpus));
  status.Update(CheckSource(command_line, request.run));
  status.Update(CheckOptionsAgree(command_line, request.run));
  if (!status.ok()) return status;
  request.own_valid_fraction =
      command_line.corpus.Has(OptionOf<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber));
  request.own_boundaries =
      command_line.corpus.Has(OptionOf<CorpusConfig>(CorpusConfig::kBoundariesFieldNumber));
  return request;
}

void PrintPlan(const PreparedCorpus& corpus) {
  PrintTextRules(corpus.config.text(), corpus.corpus_report);
  std::cerr << absl::StrFormat("%s in %s, vocabulary %s, minimum count %d\n",
                               Counted(corpus.train_words, "word"),
                               Counted(corpus.train_lines, "line"),
                               FormatCount(corpus.vocabulary.size()), corpus.config.min_count());
}

void PrintOrders(const KneserNeyEstimate& estimate, size_t vocabulary_size) {
  for (size_t i = 0; i < estimate.tables.size(); ++i) {
    const KneserNeyDiscounts& discounts = estimate.discounts[i];
    std::cerr << absl::StrFormat(
        "order %d: %s n-grams, discounts %.4f, %.4f and %.4f%s\n", i + 1,
        FormatCount(i == 0 ? vocabulary_size : estimate.tables[i].words.size()),
        discounts.discounts[0], discounts.discounts[1], discounts.discounts[2],
        discounts.estimated ? "" : " (too few counts to estimate them)");
  }
}

int RunImport(const Request& options) {
  absl::Status usage = CheckIsNoStream(options.run.output());
  usage.Update(
      CheckIsNoInput(options.run.output(), options.run.import(), "a file that is to be imported"));
  usage.Update(CheckIsNoInput(options.run.output(), options.run.vocabulary_of(), kOtherModel));
  if (!usage.ok()) return FailUsage(usage);
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim =
      OutputClaim::Take(options.run.output());
  if (!claim.ok()) return Fail(claim.status());
  absl::Status status = CheckWritable(options.run.output());
  if (status.ok()) {
    SetThreads(options.run.threads());
    status = ImportNgrams(options.run, options.corpus);
  }
  return status.ok() ? kExitDone : Fail(status);
}

int RunNgram(const NgramCommandLine& command_line) {
  absl::StatusOr<Request> request = Read(command_line);
  if (!request.ok()) return FailUsage(request.status());
  Request& options = *request;
  if (!options.run.import().empty()) return RunImport(options);
  absl::StatusOr<std::vector<std::string>> texts =
      TextsOf(options.corpora, options.corpus.text_column(), options.run.quiet());
  if (!texts.ok()) return Fail(texts.status());
  options.corpora = *std::move(texts);
  absl::Status usage = CheckIsNoStream(options.run.output());
  for (const std::string& corpus : options.corpora) {
    usage.Update(CheckIsNoInput(options.run.output(), corpus, "a text that is to be read"));
  }
  usage.Update(CheckIsNoInput(options.run.output(), options.run.vocabulary_of(), kOtherModel));
  if (!usage.ok()) return FailUsage(usage);
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim =
      OutputClaim::Take(options.run.output());
  if (!claim.ok()) return Fail(claim.status());
  if (const absl::Status status = CheckWritable(options.run.output()); !status.ok()) {
    return Fail(status);
  }
  SetThreads(options.run.threads());
  absl::StatusOr<PreparedCorpus> corpus = PrepareText(options);
  if (!corpus.ok()) return Fail(corpus.status());
  for (const std::string& warning : TextWarnings(corpus->corpus_report)) {
    Warn(warning);
  }
  if (!options.run.quiet()) {
    PrintPlan(*corpus);
    if (options.run.order() > 1) NoteWordsAlone(*corpus);
  }
  NgramProvenance provenance;
  provenance.corpus = Summarize(*corpus);
  provenance.given_vocabulary = !options.run.vocabulary_of().empty();
  absl::StatusOr<std::vector<CountedNgrams>> counts = CountNgrams(
      corpus->train_ids(), options.run.order(), corpus->config.boundaries(), corpus->vocabulary);
  if (!counts.ok()) return Fail(counts.status());
  KneserNeyEstimate estimate = EstimateKneserNey(*std::move(counts));
  const auto order = static_cast<int>(estimate.tables.size());
  if (order < options.run.order()) {
    PrintNote(absl::StrCat("no line is long enough for n-grams of order ", order + 1,
                           ": the model's order is ", order));
  }
  if (!options.run.quiet()) PrintOrders(estimate, corpus->vocabulary.size());
  const NgramModel model(std::move(corpus->vocabulary), corpus->config, std::move(estimate.tables));
  provenance.discounts = std::move(estimate.discounts);
  const absl::Status status = SaveNgramModel(options.run.output(), provenance, model);
  if (!status.ok()) return Fail(status);
  if (!options.run.quiet()) PrintLine(absl::StrCat(options.run.output(), " holds the model"));
  return kExitDone;
}

}  // namespace

void AddNgramCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("ngram", "Makes an n-gram model of text, or of an ARPA file");
  auto command_line = std::make_shared<NgramCommandLine>(*command);
  command->footer(NgramOptions::descriptor()->options().GetExtension(manual));
  command->callback([command_line, exit_code] { *exit_code = RunNgram(*command_line); });
}

}  // namespace windowlm
