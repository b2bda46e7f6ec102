#include "src/input/text_input.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/base/shell_word.h"
#include "src/input/decoded_text.h"
#include "src/input/decompression.h"

namespace windowlm {
namespace {

absl::Status AskToConvert(absl::string_view name, absl::string_view is,
                          absl::string_view encoding) {
  return absl::InvalidArgumentError(
      absl::StrCat(name, is, encoding,
                   "; UTF-8 was expected; convert it first, and give what comes out of "
                   "it: iconv -f ",
                   encoding, " -t UTF-8 ", name == InputName("-") ? "FILE" : ShellWord(name)));
}

// The encoding of a text without a byte order mark that has a NUL byte in at least a quarter of its
// pairs of bytes, always in the same place, as UTF-16 has it in texts of the scripts of Europe;
// empty if it is no such text.
absl::string_view UnmarkedUtf16(absl::string_view start) {
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0' ? 1 : 0;
  const size_t pairs = start.size() / 2;
  const size_t many = pairs / 4;
  const size_t few = pairs / 100;
  if (zeros[0] <= few && zeros[1] > many) return "UTF-16LE";
  if (zeros[1] <= few && zeros[0] > many) return "UTF-16BE";
  return "";
}

absl::Status CheckIsText(absl::string_view start, absl::string_view name) {
  constexpr absl::string_view kUtf32LittleEndian("\xff\xfe\0\0", 4);
  constexpr absl::string_view kUtf32BigEndian("\0\0\xfe\xff", 4);
  if (absl::StartsWith(start, kUtf32LittleEndian) || absl::StartsWith(start, kUtf32BigEndian)) {
    return AskToConvert(name, " is ", "UTF-32");
  }
  if (EncodingOf(start) != TextEncoding::kUtf8) {
    for (size_t i = 0; i + 1 < start.size(); i += 2) {
      if (start[i] != '\0' || start[i + 1] != '\0') continue;
      return absl::InvalidArgumentError(
          absl::StrCat(name, " is not text: it starts with UTF-16's byte order mark, and bytes ", i,
                       " and ", i + 1, " are 0; a character was expected"));
    }
    return absl::OkStatus();
  }
  const size_t nul = start.find('\0');
  if (nul == absl::string_view::npos) return absl::OkStatus();
  const absl::string_view encoding = UnmarkedUtf16(start);
  if (!encoding.empty()) return AskToConvert(name, " looks like ", encoding);
  return absl::InvalidArgumentError(
      absl::StrCat(name, " is not text: byte ", nul, " is 0; UTF-8 text was expected"));
}

}  // namespace

absl::StatusOr<TextInput> TextInput::Open(const std::string& path, size_t block_bytes,
                                          Arrival arrival) {
  absl::StatusOr<std::unique_ptr<FileInput>> file = FileInput::Open(path, arrival);
  if (!file.ok()) return file.status();
  absl::StatusOr<std::unique_ptr<ByteInput>> input = Decompress(*std::move(file));
  if (!input.ok()) return input.status();
  return TextInput(InputName(path), *std::move(input), block_bytes, arrival);
}

TextInput::TextInput(std::string name, std::unique_ptr<ByteInput> input, size_t block_bytes,
                     Arrival arrival)
    : name_(std::move(name)),
      input_(std::move(input)),
      block_bytes_(block_bytes),
      arrival_(arrival),
      block_(new char[block_bytes]) {}

absl::StatusOr<absl::string_view> TextInput::NextBlock() {
  if (!started_) {
    absl::Status status = ReadStart();
    if (!status.ok()) return status;
  }
  size_t filled = 0;
  if (bytes_ < start_.size()) {
    filled = start_.copy(block_.get(), block_bytes_, bytes_);
  }
  if (filled == 0 || (filled < block_bytes_ && arrival_ == Arrival::kWhole)) {
    const absl::StatusOr<size_t> more = input_->Read(block_.get() + filled, block_bytes_ - filled);
    if (!more.ok()) return more.status();
    filled += *more;
  }
  bytes_ += filled;
  return absl::string_view(block_.get(), filled);
}

absl::Status TextInput::ReadStart() {
  started_ = true;
  start_.resize(kStartBytes);
  const absl::StatusOr<size_t> filled = input_->Read(&start_[0], kStartBytes);
  if (!filled.ok()) return filled.status();
  start_.resize(*filled);
  return CheckIsText(start_, name_);
}

}  // namespace windowlm
