#include "src/corpus/text_blocks.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/crc32c.h"

namespace windowlm {

TextBlocks::TextBlocks(absl::Span<const std::string> paths, bool refuse_invalid, size_t block_bytes)
    : paths_(paths), refuse_invalid_(refuse_invalid), block_bytes_(block_bytes) {}

bool TextBlocks::Next(TextBlock* block) {
  if (!status_.ok() || paths_.empty()) return false;
  status_ = ReadBlock(block);
  return status_.ok();
}

absl::Status TextBlocks::ReadBlock(TextBlock* block) {
  if (!input_.has_value()) {
    absl::StatusOr<TextInput> input = TextInput::Open(paths_.front(), block_bytes_);
    if (!input.ok()) return input.status();
    input_.emplace(*std::move(input));
    utf8_ = Utf8Text();
  }
  const absl::StatusOr<absl::string_view> bytes = input_->NextBlock();
  if (!bytes.ok()) return bytes.status();
  report_.bytes += bytes->size();
  report_.crc32c = ExtendCrc32c(report_.crc32c, *bytes);

  const uint64_t invalid_before = utf8_.invalid_sequences();
  block->last = bytes->empty();
  const absl::string_view text = utf8_.Next(*bytes, block->last);
  block->text.assign(text.data(), text.size());
  if (utf8_.invalid_sequences() > invalid_before) {
    if (report_.invalid_sequences == 0) {
      report_.first_invalid =
          absl::StrCat("byte ", utf8_.first_invalid_offset(), " of ", input_->name());
    }
    if (refuse_invalid_) {
      return absl::InvalidArgumentError(
          absl::StrCat("ill-formed UTF-8 at ", report_.first_invalid, ": UTF-8 text was expected"));
    }
    report_.invalid_sequences += utf8_.invalid_sequences() - invalid_before;
  }
  block->report = report_;
  if (block->last) {
    input_.reset();
    paths_.remove_prefix(1);
  }
  return absl::OkStatus();
}

}  // namespace windowlm
