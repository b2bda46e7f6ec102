#include "tools/results/question_answers.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "src/input/shown_text.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

void WriteStrings(absl::string_view name, const std::vector<std::string>& values,
                  JsonWriter& json) {
  if (values.empty()) return;
  json.Key(name);
  json.BeginArray();
  for (const std::string& value : values) json.String(value);
  json.EndArray();
}

}  // namespace

void QuestionAnswers::Write(const std::string& question, const QuestionNotes& notes,
                            absl::string_view answer) {
  if (answer.empty()) {
    return WriteNone(question, notes, absl::NotFoundError("no word is left to answer with"));
  }
  ++questions_;
  switch (form_.format) {
    case ResultFormat::kText:
      return WriteText(question, notes, answer);
    case ResultFormat::kJson:
      return WriteJson(question, notes, answer, "");
    case ResultFormat::kTsv:
      SayNotes(notes);
      for (const absl::string_view row : absl::StrSplit(answer, '\n', absl::SkipEmpty())) {
        output_.Write(Row(question, row));
      }
  }
}

void QuestionAnswers::WriteNone(const std::string& question, const QuestionNotes& notes,
                                const absl::Status& why) {
  ++questions_;
  if (form_.asked_once) {
    SayNotes(notes);
    exit_code_ = Fail(why);
    return;
  }
  switch (form_.format) {
    case ResultFormat::kJson:
      return WriteJson(question, notes, "", why.message());
    case ResultFormat::kTsv:
      PrintNote(Placed(why.message()));
      output_.Write(Row(question, std::string(static_cast<size_t>(form_.answer_cells) - 1, '\t')));
      return;
    case ResultFormat::kText:
      break;
  }
  if (form_.text == AnswerForm::Text::kData) {
    // Data has no place for a line that asks nothing.
    if (absl::StripAsciiWhitespace(question).empty()) return;
    PrintError(Placed(why.message()));
    exit_code_ = kExitFailed;
    return;
  }
  output_.Write(absl::StrCat(ShownText(question), "\n  note: ", ShownText(why.message()), "\n"));
}

int QuestionAnswers::Finish() {
  const absl::Status status = output_.Finish();
  return status.ok() ? exit_code_ : Fail(status);
}

std::vector<std::string> QuestionAnswers::Parts(const std::string& question) const {
  if (form_.names.size() == 1) return {question};
  // Texts of several words stand between tabs.
  std::vector<std::string> words = absl::StrSplit(question, '\t');
  for (std::string& word : words) absl::StripAsciiWhitespace(&word);
  if (words.size() != form_.names.size()) {
    words = absl::StrSplit(question, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty());
  }
  if (words.size() != form_.names.size()) {
    words = {question};
    words.resize(form_.names.size());
  }
  return words;
}

std::string QuestionAnswers::Row(const std::string& question, absl::string_view answer) const {
  std::string row;
  for (const std::string& part : Parts(question)) absl::StrAppend(&row, CellText(part), "\t");
  return absl::StrCat(row, answer, "\n");
}

void QuestionAnswers::WriteText(const std::string& question, const QuestionNotes& notes,
                                absl::string_view answer) {
  const bool in_place = !form_.asked_once && form_.text != AnswerForm::Text::kData;
  if (!in_place) SayNotes(notes);
  if (form_.text == AnswerForm::Text::kData) {
    output_.Write(
        absl::StrCat(output_.ForReader(absl::StripAsciiWhitespace(question)), " ", answer, "\n"));
    return;
  }
  std::string indented;
  if (in_place) {
    for (const std::string& sentence : Sentences(notes)) {
      absl::StrAppend(&indented, "  note: ", ShownText(sentence), "\n");
    }
  }
  const bool heading = in_place && form_.text == AnswerForm::Text::kHeading;
  output_.Write(heading ? absl::StrCat(ShownText(question), "\n", indented, answer)
                        : absl::StrCat(answer, indented));
}

void QuestionAnswers::WriteJson(const std::string& question, const QuestionNotes& notes,
                                absl::string_view members, absl::string_view error) {
  JsonWriter json;
  json.BeginObject();
  const std::vector<std::string> parts = Parts(question);
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i == 0 || !parts[i].empty()) json.StringField(form_.names[i], parts[i]);
  }
  json.Members(members);
  if (!error.empty()) json.StringField("error", error);
  WriteStrings("unknown_words", notes.unknown_words, json);
  WriteStrings("notes", notes.remarks, json);
  json.EndObject();
  output_.Write(absl::StrCat(json.text(), "\n"));
}

std::string QuestionAnswers::Placed(absl::string_view message) const {
  return form_.asked_by_lines ? absl::StrCat("line ", questions_, " of standard input: ", message)
                              : std::string(message);
}

void QuestionAnswers::SayNotes(const QuestionNotes& notes) const {
  for (const std::string& sentence : Sentences(notes)) PrintNote(Placed(sentence));
}

}  // namespace windowlm
