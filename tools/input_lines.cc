#include "tools/input_lines.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {

absl::StatusOr<bool> InputLines::Next(std::string* line) {
  line->clear();
  ++lines_;
  int c = 0;
  while ((c = getc_unlocked(stdin)) != EOF && c != '\n') {
    if (line->size() == kMaxLineBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "line ", lines_, " of standard input is longer than ", kMaxLineBytes, " bytes"));
    }
    line->push_back(static_cast<char>(c));
  }
  if (c == EOF && std::ferror(stdin) != 0) {
    return absl::Status(
        absl::ErrnoToStatusCode(errno),
        absl::StrCat("cannot read line ", lines_, " of standard input: ", std::strerror(errno)));
  }
  if (c == EOF && line->empty()) return false;
  if (!line->empty() && line->back() == '\r') line->pop_back();
  return true;
}

}  // namespace windowlm
