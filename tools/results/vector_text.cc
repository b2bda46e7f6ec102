#include "tools/results/vector_text.h"

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"
#include "tools/results/json_text.h"
#include "tools/results/tsv_field.h"

namespace windowlm {
namespace {

std::string Json(absl::string_view word, absl::Span<const float> vector) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("word", word);
  json.Key("vector");
  json.BeginArray();
  for (const float number : vector) json.Json(ExactNumberText(number));
  json.EndArray();
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

}  // namespace

std::string VectorText(ResultFormat format, absl::string_view word,
                       absl::Span<const float> vector) {
  if (format == ResultFormat::kJson) return Json(word, vector);
  const bool tsv = format == ResultFormat::kTsv;
  std::string text = tsv ? TsvField(word) : std::string(word);
  for (const float number : vector) {
    absl::StrAppend(&text, tsv ? "\t" : " ", ExactNumberText(number));
  }
  return absl::StrCat(text, "\n");
}

}  // namespace windowlm
