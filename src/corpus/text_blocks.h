#ifndef WINDOWLM_SRC_CORPUS_TEXT_BLOCKS_H_
#define WINDOWLM_SRC_CORPUS_TEXT_BLOCKS_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/corpus/column_text.h"
#include "src/corpus/text_columns.h"
#include "src/corpus/text_report.h"
#include "src/input/byte_input.h"
#include "src/input/decoded_text.h"
#include "src/input/text_input.h"

namespace windowlm {

// A block of a text, well-formed UTF-8, cut between any two characters; it may be empty.
struct TextBlock {
  std::string text;
  // Whether the text ends with this block.
  bool last = false;
  // The report up to the end of this block, without its counts of words.
  TextReport report;
};

// Reads texts one after the other, a block at a time. For one thread.
class TextBlocks {
 public:
  // If `refuse_invalid`, ill-formed UTF-8 or UTF-16 is an error, else it is replaced. If
  // `columns` name one, that column of each text is the text (ColumnText). `paths` must outlive
  // this.
  TextBlocks(absl::Span<const std::string> paths, bool refuse_invalid, const TextColumns& columns,
             size_t block_bytes, Arrival arrival = Arrival::kWhole);

  // Sets *block to the next block. Returns false after the last one, and after an error.
  bool Next(TextBlock* block);

  // Errors: those of TextInput and ColumnText, and ill-formed UTF-8 where it is refused.
  const absl::Status& status() const { return status_; }

  // The report on the blocks read so far, without its counts of words.
  const TextReport& report() const { return report_; }

 private:
  absl::Status ReadBlock(TextBlock* block);
  // Reports what the text, whose first block was read, is besides running text in UTF-8.
  void ReportForm();

  absl::Span<const std::string> paths_;
  const bool refuse_invalid_;
  const TextColumns columns_;
  const size_t block_bytes_;
  const Arrival arrival_;
  // The text that is being read, the first of paths_, if it has been opened.
  absl::optional<TextInput> input_;
  DecodedText decoded_;
  // There if one column of it is wanted.
  absl::optional<ColumnText> column_text_;
  absl::Status status_;
  TextReport report_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_BLOCKS_H_
