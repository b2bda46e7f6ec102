#include "src/input/text_form.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace windowlm {
namespace {

constexpr char kQuote = '"';

// Running text has no end tags but `</s>`, which texts have that are made for language models.
// Many are at least this many, and one in so many bytes.
constexpr size_t kManyEndTags = 5;
constexpr size_t kBytesPerEndTag = 1000;

size_t CountEndTags(absl::string_view text) {
  size_t count = 0;
  for (size_t at = text.find("</"); at != absl::string_view::npos; at = text.find("</", at)) {
    at += 2;
    size_t end = at;
    while (end < text.size() &&
           (absl::ascii_isalnum(static_cast<unsigned char>(text[end])) || text[end] == ':')) {
      ++end;
    }
    const absl::string_view name = text.substr(at, end - at);
    if (end < text.size() && text[end] == '>' && !name.empty() && name != "s") ++count;
  }
  return count;
}

bool IsMarkup(absl::string_view text) {
  for (const absl::string_view first : {"<!doctype", "<html", "<?xml"}) {
    if (absl::StartsWithIgnoreCase(text, first)) return true;
  }
  const size_t end_tags = CountEndTags(text);
  return end_tags >= kManyEndTags && end_tags * kBytesPerEndTag >= text.size();
}

bool IsJsonLines(absl::string_view text) {
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    const absl::string_view stripped = absl::StripAsciiWhitespace(line);
    if (stripped.empty()) continue;
    if (stripped.front() != '{') return false;
    const absl::string_view inside = absl::StripLeadingAsciiWhitespace(stripped.substr(1));
    if (!absl::StartsWith(inside, "\"") && inside != "}") return false;
  }
  return !text.empty();
}

bool LooksLikeName(absl::string_view cell) {
  constexpr size_t kMostBytes = 40;
  constexpr auto kMostSpaces = 2;
  if (cell.size() >= 2 && cell.front() == kQuote && cell.back() == kQuote) {
    cell = cell.substr(1, cell.size() - 2);
  }
  if (cell.empty() || cell.size() > kMostBytes) return false;
  const auto first = static_cast<unsigned char>(cell.front());
  const auto last = static_cast<unsigned char>(cell.back());
  if (first < 0x80 && !absl::ascii_isalpha(first) && first != '_') return false;
  // Running text has white space after commas, and stops at its sentences' ends.
  return !absl::ascii_isspace(last) && last != '.' &&
         std::count(cell.begin(), cell.end(), ' ') <= kMostSpaces;
}

// Whether the whole lines of `text` make a table. In cells between quotes, which tabs do without,
// separators and line ends stand for themselves.
bool IsTable(absl::string_view text, char separator) {
  std::vector<absl::string_view> names;
  size_t rows = 0;
  size_t cells = 1;
  size_t begin = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == kQuote && separator != '\t') quoted = !quoted;
    if (quoted || (text[i] != separator && text[i] != '\n')) continue;
    if (rows == 0) {
      names.push_back(absl::StripSuffix(text.substr(begin, i - begin), "\r"));
      if (!LooksLikeName(names.back())) return false;
    }
    begin = i + 1;
    if (text[i] == separator) {
      ++cells;
      continue;
    }
    if (cells != names.size()) return false;
    ++rows;
    cells = 1;
  }
  const bool distinct =
      std::set<absl::string_view>(names.begin(), names.end()).size() == names.size();
  return names.size() >= 2 && distinct && rows >= 3;
}

}  // namespace

TextForm RecognizeForm(absl::string_view start) {
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(start);
  if (IsMarkup(text)) return TextForm::kMarkup;
  if (IsJsonLines(text)) return TextForm::kJsonLines;
  for (const char separator : {'\t', ',', ';'}) {
    if (IsTable(text, separator)) return TextForm::kTable;
  }
  return TextForm::kRunningText;
}

}  // namespace windowlm
