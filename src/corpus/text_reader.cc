#include "src/corpus/text_reader.h"

#include "absl/strings/str_cat.h"
#include "src/base/crc32c.h"
#include "src/corpus/special_words.h"
#include "src/corpus/utf8_text.h"

namespace windowlm {
namespace {

// Reads one text; *more is whether the sink wants more.
absl::Status ReadText(TextInput& input, bool refuse_invalid, Tokenizer& tokenizer,
                      TextReport* report, bool* more) {
  Utf8Text utf8;
  bool ended = false;
  while (*more && !ended) {
    const absl::StatusOr<absl::string_view> block = input.NextBlock();
    if (!block.ok()) return block.status();
    ended = block->empty();
    report->bytes += block->size();
    report->crc32c = ExtendCrc32c(report->crc32c, *block);

    const uint64_t invalid_before = utf8.invalid_sequences();
    const absl::string_view text = utf8.Next(*block, ended);
    if (utf8.invalid_sequences() > invalid_before) {
      if (report->invalid_sequences == 0) {
        report->first_invalid =
            absl::StrCat("byte ", utf8.first_invalid_offset(), " of ", input.name());
      }
      if (refuse_invalid) {
        return absl::InvalidArgumentError(absl::StrCat(
            "ill-formed UTF-8 at ", report->first_invalid, ": UTF-8 text was expected"));
      }
      report->invalid_sequences += utf8.invalid_sequences() - invalid_before;
    }
    *more = tokenizer.Add(text, ended);
  }
  return absl::OkStatus();
}

std::string Counted(uint64_t count, absl::string_view thing) {
  return absl::StrCat(count, " ", thing, count == 1 ? "" : "s");
}

}  // namespace

absl::Status ReadTexts(absl::Span<const std::string> paths, const TextConfig& config,
                       WordSink& sink, TextReport* report, size_t block_bytes) {
  const bool refuse_invalid = config.invalid_utf8() == INVALID_UTF8_ERROR;
  Tokenizer tokenizer(config, sink);
  bool more = true;
  for (const std::string& path : paths) {
    absl::StatusOr<TextInput> input = TextInput::Open(path, block_bytes);
    if (!input.ok()) return input.status();
    absl::Status status = ReadText(*input, refuse_invalid, tokenizer, report, &more);
    if (!status.ok()) return status;
    if (!more) break;
  }
  report->overlong_words += tokenizer.overlong_words();
  report->reserved_words += tokenizer.reserved_words();
  return absl::OkStatus();
}

std::vector<std::string> TextWarnings(const TextReport& report) {
  std::vector<std::string> warnings;
  if (report.invalid_sequences > 0) {
    warnings.push_back(absl::StrCat(Counted(report.invalid_sequences, "ill-formed UTF-8 sequence"),
                                    " read as U+FFFD, the first at ", report.first_invalid));
  }
  if (report.overlong_words > 0) {
    warnings.push_back(absl::StrCat(Counted(report.overlong_words, "word"), " longer than ",
                                    kMaxWordBytes, " bytes read as ", kUnknownWord));
  }
  if (report.reserved_words > 0) {
    warnings.push_back(absl::StrCat(Counted(report.reserved_words, "word"), " spelt ",
                                    kLineStartWord, " or ", kLineEndWord, " read as ",
                                    kUnknownWord));
  }
  return warnings;
}

}  // namespace windowlm
