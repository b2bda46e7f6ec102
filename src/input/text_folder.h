#ifndef WINDOWLM_SRC_INPUT_TEXT_FOLDER_H_
#define WINDOWLM_SRC_INPUT_TEXT_FOLDER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace windowlm {

// How the names of texts end, compressed ones included, whatever their case.
inline constexpr absl::string_view kTextEndings[] = {".txt", ".gz", ".zst", ".xz", ".bz2"};

// How the names of tables and JSON lines end.
inline constexpr absl::string_view kTableEndings[] = {".csv", ".tsv", ".jsonl", ".ndjson",
                                                      ".gz",  ".zst", ".xz",    ".bz2"};

// The files below a folder, each list in the order of the paths' bytes.
struct TextFolder {
  std::vector<std::string> texts;
  // What is no text by its name, or no file: a pipe, say.
  std::vector<std::string> passed_over;
};

// Finds the texts in `folder` and in all folders below it, by their names alone. What is hidden,
// since its name starts with a dot, counts for nothing. Symbolic links are followed; a folder to
// which several paths lead is read once, by the one without links if there is such a path, so that
// loops end. Errors: a folder that cannot be read.
absl::StatusOr<TextFolder> FindTexts(const std::string& folder,
                                     absl::Span<const absl::string_view> endings = kTextEndings);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_TEXT_FOLDER_H_
