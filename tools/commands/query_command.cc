#include "tools/commands/query_command.h"

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "tools/options/input_lines.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

// No vocabulary has more words.
constexpr int64_t kMostWords = 1000000000;

}  // namespace

CLI::Option* AddQueryArguments(AcceptedModels accepted, const std::string& name,
                               const std::string& help, QueryOptions& options, CLI::App& command) {
  AddModelArgument(accepted, command, &options.model);
  return command.add_option(name, options.queries, help)->type_name("")->transform(Unshielded());
}

CLI::Option* AddQueryOptions(AcceptedModels accepted, const std::string& name,
                             const std::string& help, QueryOptions& options, CLI::App& command) {
  CLI::Option* const queries = AddQueryArguments(accepted, name, help, options, command);
  AddNumber<int64_t>(command, "--top", options.top, "N", "How many words to show", {1, kMostWords});
  command.add_flag("--show-unknown", options.show_unknown,
                   "Show <unk>, which stands for all other words, too");
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, command,
                  &options.format);
  AddThreadsOption(command, &options.threads);
  return queries;
}

absl::Status AnswerQueries(absl::Span<const std::string> queries, ResultsOutput& output,
                           absl::FunctionRef<absl::Status(const std::string& query)> answer) {
  return AnswerQueryGroups(queries, 1, output, [&](absl::Span<const std::string> group) {
    return answer(group.front());
  });
}

absl::Status AnswerQueryGroups(
    absl::Span<const std::string> queries, int64_t at_once, ResultsOutput& output,
    absl::FunctionRef<absl::Status(absl::Span<const std::string> group)> answer) {
  const auto most = static_cast<size_t>(at_once);
  for (size_t first = 0; first < queries.size(); first += most) {
    absl::Status status = answer(queries.subspan(first, most));
    if (!status.ok() || output.done()) return status;
  }
  if (!queries.empty()) return absl::OkStatus();
  InputLines lines;
  absl::StatusOr<bool> more = true;
  while (more.ok() && *more && !output.done()) {
    std::vector<std::string> group;
    std::string line;
    do {
      more = lines.Next(&line);
      if (more.ok() && *more) group.push_back(line);
    } while (more.ok() && *more && group.size() < most && lines.HasLine());
    if (group.empty()) break;
    absl::Status status = answer(group);
    if (!status.ok()) return status;
    output.Flush();
  }
  return more.status();
}

int AnswerEachQuery(absl::Span<const std::string> queries, ResultsOutput& output,
                    absl::FunctionRef<absl::Status(const std::string& query)> answer) {
  int exit_code = kExitDone;
  uint64_t number = 0;
  absl::Status status = AnswerQueries(queries, output, [&](const std::string& query) {
    ++number;
    absl::Status answered = answer(query);
    if (answered.ok()) return answered;
    const std::string place =
        queries.empty() ? absl::StrCat("line ", number, " of standard input: ") : "";
    exit_code = Fail(absl::Status(answered.code(), absl::StrCat(place, answered.message())));
    return absl::OkStatus();
  });
  status.Update(output.Finish());
  return status.ok() ? exit_code : Fail(status);
}

}  // namespace windowlm
