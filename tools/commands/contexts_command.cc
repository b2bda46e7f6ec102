#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/config/option_table.h"
#include "src/corpus/text_report.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_contexts.h"
#include "src/input/byte_input.h"
#include "tools/commands/command.h"
#include "tools/options/given_options.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"
#include "tools/results/word_context_text.h"

namespace windowlm {
namespace {

constexpr int64_t kMostReach = 1000;
constexpr int64_t kMostShown = 1000000000;

// The command line of `windowlm contexts`.
struct ContextsCommandLine {
  explicit ContextsCommandLine(CLI::App& command)
      : text(OptionTable::Of(*TextConfig::descriptor()), {}, command) {
    command.add_option("WORD", word, "The word to look for")
        ->required()
        ->type_name("")
        ->transform(Unshielded());
    AddCorpusArgument(command, &corpora);
    AddNumber<int64_t>(command, OptionName<ModelConfig>(ModelConfig::kContextFieldNumber), reach,
                       "N", "How many words to show on each side", {0, kMostReach});
    AddNumber<int64_t>(command, "--top", top, "N", "How many occurrences to show, the first ones",
                       {1, kMostShown});
    AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, command,
                    &format);
  }

  std::string word;
  std::vector<std::string> corpora;
  GivenOptions text;
  int64_t reach = 8;
  int64_t top = 50;
  ResultFormat format = ResultFormat::kText;
};

// The word as the tokenizer spells it.
absl::StatusOr<std::string> SpeltInText(const std::string& word, const TextConfig& config) {
  const std::vector<std::string> parts = TokenizeLine(word, config);
  if (parts.size() == 1) return parts[0];
  return absl::InvalidArgumentError(
      absl::StrCat("one word was expected, and the tokenizer makes ", parts.size(), " of \"", word,
                   "\"", parts.empty() ? "" : ": ", absl::StrJoin(parts, ", ")));
}

// Shows the first occurrences and counts all.
class ContextsWriter {
 public:
  // `corpora` are the texts that are read, by whose places contexts name them.
  ContextsWriter(const ContextsCommandLine& options, absl::Span<const std::string> corpora,
                 absl::string_view word, ResultsOutput& output)
      : options_(options), corpora_(corpora), word_(word), output_(output) {}

  // Takes the next occurrence. Returns whether more are wanted.
  bool Add(const WordContext& context) {
    if (++count_ > static_cast<uint64_t>(options_.top)) return !output_.done();
    const std::string file = InputName(corpora_[context.text]);
    if (options_.format == ResultFormat::kJson) {
      output_.Write(WordContextJson(context, file, word_));
    } else if (options_.format == ResultFormat::kTsv) {
      output_.Write(WordContextTsv(context, file, word_));
    } else {
      waiting_.push_back(context);
    }
    if (count_ == static_cast<uint64_t>(options_.top)) Finish();
    return !output_.done();
  }

  // Writes the occurrences that wait: their column is known once all that are shown are there.
  void Finish() {
    output_.Write(WordContextColumns(waiting_, word_));
    output_.Flush();
    waiting_.clear();
  }

  uint64_t count() const { return count_; }

 private:
  const ContextsCommandLine& options_;
  const absl::Span<const std::string> corpora_;
  const absl::string_view word_;
  ResultsOutput& output_;
  std::vector<WordContext> waiting_;
  uint64_t count_ = 0;
};

int RunContexts(const ContextsCommandLine& options) {
  TextConfig config;
  if (const absl::Status status = options.text.SetIn(config); !status.ok()) {
    return FailUsage(status);
  }
  const absl::StatusOr<std::string> word = SpeltInText(options.word, config);
  if (!word.ok()) return FailUsage(word.status());
  const absl::StatusOr<std::vector<std::string>> corpora =
      TextsOf(options.corpora, /*column=*/"", /*quiet=*/false);
  if (!corpora.ok()) return Fail(corpora.status());
  for (const std::string& corpus : *corpora) {
    if (const absl::Status status = CheckReadable(corpus); !status.ok()) return Fail(status);
  }
  ResultsOutput output;
  ContextsWriter writer(options, *corpora, *word, output);
  const absl::StatusOr<TextReport> report =
      FindWordContexts(*corpora, config, *word, static_cast<size_t>(options.reach),
                       [&](const WordContext& context) { return writer.Add(context); });
  writer.Finish();
  absl::Status status = output.Finish();
  if (!report.ok()) return Fail(report.status());
  for (const std::string& warning : TextWarnings(*report)) {
    Warn(warning);
  }
  if (!status.ok()) return Fail(status);
  if (writer.count() == 0) {
    return Fail(
        absl::NotFoundError(absl::StrCat("\"", *word, "\" is not in ", InputNames(*corpora))));
  }
  const auto shown = static_cast<uint64_t>(options.top);
  if (writer.count() > shown && !output.done()) {
    PrintNote(absl::StrCat(FormatCount(writer.count() - shown), " more; --top=", writer.count(),
                           " shows all"));
  }
  return kExitDone;
}

}  // namespace

void AddContextsCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("contexts", "Shows the places of a text that have a word");
  auto command_line = std::make_shared<ContextsCommandLine>(*command);
  command->footer(
      "Each occurrence is shown with the words around it in its line, the word in one column. The\n"
      "text is cut into words as training cuts it, with the same options. A note on standard "
      "error\n"
      "tells how many more occurrences there are; if there is none, the exit code is 1. The "
      "columns\n"
      "of tsv are file, line, words before it, word and words after it.\n"
      "Examples:\n"
      "  windowlm contexts dog corpus.txt\n"
      "  windowlm contexts dog *.txt.gz --top=1000 --format=tsv");
  command->callback([command_line, exit_code] { *exit_code = RunContexts(*command_line); });
}

}  // namespace windowlm
