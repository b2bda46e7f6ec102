#include "src/corpus/column_text.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/corpus/similar_spellings.h"
#include "src/corpus/word_boundaries.h"

namespace windowlm {
namespace {

constexpr char kQuote = '"';

// The separator of the cells of a table, by the line of its columns' names.
char SeparatorOf(absl::string_view names) {
  size_t commas = 0;
  size_t semicolons = 0;
  bool quoted = false;
  for (const char c : names) {
    if (c == '\t') return c;
    if (c == kQuote) quoted = !quoted;
    commas += !quoted && c == ',' ? 1 : 0;
    semicolons += !quoted && c == ';' ? 1 : 0;
  }
  return semicolons > commas ? ';' : ',';
}

// The labels that a member of an object names. kInvalidArgument says, for after "found ", what
// stands there and names none.
absl::StatusOr<std::vector<std::string>> LabelsOf(const google::protobuf::Value& value) {
  // From 2^53 on a double does not have every whole number, and labels would fall together.
  constexpr double kMostExact = 9007199254740992;
  switch (value.kind_case()) {
    case google::protobuf::Value::kStringValue:
      return std::vector<std::string>{value.string_value()};
    case google::protobuf::Value::kNumberValue: {
      const double number = value.number_value();
      if (std::abs(number) >= kMostExact) {
        return absl::InvalidArgumentError("a number of more than 15 digits, which needs quotes");
      }
      return std::vector<std::string>{std::floor(number) == number
                                          ? absl::StrCat(static_cast<int64_t>(number))
                                          : ExactNumberText(number)};
    }
    case google::protobuf::Value::kBoolValue:
      return std::vector<std::string>{value.bool_value() ? "true" : "false"};
    case google::protobuf::Value::kListValue: {
      std::vector<std::string> labels;
      for (const google::protobuf::Value& element : value.list_value().values()) {
        absl::StatusOr<std::vector<std::string>> some = LabelsOf(element);
        if (!some.ok()) return some.status();
        for (std::string& label : *some) labels.push_back(std::move(label));
      }
      return labels;
    }
    case google::protobuf::Value::kStructValue:
      return absl::InvalidArgumentError("an object");
    default:
      return std::vector<std::string>();
  }
}

}  // namespace

ColumnText::ColumnText(TextColumns columns, std::string text)
    : columns_(std::move(columns)), text_(std::move(text)) {}

absl::StatusOr<absl::string_view> ColumnText::Next(absl::string_view piece, bool last) {
  lines_.clear();
  absl::Status status;
  if (form_ == Form::kUnknown) {
    start_.append(piece.data(), piece.size());
    if (!FindForm(last)) {
      if (start_.size() <= kMaxRecordBytes) return absl::string_view();
      return Error(absl::StrCat("the names of columns were expected, in at most ", kMaxRecordBytes,
                                " bytes; found a longer line"));
    }
    status = Add(std::exchange(start_, std::string()));
  } else {
    status = Add(piece);
  }
  if (status.ok() && last) status = Finish();
  if (!status.ok()) return status;
  return absl::string_view(lines_);
}

bool ColumnText::FindForm(bool last) {
  const size_t first = start_.find_first_not_of(" \t\r\n");
  // What comes before the first line with something in it says nothing.
  if (first == std::string::npos && !last) return false;
  if (first != std::string::npos && start_[first] == '{') {
    form_ = Form::kJsonLines;
    return true;
  }
  const size_t found = std::min(first, start_.size());
  const size_t begin = found == 0 ? 0 : start_.rfind('\n', found - 1) + 1;
  const size_t end = start_.find('\n', found);
  if (end == std::string::npos && !last) return false;
  form_ = Form::kTable;
  separator_ = SeparatorOf(absl::string_view(start_).substr(begin, end - begin));
  return true;
}

absl::Status ColumnText::Add(absl::string_view piece) {
  for (const char c : piece) {
    if (++bytes_ > kMaxRecordBytes) {
      return Error(absl::StrCat("a record of at most ", kMaxRecordBytes,
                                " bytes was expected; found a longer one",
                                place_ == Place::kQuoted ? ", in quotes that do not end" : ""));
    }
    absl::Status status = form_ == Form::kTable ? AddToTable(c) : AddToJsonLines(c);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ColumnText::AddToTable(char c) {
  if (c == '\n') ++line_ends_;
  if (place_ == Place::kQuoted) {
    if (c == kQuote) {
      place_ = Place::kBehindQuote;
    } else {
      cell_.push_back(c);
    }
  } else if (c == separator_) {
    EndCell();
  } else if (c == '\n') {
    return EndRow();
  } else if (c == kQuote && place_ == Place::kCellStart && separator_ != '\t') {
    place_ = Place::kQuoted;
  } else if (c == kQuote && place_ == Place::kBehindQuote) {
    cell_.push_back(c);
    place_ = Place::kQuoted;
  } else if (place_ != Place::kBehindQuote) {
    cell_.push_back(c);
    place_ = Place::kPlain;
  } else if (c != '\r') {
    return Error(
        "the end of a cell was expected behind its last quote, and found more of it; a quote in a "
        "cell is written twice");
  }
  return absl::OkStatus();
}

void ColumnText::EndCell() {
  if (row_.size() == cells_) row_.emplace_back();
  // Their memory is used again.
  row_[cells_++].swap(cell_);
  cell_.clear();
  place_ = Place::kCellStart;
}

absl::Status ColumnText::EndRow() {
  if (place_ == Place::kPlain && cell_.back() == '\r') cell_.pop_back();
  const bool has_names = width_ > 0;
  const bool is_blank = cells_ == 0 && place_ != Place::kBehindQuote &&
                        (has_names ? cell_.empty() : absl::StripAsciiWhitespace(cell_).empty());
  if (is_blank) {
    EndRecord();
    return absl::OkStatus();
  }
  EndCell();
  const absl::Span<const std::string> row = absl::MakeConstSpan(row_).subspan(0, cells_);
  if (width_ == 0) {
    std::vector<std::string> names;
    for (const std::string& name : row) names.emplace_back(absl::StripAsciiWhitespace(name));
    for (const auto& [column, place] :
         {std::pair(&columns_.text, &wanted_), std::pair(&columns_.label, &label_)}) {
      if (column->empty()) continue;
      const auto found = std::find(names.begin(), names.end(), *column);
      if (found == names.end()) return NoColumn(*column, names);
      *place = static_cast<size_t>(found - names.begin());
    }
    width_ = names.size();
  } else if (cells_ != width_) {
    return Error(absl::StrCat("a row of ", Counted(width_, "cell"), " was expected, as the first ",
                              "line has; found ", cells_));
  } else {
    if (!columns_.label.empty()) AppendLabel(row[label_]);
    AppendLine(row[wanted_]);
  }
  EndRecord();
  return absl::OkStatus();
}

absl::Status ColumnText::AddToJsonLines(char c) {
  if (c != '\n') {
    cell_.push_back(c);
    return absl::OkStatus();
  }
  ++line_ends_;
  return EndObject();
}

absl::Status ColumnText::EndObject() {
  const std::string text(absl::StripAsciiWhitespace(cell_));
  if (!text.empty()) {
    google::protobuf::Struct object;
    if (const auto parsed = google::protobuf::util::JsonStringToMessage(text, &object);
        text.front() != '{' || !parsed.ok()) {
      return Error("a JSON object was expected, and the line is none");
    }
    for (const std::string* column : {&columns_.text, &columns_.label}) {
      if (column->empty() || object.fields().contains(*column)) continue;
      std::vector<std::string> names;
      for (const auto& field : object.fields()) names.push_back(field.first);
      // The order of a map's elements is not the file's, and changes from run to run.
      std::sort(names.begin(), names.end());
      return NoColumn(*column, names);
    }
    const auto member = object.fields().find(columns_.text);
    if (!columns_.label.empty()) {
      const absl::StatusOr<std::vector<std::string>> labels =
          LabelsOf(object.fields().at(columns_.label));
      if (!labels.ok()) {
        return Error(
            absl::StrCat("a string, a number, true or false, or a list of these was expected "
                         "as the value of \"",
                         columns_.label, "\"; found ", labels.status().message()));
      }
      for (const std::string& label : *labels) {
        AppendLabel(label);
      }
    }
    if (member->second.has_string_value()) {
      AppendLine(member->second.string_value());
    } else if (member->second.has_null_value()) {
      AppendLine("");
    } else {
      return Error(absl::StrCat("a string was expected as the value of \"", columns_.text,
                                "\"; found another value"));
    }
  }
  EndRecord();
  return absl::OkStatus();
}

absl::Status ColumnText::Finish() {
  if (place_ == Place::kQuoted) {
    return Error("the last quote of a cell was expected; found the end of the text");
  }
  if (bytes_ == 0) return absl::OkStatus();
  return form_ == Form::kTable ? EndRow() : EndObject();
}

void ColumnText::EndRecord() {
  line_ += line_ends_;
  line_ends_ = 0;
  bytes_ = 0;
  cells_ = 0;
  cell_.clear();
  place_ = Place::kCellStart;
}

void ColumnText::AppendLine(absl::string_view cell) {
  const size_t begin = lines_.size();
  absl::StrAppend(&lines_, cell, "\n");
  std::replace_if(
      lines_.begin() + static_cast<std::ptrdiff_t>(begin), lines_.end() - 1,
      [](char c) { return c == '\n' || c == '\r'; }, ' ');
}

void ColumnText::AppendLabel(absl::string_view cell) {
  cell = absl::StripAsciiWhitespace(cell);
  if (cell.empty()) return;
  lines_ += columns_.label_prefix;
  // What white space separates would be two words, one a label and the other none.
  while (!cell.empty()) {
    const size_t space = WhiteSpaceLength(cell);
    lines_.push_back(space > 0 ? '_' : cell.front());
    cell.remove_prefix(std::max<size_t>(space, 1));
  }
  lines_.push_back(' ');
}

absl::Status ColumnText::Error(absl::string_view what) const {
  return absl::InvalidArgumentError(absl::StrCat(text_, ", line ", line_, ": ", what));
}

absl::Status ColumnText::NoColumn(const std::string& column,
                                  absl::Span<const std::string> names) const {
  constexpr size_t kMostNames = 20;
  SimilarSpellings similar(column, /*most=*/1);
  for (uint32_t i = 0; i < names.size(); ++i) similar.Offer(i, names[i]);
  return absl::NotFoundError(absl::StrCat(
      text_, ", line ", line_, ": there is no column \"", column, "\"; there are: ",
      absl::StrJoin(names.subspan(0, kMostNames), ", "), names.size() > kMostNames ? ", ..." : "",
      similar.ids().empty() ? "" : absl::StrCat("; did you mean ", names[similar.ids()[0]], "?")));
}

}  // namespace windowlm
