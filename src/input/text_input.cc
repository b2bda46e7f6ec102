#include "src/input/text_input.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/input/decompression.h"

namespace windowlm {

absl::StatusOr<TextInput> TextInput::Open(const std::string& path, size_t block_bytes) {
  absl::StatusOr<std::unique_ptr<FileInput>> file = FileInput::Open(path);
  if (!file.ok()) return file.status();
  absl::StatusOr<std::unique_ptr<ByteInput>> input = Decompress(*std::move(file));
  if (!input.ok()) return input.status();
  return TextInput(InputName(path), *std::move(input), block_bytes);
}

TextInput::TextInput(std::string name, std::unique_ptr<ByteInput> input, size_t block_bytes)
    : name_(std::move(name)),
      input_(std::move(input)),
      block_bytes_(block_bytes),
      block_(new char[block_bytes]) {}

absl::StatusOr<absl::string_view> TextInput::NextBlock() {
  const absl::StatusOr<size_t> filled = input_->Read(block_.get(), block_bytes_);
  if (!filled.ok()) return filled.status();
  const absl::string_view block(block_.get(), *filled);
  absl::Status status = CheckIsText(block);
  if (!status.ok()) return status;
  bytes_ += block.size();
  return block;
}

absl::Status TextInput::CheckIsText(absl::string_view block) const {
  if (bytes_ >= kBinaryCheckBytes) return absl::OkStatus();
  if (bytes_ == 0 && (absl::StartsWith(block, "\xff\xfe") || absl::StartsWith(block, "\xfe\xff"))) {
    return absl::InvalidArgumentError(
        absl::StrCat(name_, " is UTF-16; UTF-8 was expected; convert it first: iconv -f UTF-16 -t ",
                     "UTF-8 FILE | windowlm train - ..."));
  }
  const size_t nul = block.substr(0, kBinaryCheckBytes - bytes_).find('\0');
  if (nul != absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat(name_, " is not text: byte ", bytes_ + nul, " is 0; UTF-8 text was expected"));
  }
  return absl::OkStatus();
}

}  // namespace windowlm
