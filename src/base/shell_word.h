#ifndef WINDOWLM_SRC_BASE_SHELL_WORD_H_
#define WINDOWLM_SRC_BASE_SHELL_WORD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// `text` so that a shell takes it for one word and for nothing else.
std::string ShellWord(absl::string_view text);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_SHELL_WORD_H_
