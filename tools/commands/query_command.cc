#include "tools/commands/query_command.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/options/input_lines.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

// No vocabulary has more words.
constexpr int64_t kMostWords = 1000000000;

using GroupAnswer = absl::FunctionRef<absl::Status(absl::Span<const std::string> group)>;

// Whether an error is about the question, so that the next one may have an answer.
bool IsOfQuestion(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsNotFound(status);
}

absl::Status AnswerArguments(absl::Span<const std::string> questions, int64_t at_once,
                             QuestionAnswers& answers, GroupAnswer answer) {
  const auto most = static_cast<size_t>(at_once);
  for (size_t first = 0; first < questions.size(); first += most) {
    absl::Status status = answer(questions.subspan(first, most));
    if (!status.ok() || answers.output().done()) return status;
  }
  return absl::OkStatus();
}

absl::Status AnswerLines(int64_t at_once, QuestionAnswers& answers, GroupAnswer answer) {
  InputLines lines;
  absl::StatusOr<bool> more = true;
  while (more.ok() && *more && !answers.output().done()) {
    std::vector<std::string> group;
    std::string line;
    bool overlong = false;
    do {
      more = lines.Next(&line, &overlong);
      if (more.ok() && *more && !overlong) group.push_back(line);
    } while (more.ok() && *more && !overlong && group.size() < static_cast<size_t>(at_once) &&
             lines.HasLine());
    if (!group.empty()) {
      if (absl::Status status = answer(group); !status.ok()) return status;
    }
    if (overlong) {
      answers.WriteNone(line, QuestionNotes(),
                        absl::InvalidArgumentError(absl::StrCat(
                            "the line has more than ", InputLines::kMaxLineBytes, " bytes")));
    }
    answers.output().Flush();
  }
  return more.status();
}

}  // namespace

CLI::Option* AddQueryArguments(AcceptedModels accepted, const std::string& name,
                               const std::string& help, QueryOptions& options, CLI::App& command) {
  AddModelArgument(accepted, command, &options.model);
  AddQuietOption(command);
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

std::vector<std::string> OneQuestion(const QueryOptions& options) {
  if (options.queries.empty()) return {};
  return {absl::StrJoin(options.queries, " ")};
}

AnswerForm FormOf(const QueryOptions& options, absl::Span<const std::string> questions,
                  std::vector<std::string> names, int answer_cells) {
  AnswerForm form;
  form.format = options.format;
  form.names = std::move(names);
  form.answer_cells = answer_cells;
  form.asked_once = questions.size() == 1;
  form.asked_by_lines = questions.empty();
  return form;
}

int AnswerQuestions(absl::Span<const std::string> questions, QuestionAnswers& answers,
                    absl::FunctionRef<absl::StatusOr<std::string>(const std::string& question,
                                                                  QuestionNotes* notes)>
                        answer) {
  return AnswerQuestionGroups(
      questions, /*at_once=*/1, answers, [&](absl::Span<const std::string> group) {
        QuestionNotes notes;
        const absl::StatusOr<std::string> answered = answer(group[0], &notes);
        if (answered.ok()) {
          answers.Write(group[0], notes, *answered);
        } else if (IsOfQuestion(answered.status())) {
          answers.WriteNone(group[0], notes, answered.status());
        } else {
          return answered.status();
        }
        return absl::OkStatus();
      });
}

int AnswerQuestionGroups(
    absl::Span<const std::string> questions, int64_t at_once, QuestionAnswers& answers,
    absl::FunctionRef<absl::Status(absl::Span<const std::string> group)> answer) {
  const absl::Status status = questions.empty()
                                  ? AnswerLines(at_once, answers, answer)
                                  : AnswerArguments(questions, at_once, answers, answer);
  const int exit_code = answers.Finish();
  return status.ok() ? exit_code : Fail(status);
}

}  // namespace windowlm
