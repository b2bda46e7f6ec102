#include "tools/options/output_path.h"

#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

// Whether the path, or a link on its way, leads to an open file of this process.
bool NamesOpenFile(const std::string& path) {
  constexpr int kMostLinks = 40;
  std::filesystem::path target = path;
  for (int links = 0; links < kMostLinks; ++links) {
    std::error_code error;
    const std::string folder = std::filesystem::weakly_canonical(
                                   target.parent_path().empty() ? "." : target.parent_path(), error)
                                   .string();
    if (absl::StartsWith(folder, "/proc/") && absl::EndsWith(folder, "/fd")) return true;
    const std::filesystem::path link = std::filesystem::read_symlink(target, error);
    if (error) return false;
    target = target.parent_path() / link;
  }
  return false;
}

}  // namespace

absl::Status CheckIsNoInput(const std::string& output, const std::string& input,
                            absl::string_view what) {
  std::error_code ignored;
  if (!std::filesystem::equivalent(input, output, ignored)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("cannot write ", output, ": it is ", what));
}

bool IsStream(const std::string& output) {
  if (output == "-") return true;
  struct stat existing;
  const bool exists = stat(output.c_str(), &existing) == 0;
  if (exists &&
      (S_ISFIFO(existing.st_mode) || S_ISCHR(existing.st_mode) || S_ISSOCK(existing.st_mode))) {
    return true;
  }
  return NamesOpenFile(output);
}

absl::Status CheckIsNoStream(const std::string& output) {
  if (!IsStream(output)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("cannot write a model to ", output == "-" ? "standard output (-)" : output,
                   ": it appears whole or not at all, so it needs the name of a file"));
}

}  // namespace windowlm
