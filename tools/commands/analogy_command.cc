#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/base/parallel_for.h"
#include "src/model/vectors_file.h"
#include "src/query/analogy.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/asked_word.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/ranked_words_text.h"

namespace windowlm {
namespace {

// A, B and C.
constexpr size_t kWords = 3;

struct AnalogyOptions {
  QueryOptions query;
  AnalogyMethod method = AnalogyMethod::k3CosAdd;
};

int RunAnalogy(const AnalogyOptions& options) {
  const QueryOptions& query = options.query;
  SetThreads(query.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(query.model, query.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  const AnalogySolver solver(vectors->embeddings, vectors->vocabulary);
  const char* const score = options.method == AnalogyMethod::k3CosAdd ? "cosine" : "score";

  const std::vector<std::string> questions = OneQuestion(query);
  QuestionAnswers answers(FormOf(query, questions, {"question"}, RankedWordCells({})));
  const auto answer = [&](const std::string& question,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<std::vector<AskedWord>> words =
        FindAskedWords(question, kWords, *vectors, query.model, notes);
    if (!words.ok()) return words.status();
    const auto word = [&](size_t i) { return AnalogyWord{(*words)[i].vector, (*words)[i].id}; };
    return RankedWordsText(
        query.format, {"answers", score},
        solver.Solve(word(0), word(1), word(2), options.method, query.top, query.show_unknown),
        vectors->vocabulary);
  };
  return AnswerQuestions(questions, answers, answer);
}

}  // namespace

void AddAnalogyCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("analogy", "Tells which word is to C as B is to A");
  auto options = std::make_shared<AnalogyOptions>();
  AddQueryOptions(AcceptedModels::kTrainOrImport, "WORD",
                  "A, B and C; none: each line of standard input has three words", options->query,
                  *command)
      ->expected(kWords);
  const std::map<std::string, AnalogyMethod> methods = {{"3CosAdd", AnalogyMethod::k3CosAdd},
                                                        {"3CosMul", AnalogyMethod::k3CosMul}};
  command
      ->add_option_function<std::string>(
          "--method",
          [methods, options](const std::string& name) { options->method = methods.at(name); },
          "How words are scored")
      ->check(CLI::IsMember({"3CosAdd", "3CosMul"}).description(""))
      ->type_name("3CosAdd|3CosMul")
      ->default_str("3CosAdd");
  AddVectorsOption(*command, &options->query.vectors);
  command->footer(
      "3CosAdd scores a word by its cosine with B - A + C of unit vectors; 3CosMul by cos(word, "
      "B)\n"
      "cos(word, C) / (cos(word, A) + 0.001) of cosines shifted to 0 .. 1 (Levy & Goldberg 2014).\n"
      "A, B and C are left out of the answers. The columns of tsv are question, rank, word and\n"
      "score.\n"
      "Examples:\n"
      "  windowlm analogy model.wlm man king woman\n"
      "  windowlm analogy model.wlm --method=3CosMul --format=json < questions.txt");
  command->callback([options, exit_code] { *exit_code = RunAnalogy(*options); });
}

}  // namespace windowlm
