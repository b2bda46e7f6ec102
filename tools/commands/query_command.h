// The options and the loops of the commands that answer queries with words.

#ifndef WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_
#define WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

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

// Declares only MODEL and, after it, the positional arguments `name`, whose option is returned.
CLI::Option* AddQueryArguments(AcceptedModels accepted, const std::string& name,
                               const std::string& help, QueryOptions& options, CLI::App& command);

// Calls answer(query) for each of `queries`, or if there are none for each line of standard input.
// What it wrote is sent out before the next line is read. Returns the first error, and ends when
// nobody reads the answers any more.
absl::Status AnswerQueries(absl::Span<const std::string> queries, ResultsOutput& output,
                           absl::FunctionRef<absl::Status(const std::string& query)> answer);

// Answers queries as AnswerQueries does, but in groups, for commands that are quicker so:
// answer(group) gets from 1 to `at_once` of the queries, or as many lines of standard input, up to
// this number, as are there without waiting for more.
absl::Status AnswerQueryGroups(
    absl::Span<const std::string> queries, int64_t at_once, ResultsOutput& output,
    absl::FunctionRef<absl::Status(absl::Span<const std::string> group)> answer);

// Answers queries each of which may be wrong: an error of answer(query) is printed, with the number
// of the line if the query is one of standard input, and the next query follows. Finishes the
// output and returns the exit code: that of failure after any error.
int AnswerEachQuery(absl::Span<const std::string> queries, ResultsOutput& output,
                    absl::FunctionRef<absl::Status(const std::string& query)> answer);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_
