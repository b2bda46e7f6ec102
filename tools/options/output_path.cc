#include "tools/options/output_path.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "tools/results/output_stream.h"

namespace windowlm {
absl::Status CheckIsNoInput(const std::string& output, const std::string& input,
                            absl::string_view what) {
  std::error_code ignored;
  if (!std::filesystem::equivalent(input, output, ignored)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("cannot write ", output, ": it is ", what));
}

absl::Status CheckIsNoStream(const std::string& output) {
  if (!IsStream(output)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("cannot write a model to ", output == kStandard ? "standard output (-)" : output,
                   ": it appears whole or not at all, so it needs the name of a file"));
}

}  // namespace windowlm
