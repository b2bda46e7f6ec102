#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/model/mixture/language_model_file.h"
#include "src/query/next_words.h"
#include "src/query/word_draw.h"
#include "tools/commands/command.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/options/prompt_words.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

constexpr int64_t kDefaultWords = 50;
constexpr int64_t kDefaultWordsALine = 1000;
constexpr int64_t kMostLines = 1000000000;

struct GenerateOptions {
  std::string model;
  std::vector<std::string> text;
  // 0: the default, which depends on `lines`.
  int64_t words = 0;
  // 0: no limit.
  int64_t lines = 0;
  uint64_t seed = 1;
  DrawOptions draw;
  int threads = 0;
};

absl::Status CheckOptions(const GenerateOptions& options) {
  if (!(options.draw.temperature >= 0) || !std::isfinite(options.draw.temperature)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--temperature must be at least 0, and is ", options.draw.temperature));
  }
  if (!(options.draw.top_p > 0 && options.draw.top_p <= 1)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--top-p must be above 0 and at most 1, and is ", options.draw.top_p));
  }
  return absl::OkStatus();
}

int64_t MostWords(const GenerateOptions& options) {
  if (options.words > 0) return options.words;
  return options.lines > 0 ? options.lines * kDefaultWordsALine : kDefaultWords;
}

// Writes each word as soon as it is drawn. `at_line_start` says that the first word begins a line.
absl::Status Generate(const GenerateOptions& options, std::vector<uint32_t> history,
                      bool at_line_start, LanguageModel& model, ResultsOutput& output) {
  const Vocabulary& vocabulary = model.vocabulary();
  const auto reach = static_cast<size_t>(model.words_before());
  const CounterRandom random(options.seed, RandomPurpose::kGeneration, 0);
  const int64_t most_words = MostWords(options);
  int64_t lines = 0;
  for (int64_t i = 0; i < most_words && !output.done(); ++i) {
    if (history.size() > reach) history.erase(history.begin(), history.end() - reach);
    const absl::StatusOr<std::vector<double>> probabilities = NextWordProbabilities(history, model);
    if (!probabilities.ok()) return probabilities.status();
    const uint32_t id = DrawWord(*probabilities, options.draw, random.Uniform(i), vocabulary);
    history.push_back(id);
    const bool ends_line = id == vocabulary.line_end_id();
    if (ends_line) {
      output.Write("\n");
      ++lines;
    } else {
      output.Write(absl::StrCat(at_line_start ? "" : " ", output.ForReader(vocabulary.word(id))));
    }
    output.Flush();
    at_line_start = ends_line;
    if (options.lines > 0 && lines == options.lines) break;
  }
  if (!at_line_start) output.Write("\n");
  return absl::OkStatus();
}

int RunGenerate(const GenerateOptions& options) {
  if (const absl::Status status = CheckOptions(options); !status.ok()) return FailUsage(status);
  SetThreads(options.threads);
  const absl::StatusOr<std::unique_ptr<LanguageModel>> loaded = LoadLanguageModel(options.model);
  if (!loaded.ok()) return Fail(loaded.status());
  LanguageModel& model = **loaded;
  absl::Status status = CheckPredictsNextWord(options.model, model);
  if (!status.ok()) return Fail(status);
  const std::string text = absl::StrJoin(options.text, " ");
  QuestionNotes notes;
  std::vector<uint32_t> history =
      EncodePrompt({text}, model.vocabulary(), model.corpus_config(), /*suggests=*/true, &notes)
          .front();
  PrintNotes(notes);
  ResultsOutput output;
  output.Write(output.ForReader(text));
  status = Generate(options, std::move(history), text.empty(), model, output);
  status.Update(output.Finish());
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddGenerateCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("generate",
                                             "Continues a text by words drawn from a "
                                             "model of the next word");
  auto options = std::make_shared<GenerateOptions>();
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  AddModelArgument(AcceptedModels::kTrainOrNgram, *command, &options->model);
  command->add_option("TEXT", options->text, "What is continued; none: a line is begun")
      ->type_name("")
      ->transform(Unshielded());
  AddNumber<int64_t>(*command, "--words", options->words, "N",
                     "Draw so many words, each line's end counted as one", {1, kMost})
      ->default_str(absl::StrCat(kDefaultWords, ", or ", kDefaultWordsALine, " a line of --lines"));
  AddNumber<int64_t>(*command, "--lines", options->lines, "N",
                     "End after so many lines; 0: no limit", {0, kMostLines});
  AddNumber<double>(*command, "--temperature", options->draw.temperature, "T",
                    "Below 1 probable words become more probable; 0: always the most probable",
                    {0, std::numeric_limits<double>::max()});
  AddNumber<int64_t>(*command, "--top-k", options->draw.top_k, "K",
                     "Draw from the K most probable words; 0: all", {0, kMost});
  AddNumber<double>(*command, "--top-p", options->draw.top_p, "P",
                    "Draw from the most probable words that have this share of probability",
                    {0, 1});
  command->add_flag("--show-unknown", options->draw.show_unknown,
                    "Draw <unk>, which stands for all other words, too");
  AddNumber<uint64_t>(*command, "--seed", options->seed, "N", "Another seed draws other words",
                      {0, std::numeric_limits<uint64_t>::max()});
  AddThreadsOption(*command, &options->threads);
  AddQuietOption(*command);
  command->footer(
      "The text comes first, then the words, separated by spaces, each as soon as it is drawn; a\n"
      "line's end is written as such, and the next line begun. The same model, options and seed\n"
      "give the same words.\n"
      "Examples:\n"
      "  windowlm generate model.wlm the dog\n"
      "  windowlm generate model.wlm --lines=5 --temperature=0.8 --top-p=0.95 --seed=2");
  command->callback([options, exit_code] { *exit_code = RunGenerate(*options); });
}

}  // namespace windowlm
