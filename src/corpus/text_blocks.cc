#include "src/corpus/text_blocks.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/crc32c.h"
#include "src/input/text_form.h"

namespace windowlm {

TextBlocks::TextBlocks(absl::Span<const std::string> paths, bool refuse_invalid,
                       const TextColumns& columns, size_t block_bytes, Arrival arrival)
    : paths_(paths),
      refuse_invalid_(refuse_invalid),
      columns_(columns),
      block_bytes_(block_bytes),
      arrival_(arrival) {}

bool TextBlocks::Next(TextBlock* block) {
  if (!status_.ok() || paths_.empty()) return false;
  status_ = ReadBlock(block);
  return status_.ok();
}

absl::Status TextBlocks::ReadBlock(TextBlock* block) {
  const bool is_first = !input_.has_value();
  if (is_first) {
    absl::StatusOr<TextInput> input = TextInput::Open(paths_.front(), block_bytes_, arrival_);
    if (!input.ok()) return input.status();
    input_.emplace(*std::move(input));
    decoded_ = DecodedText();
    column_text_.reset();
    if (!columns_.text.empty()) column_text_.emplace(columns_, input_->name());
  }
  const absl::StatusOr<absl::string_view> bytes = input_->NextBlock();
  if (!bytes.ok()) return bytes.status();
  report_.bytes += bytes->size();
  report_.crc32c = ExtendCrc32c(report_.crc32c, *bytes);

  const uint64_t invalid_before = decoded_.invalid_sequences();
  const SingleByteLetters letters_before = decoded_.single_byte_letters();
  block->last = bytes->empty();
  const absl::string_view decoded = decoded_.Next(*bytes, block->last);
  if (is_first) ReportForm();
  report_.single_byte_letters += decoded_.single_byte_letters() - letters_before;
  if (decoded_.invalid_sequences() > invalid_before) {
    if (report_.invalid_sequences == 0) {
      report_.first_invalid =
          absl::StrCat("byte ", decoded_.first_invalid_offset(), " of ", input_->name());
    }
    if (refuse_invalid_) {
      return absl::InvalidArgumentError(absl::StrCat(
          "ill-formed ", decoded_.encoding() == TextEncoding::kUtf8 ? "UTF-8" : "UTF-16", " at ",
          report_.first_invalid, ": UTF-8 text was expected",
          EncodingRemedy(report_.single_byte_letters)));
    }
    report_.invalid_sequences += decoded_.invalid_sequences() - invalid_before;
  }
  absl::StatusOr<absl::string_view> text = decoded;
  if (column_text_.has_value()) text = column_text_->Next(decoded, block->last);
  if (!text.ok()) return text.status();
  block->text.assign(text->data(), text->size());
  block->report = report_;
  if (block->last) {
    input_.reset();
    paths_.remove_prefix(1);
  }
  return absl::OkStatus();
}

void TextBlocks::ReportForm() {
  if (decoded_.encoding() != TextEncoding::kUtf8) report_.utf16.Add(input_->name());
  if (column_text_.has_value()) return;
  DecodedText start;
  switch (RecognizeForm(start.Next(input_->start(), /*last=*/true))) {
    case TextForm::kRunningText:
      break;
    case TextForm::kMarkup:
      report_.markup.Add(input_->name());
      break;
    case TextForm::kJsonLines:
      report_.json_lines.Add(input_->name());
      break;
    case TextForm::kTable:
      report_.tables.Add(input_->name());
      break;
  }
}

}  // namespace windowlm
