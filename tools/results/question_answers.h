#ifndef WINDOWLM_TOOLS_RESULTS_QUESTION_ANSWERS_H_
#define WINDOWLM_TOOLS_RESULTS_QUESTION_ANSWERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/results/exit_code.h"
#include "tools/results/question_notes.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {

// How a command's answers are written.
struct AnswerForm {
  // How the text form tells what was asked.
  enum class Text {
    // It stands above the answer, where more than one question is asked.
    kHeading,
    // The answer says it.
    kInAnswer,
    // It stands before the answer, in one line; messages go to standard error, since programs read
    // this form.
    kData,
  };

  ResultFormat format = ResultFormat::kText;
  // What the question is called in JSON; if there are several names, the question has so many
  // words, or texts between tabs, each with its name, and in tsv its cell.
  std::vector<std::string> names;
  // The number of cells of a row of tsv behind those of the question.
  int answer_cells = 1;
  Text text = Text::kHeading;
  // Whether there is one question, which the command line has, so that nothing has to tell which
  // answer is whose.
  bool asked_once = false;
  // Whether each question is a line of standard input.
  bool asked_by_lines = false;
};

// Writes one answer for each question, in its place, where a program that asks line by line finds
// it:
//   text  the question, indented notes, the answer's lines
//   tsv   rows that begin with the question; where there is no answer, one row with empty cells
//   json  an object a line: the question, the answer's members, `unknown_words` and `notes` where
//         there are any; where there is no answer, `error` says why
// What has no place there is said on standard error: all notes if there is one question alone, and
// those of tsv.
class QuestionAnswers {
 public:
  explicit QuestionAnswers(AnswerForm form) : form_(std::move(form)) {}

  // Writes an answer: lines of text, rows of tsv without the question's cells, or members of a JSON
  // object. An empty one says that no word is left to answer with.
  void Write(const std::string& question, const QuestionNotes& notes, absl::string_view answer);

  // Writes that there is no answer.
  void WriteNone(const std::string& question, const QuestionNotes& notes, const absl::Status& why);

  ResultsOutput& output() { return output_; }
  const AnswerForm& form() const { return form_; }

  // Call this last. The exit code is that of failure if the one question had no answer, if a
  // question had none whose place does not show that, or if writing failed.
  int Finish();

 private:
  // The question's cells of tsv, or its values in JSON.
  std::vector<std::string> Parts(const std::string& question) const;
  std::string Row(const std::string& question, absl::string_view answer) const;
  void WriteText(const std::string& question, const QuestionNotes& notes, absl::string_view answer);
  void WriteJson(const std::string& question, const QuestionNotes& notes, absl::string_view members,
                 absl::string_view error);
  // The message, behind the number of the line that it is about.
  std::string Placed(absl::string_view message) const;
  // Says on standard error what has no place among the answers.
  void SayNotes(const QuestionNotes& notes) const;

  const AnswerForm form_;
  ResultsOutput output_;
  uint64_t questions_ = 0;
  int exit_code_ = kExitDone;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_QUESTION_ANSWERS_H_
