#include "tools/options/text_arguments.h"

#include <filesystem>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/base/format_count.h"
#include "src/input/byte_input.h"
#include "src/input/text_folder.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

// "*.txt, *.gz or *.zst".
std::string TextNames(absl::Span<const absl::string_view> endings) {
  std::string names;
  const size_t count = endings.size();
  for (size_t i = 0; i < count; ++i) {
    absl::StrAppend(&names, i == 0 ? "" : i + 1 < count ? ", " : " or ", "*", endings[i]);
  }
  return names;
}

absl::Status NoTexts(const std::string& folder, absl::Span<const absl::string_view> endings,
                     const TextFolder& found) {
  return absl::NotFoundError(absl::StrCat(
      "there are no texts in the folder ", folder, ": files named ", TextNames(endings),
      " were looked for, in the folders below it too, and ",
      found.passed_over.empty()
          ? "it has no files that are not hidden"
          : absl::StrCat("it has only ", InputNames(found.passed_over),
                         "; files that are given by their names are read whatever these are")));
}

}  // namespace

absl::StatusOr<std::vector<std::string>> TextsOf(absl::Span<const std::string> paths,
                                                 absl::string_view column, bool quiet) {
  const absl::Span<const absl::string_view> endings =
      column.empty() ? absl::MakeConstSpan(kTextEndings) : absl::MakeConstSpan(kTableEndings);
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (path == "-" || !std::filesystem::is_directory(path, ignored)) {
      texts.push_back(path);
      continue;
    }
    const absl::StatusOr<TextFolder> found = FindTexts(path, endings);
    if (!found.ok()) return found.status();
    if (found->texts.empty()) return NoTexts(path, endings, *found);
    texts.insert(texts.end(), found->texts.begin(), found->texts.end());
    if (quiet) continue;
    PrintNote(
        absl::StrCat(Counted(found->texts.size(), "text"), " in the folder ", path,
                     found->passed_over.empty()
                         ? ""
                         : absl::StrCat("; ", Counted(found->passed_over.size(), "other file"),
                                        " passed over, which are not named ", TextNames(endings),
                                        ": ", InputNames(found->passed_over))));
  }
  return texts;
}

absl::StatusOr<std::vector<std::string>> TextsOrInput(absl::Span<const std::string> paths,
                                                      absl::string_view column) {
  if (paths.empty()) return std::vector<std::string>{"-"};
  return TextsOf(paths, column, /*quiet=*/false);
}

}  // namespace windowlm
