// What the program says beside its results, on standard error. Each message is one line: what it
// holds of data is shown as ShownText shows it, and the middle of a very long one is left out.

#ifndef WINDOWLM_TOOLS_RESULTS_MESSAGES_H_
#define WINDOWLM_TOOLS_RESULTS_MESSAGES_H_

#include "absl/strings/string_view.h"

namespace windowlm {

// Prints "windowlm: MESSAGE".
void PrintError(absl::string_view message);

// Prints "windowlm: warning: MESSAGE".
void Warn(absl::string_view message);

// Prints "windowlm: note: MESSAGE", unless notes are hidden.
void PrintNote(absl::string_view message);

// Hides all notes from now on, for users who want no other output.
void HideNotes();

// Prints a line about what is being done.
void PrintLine(absl::string_view line);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MESSAGES_H_
