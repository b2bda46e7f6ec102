#include "tools/results/word_count_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/input/shown_text.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

std::string Json(absl::string_view word, absl::optional<uint64_t> count) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("word", word);
  if (count.has_value()) json.IntegerField("count", *count);
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

}  // namespace

std::string WordCountText(ResultFormat format, absl::string_view word,
                          absl::optional<uint64_t> count) {
  switch (format) {
    case ResultFormat::kJson:
      return Json(word, count);
    case ResultFormat::kTsv:
      return absl::StrCat(CellText(word), count.has_value() ? absl::StrCat("\t", *count) : "",
                          "\n");
    case ResultFormat::kText:
      break;
  }
  const std::string column = count.has_value() ? absl::StrFormat("%14s", FormatCount(*count)) : "";
  return absl::StrCat(column, "  ", ShownText(word), "\n");
}

}  // namespace windowlm
