#include "tools/results/question_notes.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/input/shown_text.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

std::string UnknownWords(const std::vector<std::string>& words) {
  return absl::StrCat("not in the vocabulary, so read as <unk>: ",
                      absl::StrJoin(words, ", ", [](std::string* text, const std::string& word) {
                        absl::StrAppend(text, ShownExcerpt(word));
                      }));
}

}  // namespace

std::vector<std::string> Sentences(const QuestionNotes& notes) {
  std::vector<std::string> sentences = notes.remarks;
  if (!notes.unknown_words.empty()) {
    sentences.insert(sentences.begin(), UnknownWords(notes.unknown_words));
  }
  return sentences;
}

void PrintNotes(const QuestionNotes& notes) {
  for (const std::string& sentence : Sentences(notes)) PrintNote(sentence);
}

}  // namespace windowlm
