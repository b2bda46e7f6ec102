// The options and the loop of the commands that answer questions about words and lines.

#ifndef WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_
#define WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/question_answers.h"
#include "tools/results/question_notes.h"
#include "tools/results/result_format.h"

namespace windowlm {

struct QueryOptions {
  std::string model;
  std::vector<std::string> queries;
  int64_t top = 10;
  bool show_unknown = false;
  ResultFormat format = ResultFormat::kText;
  // Which vectors answer, for commands that have AddVectorsOption.
  absl::optional<Vectors> vectors;
  int threads = 0;
};

// Declares MODEL, the queries, which are the positional arguments `name`, and all other options.
// Returns the option of the queries. `options` lives as long as `command`.
CLI::Option* AddQueryOptions(AcceptedModels accepted, const std::string& name,
                             const std::string& help, QueryOptions& options, CLI::App& command);

// Declares only MODEL, the positional arguments `name`, whose option is returned, and --quiet.
CLI::Option* AddQueryArguments(AcceptedModels accepted, const std::string& name,
                               const std::string& help, QueryOptions& options, CLI::App& command);

// The arguments as one question, if there are any.
std::vector<std::string> OneQuestion(const QueryOptions& options);

// Whether answers have a place for what unknown words may have been meant for: a person reads them.
inline bool Suggests(const QueryOptions& options) { return options.format == ResultFormat::kText; }

// The form of a command's answers to `questions`, those of its arguments.
AnswerForm FormOf(const QueryOptions& options, absl::Span<const std::string> questions,
                  std::vector<std::string> names, int answer_cells);

// Calls answer(question, notes) for each of `questions`, or if there are none for each line of
// standard input, which gets its answer before the next line is read. What `answer` returns is
// written as QuestionAnswers has it; kInvalidArgument and kNotFound mean that this question has no
// answer, and other errors end the program. Ends when nobody reads the answers any more. Returns
// the exit code.
int AnswerQuestions(absl::Span<const std::string> questions, QuestionAnswers& answers,
                    absl::FunctionRef<absl::StatusOr<std::string>(const std::string& question,
                                                                  QuestionNotes* notes)>
                        answer);

// Answers questions in the same way, but in groups, for commands that are quicker so: answer(group)
// gets from 1 to `at_once` questions, or as many lines of standard input, up to this number, as are
// there without waiting for more, and writes an answer to each.
int AnswerQuestionGroups(
    absl::Span<const std::string> questions, int64_t at_once, QuestionAnswers& answers,
    absl::FunctionRef<absl::Status(absl::Span<const std::string> group)> answer);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_
