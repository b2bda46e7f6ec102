// What the commands share that answer queries with words.

#ifndef WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_
#define WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/options/model_arguments.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {

struct QueryOptions {
  std::string model;
  std::vector<std::string> queries;
  int64_t top = 10;
  bool show_unknown = false;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

// Declares them all; the queries are the positional arguments `name`, which is returned. `options`
// lives as long as `command`.
CLI::Option* AddQueryOptions(ModelFrom from, const std::string& name, const std::string& help,
                             QueryOptions& options, CLI::App& command);

// The positional arguments `name` alone, with MODEL before them.
CLI::Option* AddQueryArguments(ModelFrom from, const std::string& name, const std::string& help,
                               QueryOptions& options, CLI::App& command);

// Calls answer(query) for each of `queries`, or if there are none for each line of standard input,
// and sends out what it wrote before the next is read. Ends at the first error, and when nobody
// reads the answers any more.
absl::Status AnswerQueries(absl::Span<const std::string> queries, ResultsOutput& output,
                           absl::FunctionRef<absl::Status(const std::string& query)> answer);

// The same for who answers several queries quicker than one by one: answer(group) gets from 1 to
// `at_once` of them, of standard input as many as are there without waiting for more.
absl::Status AnswerQueryGroups(
    absl::Span<const std::string> queries, int64_t at_once, ResultsOutput& output,
    absl::FunctionRef<absl::Status(absl::Span<const std::string> group)> answer);

// The same for queries each of which may be wrong: an error of answer(query) is printed, with the
// number of the line if it is one of standard input, and the next query gets its turn. Finishes
// the output and returns the exit code: that of failure after any error.
int AnswerEachQuery(absl::Span<const std::string> queries, ResultsOutput& output,
                    absl::FunctionRef<absl::Status(const std::string& query)> answer);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_QUERY_COMMAND_H_
