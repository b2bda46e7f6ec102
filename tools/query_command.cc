#include "tools/query_command.h"

#include "absl/status/statusor.h"
#include "tools/input_lines.h"
#include "tools/literal_arguments.h"
#include "tools/model_arguments.h"

namespace windowlm {
namespace {

// More than any vocabulary has.
constexpr int64_t kMostWords = 1000000000;

}  // namespace

void AddQueryOptions(const std::string& name, const std::string& help, QueryOptions& options,
                     CLI::App& command) {
  AddModelArgument(command, &options.model);
  command.add_option(name, options.queries, help)->type_name("")->transform(Unshielded());
  command.add_option("--top", options.top, "How many words to show")
      ->check(CLI::Range(int64_t{1}, kMostWords).description(""))
      ->type_name("N")
      ->capture_default_str();
  command.add_flag("--show-unknown", options.show_unknown,
                   "Show <unk>, which stands for all other words, too");
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, command,
                  &options.format);
  AddThreadsOption(command, &options.threads);
}

absl::Status AnswerQueries(absl::Span<const std::string> queries, ResultsOutput& output,
                           absl::FunctionRef<absl::Status(const std::string& query)> answer) {
  for (const std::string& query : queries) {
    absl::Status status = answer(query);
    if (!status.ok() || output.done()) return status;
  }
  if (!queries.empty()) return absl::OkStatus();
  InputLines lines;
  std::string line;
  while (!output.done()) {
    const absl::StatusOr<bool> more = lines.Next(&line);
    if (!more.ok()) return more.status();
    if (!*more) break;
    absl::Status status = answer(line);
    if (!status.ok()) return status;
    output.Flush();
  }
  return absl::OkStatus();
}

}  // namespace windowlm
