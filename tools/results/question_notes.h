#ifndef WINDOWLM_TOOLS_RESULTS_QUESTION_NOTES_H_
#define WINDOWLM_TOOLS_RESULTS_QUESTION_NOTES_H_

#include <string>
#include <vector>

namespace windowlm {

// How a question was understood, for whoever reads its answer.
struct QuestionNotes {
  // The words that the model reads as `<unk>`, as they were typed.
  std::vector<std::string> unknown_words;
  // What else is to be said, each a line.
  std::vector<std::string> remarks;
};

// All notes, each a line.
std::vector<std::string> Sentences(const QuestionNotes& notes);

// Prints each as PrintNote does.
void PrintNotes(const QuestionNotes& notes);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_QUESTION_NOTES_H_
