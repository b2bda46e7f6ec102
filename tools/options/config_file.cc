#include "tools/options/config_file.h"

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/config/config_text.h"
#include "src/input/text_input.h"

namespace windowlm {
namespace {

constexpr size_t kMaxTextBytes = size_t{1} << 20;

}  // namespace

absl::Status MergeTrainConfigFile(const std::string& path, TrainConfig* config) {
  absl::StatusOr<TextInput> input = TextInput::Open(path);
  if (!input.ok()) return input.status();
  std::string text;
  for (bool more = true; more;) {
    const absl::StatusOr<absl::string_view> block = input->NextBlock();
    if (!block.ok()) return block.status();
    more = !block->empty();
    absl::StrAppend(&text, *block);
    if (text.size() > kMaxTextBytes) {
      return absl::InvalidArgumentError(absl::StrCat("cannot read ", input->name(),
                                                     " as a configuration: it has more than ",
                                                     kMaxTextBytes, " bytes"));
    }
  }
  return MergeTrainConfigText(input->name(), text, config);
}

}  // namespace windowlm
