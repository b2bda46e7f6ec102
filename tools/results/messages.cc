#include "tools/results/messages.h"

#include <atomic>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

std::atomic<bool> notes_hidden{false};

void Print(absl::string_view start, absl::string_view message) {
  constexpr size_t kLongest = 4000;
  constexpr size_t kKept = kLongest / 2;
  std::string line;
  if (message.size() <= kLongest) {
    line = absl::StrCat(start, ShownText(message), "\n");
  } else {
    line = absl::StrCat(start, ShownText(message.substr(0, kKept)), " ... ",
                        ShownText(message.substr(message.size() - kKept)), "\n");
  }
  std::cerr << line << std::flush;
}

}  // namespace

void PrintError(absl::string_view message) { Print("windowlm: ", message); }

void Warn(absl::string_view message) { Print("windowlm: warning: ", message); }

void PrintNote(absl::string_view message) {
  if (!notes_hidden.load(std::memory_order_relaxed)) Print("windowlm: note: ", message);
}

void HideNotes() { notes_hidden.store(true, std::memory_order_relaxed); }

void PrintLine(absl::string_view line) { Print("", line); }

}  // namespace windowlm
