#include "tools/results/word_context_text.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/input/shown_text.h"
#include "src/input/unicode_text.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

std::string Joined(const std::vector<std::string>& words) { return absl::StrJoin(words, " "); }

// The columns that a terminal needs for `text`, well-formed UTF-8.
size_t ColumnsOf(absl::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    columns += static_cast<size_t>(DisplayColumns(NextCodePoint(text, &at)));
  }
  return columns;
}

}  // namespace

std::string WordContextColumns(absl::Span<const WordContext> contexts, absl::string_view word) {
  size_t width = 0;
  for (const WordContext& context : contexts) {
    width = std::max(width, ColumnsOf(ShownText(Joined(context.left))));
  }
  std::string text;
  for (const WordContext& context : contexts) {
    const std::string left = ShownText(Joined(context.left));
    absl::StrAppend(&text, std::string(width - ColumnsOf(left), ' '), left, "  ", ShownText(word),
                    context.right.empty() ? "" : "  ", ShownText(Joined(context.right)), "\n");
  }
  return text;
}

std::string WordContextTsv(const WordContext& context, absl::string_view file,
                           absl::string_view word) {
  return absl::StrCat(CellText(file), "\t", context.line, "\t", CellText(Joined(context.left)),
                      "\t", CellText(word), "\t", CellText(Joined(context.right)), "\n");
}

std::string WordContextJson(const WordContext& context, absl::string_view file,
                            absl::string_view word) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("file", file);
  json.IntegerField("line", context.line);
  json.StringField("left", Joined(context.left));
  json.StringField("word", word);
  json.StringField("right", Joined(context.right));
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

}  // namespace windowlm
