#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/base/parallel_for.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/corpus_summary.h"
#include "src/corpus/text_report.h"
#include "src/model/ngram/kneser_ney.h"
#include "src/model/ngram/ngram_counts.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/ngram/ngram_model.h"
#include "src/model/stored_vocabulary.h"
#include "src/store/atomic_file.h"
#include "tools/commands/command.h"
#include "tools/options/corpus_options.h"
#include "tools/options/model_arguments.h"
#include "tools/options/output_path.h"
#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

struct NgramOptions {
  std::vector<std::string> corpora;
  std::string output;
  int order = 5;
  std::string vocabulary_of;
  // Whether --boundaries was given, where another model's would stand otherwise.
  bool own_boundaries = false;
  bool quiet = false;
  int threads = 0;
  CorpusConfig corpus;
};

absl::StatusOr<PreparedCorpus> PrepareText(const NgramOptions& options) {
  if (options.vocabulary_of.empty()) return PrepareCorpus(options.corpora, {}, options.corpus);
  absl::StatusOr<TextRules> rules = LoadTextRules(options.vocabulary_of);
  if (!rules.ok()) return rules.status();
  CorpusConfig config = rules->corpus_config;
  config.clear_read_words();
  config.set_valid_fraction(options.corpus.valid_fraction());
  if (options.own_boundaries) config.set_boundaries(options.corpus.boundaries());
  return PrepareCorpus(options.corpora, config, std::move(rules->vocabulary));
}

// An error where an option is given that has no effect beside --vocabulary-of.
absl::Status CheckOptionsAgree(const CLI::App& command) {
  if (command.count("--vocabulary-of") == 0) return absl::OkStatus();
  for (const char* option : {"--tokenizer", "--lowercase", "--invalid-utf8", "--read-words",
                             "--min-count", "--vocab-size"}) {
    if (command.count(option) == 0) continue;
    return absl::InvalidArgumentError(
        absl::StrCat("--vocabulary-of takes the rules of another model as they are; ", option,
                     " cannot be given with it"));
  }
  return absl::OkStatus();
}

void PrintPlan(const PreparedCorpus& corpus) {
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

int RunNgram(const NgramOptions& options) {
  absl::Status usage = CheckCorpusConfig(options.corpus);
  for (const std::string& corpus : options.corpora) {
    usage.Update(CheckIsNoInput(options.output, corpus, "a text that is to be read"));
  }
  usage.Update(CheckIsNoInput(options.output, options.vocabulary_of, "a model that is to be read"));
  if (!usage.ok()) return FailUsage(usage);
  if (const absl::Status status = CheckWritable(options.output); !status.ok()) {
    return Fail(status);
  }
  SetThreads(options.threads);
  absl::StatusOr<PreparedCorpus> corpus = PrepareText(options);
  if (!corpus.ok()) return Fail(corpus.status());
  for (const std::string& warning : TextWarnings(corpus->corpus_report)) {
    Warn(warning);
  }
  if (!options.quiet) PrintPlan(*corpus);
  NgramProvenance provenance = {Summarize(*corpus), !options.vocabulary_of.empty(), {}};
  absl::StatusOr<std::vector<CountedNgrams>> counts = CountNgrams(
      corpus->train_ids(), options.order, corpus->config.boundaries(), corpus->vocabulary);
  if (!counts.ok()) return Fail(counts.status());
  KneserNeyEstimate estimate = EstimateKneserNey(*std::move(counts));
  const auto order = static_cast<int>(estimate.tables.size());
  if (order < options.order) {
    std::cerr << "windowlm: note: no line is long enough for n-grams of order " << order + 1
              << ": the model's order is " << order << "\n";
  }
  if (!options.quiet) PrintOrders(estimate, corpus->vocabulary.size());
  const NgramModel model(std::move(corpus->vocabulary), corpus->config, std::move(estimate.tables));
  provenance.discounts = std::move(estimate.discounts);
  const absl::Status status = SaveNgramModel(options.output, provenance, model);
  if (!status.ok()) return Fail(status);
  if (!options.quiet) std::cerr << options.output << " holds the model\n";
  return kExitDone;
}

}  // namespace

void AddNgramCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("ngram", "Makes an n-gram model of text, to compare or mix with");
  auto options = std::make_shared<NgramOptions>();
  options->corpus.mutable_text()->set_tokenizer(TOKENIZER_WHITESPACE);
  options->corpus.mutable_text()->set_invalid_utf8(INVALID_UTF8_REPLACE);
  options->corpus.set_boundaries(BOUNDARIES_LINE);
  AddCorpusArguments(options->corpora, options->output, *command);
  command->add_option("--order", options->order, "Words of the longest n-grams")
      ->check(CLI::Range(1, kMaxNgramOrder).description(""))
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--vocabulary-of", options->vocabulary_of,
                   "Take vocabulary, tokenizer and boundaries from this model")
      ->type_name("MODEL");
  AddThreadsOption(*command, &options->threads);
  command->add_flag("--quiet", options->quiet, "Print warnings and errors only");
  command->option_defaults()->group("Text and vocabulary");
  AddCorpusOptions("0", options->corpus, *command);
  command->footer(
      "The model is interpolated modified Kneser-Ney (Chen & Goodman 1999). Models that are to be\n"
      "mixed need one vocabulary: --vocabulary-of takes it from the other one. Hold out the lines\n"
      "that the other one held out: windowlm train does, 0.02 of them, windowlm ngram does not.\n"
      "Examples:\n"
      "  windowlm ngram corpus.txt --output=ngram.wlm\n"
      "  windowlm ngram corpus.txt --vocabulary-of=model.wlm --valid-fraction=0.02 "
      "--output=ngram.wlm\n"
      "  windowlm evaluate perplexity model.wlm test.txt --mix=ngram.wlm --mix-fit=valid.txt");
  command->callback([options, command, exit_code] {
    options->own_boundaries = command->count("--boundaries") > 0;
    const absl::Status usage = CheckOptionsAgree(*command);
    *exit_code = usage.ok() ? RunNgram(*options) : FailUsage(usage);
  });
}

}  // namespace windowlm
