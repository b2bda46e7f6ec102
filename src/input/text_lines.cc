#include "src/input/text_lines.h"

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "src/input/decoded_text.h"
#include "src/input/text_input.h"
#include "src/input/utf8_text.h"

namespace windowlm {

absl::Status ForEachWholeLine(
    const std::string& path,
    absl::FunctionRef<absl::Status(uint64_t number, absl::string_view line)> take) {
  absl::StatusOr<TextInput> input = TextInput::Open(path);
  if (!input.ok()) return input.status();
  uint64_t number = 0;
  const auto take_next = [&](absl::string_view line) {
    ++number;
    absl::Status status = take(number, line);
    if (status.ok()) return status;
    return absl::Status(status.code(),
                        absl::StrCat(input->name(), ", line ", number, ": ", status.message()));
  };

  DecodedText decoded;
  // The start of a line whose end has not been read yet.
  std::string cut;
  for (bool ended = false; !ended;) {
    const absl::StatusOr<absl::string_view> block = input->NextBlock();
    if (!block.ok()) return block.status();
    ended = block->empty();
    const absl::string_view text = decoded.Next(*block, ended);
    cut.append(text.data(), text.size());
    size_t begin = 0;
    for (size_t end = cut.find_first_of("\r\n"); end != std::string::npos;
         end = cut.find_first_of("\r\n", begin)) {
      // The line feed behind it may come with the next block.
      if (cut[end] == '\r' && end + 1 == cut.size() && !ended) break;
      absl::Status status = take_next(absl::string_view(cut).substr(begin, end - begin));
      if (!status.ok()) return status;
      begin = end + (cut.compare(end, 2, "\r\n") == 0 ? 2 : 1);
    }
    cut.erase(0, begin);
    if (cut.size() > kMaxLineBytes) {
      return absl::InvalidArgumentError(absl::StrCat(input->name(), ", line ", number + 1,
                                                     ": expected a line of at most ", kMaxLineBytes,
                                                     " bytes, found a longer one"));
    }
  }
  return cut.empty() ? absl::OkStatus() : take_next(cut);
}

absl::Status ForEachNumberedLine(
    const std::string& path,
    absl::FunctionRef<absl::Status(absl::string_view line, uint64_t number)> take) {
  return ForEachWholeLine(path, [take](uint64_t number, absl::string_view whole) {
    const absl::string_view line = absl::StripAsciiWhitespace(whole);
    return line.empty() ? absl::OkStatus() : take(line, number);
  });
}

absl::Status ForEachLine(const std::string& path,
                         absl::FunctionRef<absl::Status(absl::string_view line)> take) {
  return ForEachNumberedLine(
      path, [take](absl::string_view line, uint64_t /*number*/) { return take(line); });
}

}  // namespace windowlm
