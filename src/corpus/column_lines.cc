#include "src/corpus/column_lines.h"

#include "absl/strings/strip.h"
#include "src/corpus/text_blocks.h"
#include "src/input/text_input.h"

namespace windowlm {

absl::Status ForEachColumnLine(
    absl::Span<const std::string> paths, const TextColumns& columns,
    absl::FunctionRef<void(uint64_t number, absl::string_view line)> take) {
  TextBlocks blocks(paths, /*refuse_invalid=*/false, columns, TextInput::kBlockBytes);
  TextBlock block;
  std::string rest;
  uint64_t number = 0;
  while (blocks.Next(&block)) {
    rest += block.text;
    size_t begin = 0;
    for (size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
      const absl::string_view line = absl::string_view(rest).substr(begin, end - begin);
      take(++number, absl::StripSuffix(line, "\r"));
      begin = end + 1;
    }
    rest.erase(0, begin);
    if (!block.last || rest.empty()) continue;
    take(++number, absl::StripSuffix(rest, "\r"));
    rest.clear();
  }
  return blocks.status();
}

}  // namespace windowlm
