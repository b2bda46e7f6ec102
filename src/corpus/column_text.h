#ifndef WINDOWLM_SRC_CORPUS_COLUMN_TEXT_H_
#define WINDOWLM_SRC_CORPUS_COLUMN_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/text_columns.h"

namespace windowlm {

// The most bytes that a record, a row of a table or an object of JSON lines, may have.
constexpr size_t kMaxRecordBytes = size_t{1} << 20;

// Takes one column out of a text that comes in pieces cut anywhere: a table or JSON lines, in
// well-formed UTF-8. Its cells become lines, one for each record, behind their labels if those are
// in another column; a line end in a cell becomes a space.
//
// A text that begins with `{` is JSON lines: an object in each line, whose member of the column's
// name is a string, or null for an empty line; that of labels may be a number, a truth value or a
// list of such, too. Any other text is a table, whose first line has the
// names of its columns and tells what separates cells: tabs if it has any, else commas or
// semicolons, whichever are more. Without tabs, cells may stand in quotes as in RFC 4180. Lines
// without anything in them are passed over. Memory is bounded by kMaxRecordBytes.
class ColumnText {
 public:
  // `columns` has the name of a column; `text` is how messages name the text.
  ColumnText(TextColumns columns, std::string text);

  // Returns the lines that the next piece completes. `last` says that no piece follows. The result
  // stays valid until the next call. After an error there is nothing to read.
  // Errors: kNotFound if the text has no such column, which names those that it has;
  // kInvalidArgument, with the line, for a row that has not as many cells as there are names, a
  // record that is too long, a line that is no object, a member that is no string, a cell that goes
  // on behind its last quote or whose last quote does not come.
  absl::StatusOr<absl::string_view> Next(absl::string_view piece, bool last);

 private:
  enum class Form { kUnknown, kJsonLines, kTable };
  // Where in a row a character is.
  enum class Place { kCellStart, kPlain, kQuoted, kBehindQuote };

  // Sets the form, if the start of the text that has come tells it, and returns whether it does.
  bool FindForm(bool last);
  absl::Status Add(absl::string_view piece);
  absl::Status AddToTable(char c);
  absl::Status AddToJsonLines(char c);
  absl::Status Finish();
  void EndCell();
  absl::Status EndRow();
  absl::Status EndObject();
  void EndRecord();
  void AppendLine(absl::string_view cell);
  void AppendLabel(absl::string_view cell);
  absl::Status Error(absl::string_view what) const;
  absl::Status NoColumn(const std::string& column, absl::Span<const std::string> names) const;

  const TextColumns columns_;
  const std::string text_;
  Form form_ = Form::kUnknown;
  char separator_ = ',';
  // The text's start, while its form is not known.
  std::string start_;
  // How many columns there are, 0 while their names are not known, and the places of the wanted one
  // and of that of labels.
  size_t width_ = 0;
  size_t wanted_ = 0;
  size_t label_ = 0;

  // The record that is being read: its first line, from 1 on, the line ends in it, and its bytes.
  uint64_t line_ = 1;
  uint64_t line_ends_ = 0;
  size_t bytes_ = 0;
  // Its cells, of which row_[0 .. cells_) are whole, or the object.
  std::vector<std::string> row_;
  size_t cells_ = 0;
  std::string cell_;
  Place place_ = Place::kCellStart;

  std::string lines_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_COLUMN_TEXT_H_
