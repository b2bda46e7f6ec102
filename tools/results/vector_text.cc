#include "tools/results/vector_text.h"

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

std::string Json(absl::Span<const float> vector) {
  JsonWriter json;
  json.Key("vector");
  json.BeginArray();
  for (const float number : vector) json.Json(ExactNumberText(number));
  json.EndArray();
  return json.text();
}

}  // namespace

std::string VectorText(ResultFormat format, absl::Span<const float> vector) {
  if (format == ResultFormat::kJson) return Json(vector);
  const char* const separator = format == ResultFormat::kTsv ? "\t" : " ";
  std::string text;
  for (const float number : vector) {
    absl::StrAppend(&text, text.empty() ? "" : separator, ExactNumberText(number));
  }
  return text;
}

}  // namespace windowlm
