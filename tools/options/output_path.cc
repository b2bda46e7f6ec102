#include "tools/options/output_path.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace windowlm {

absl::Status CheckIsNoInput(const std::string& output, const std::string& input,
                            absl::string_view what) {
  std::error_code ignored;
  if (!std::filesystem::equivalent(input, output, ignored)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("cannot write ", output, ": it is ", what));
}

}  // namespace windowlm
