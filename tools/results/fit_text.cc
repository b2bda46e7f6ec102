#include "tools/results/fit_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "tools/results/json_text.h"
#include "tools/results/tsv_field.h"

namespace windowlm {
namespace {

std::string Json(absl::string_view query, const std::vector<Fit>& fits,
                 const std::vector<std::string>& words) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("words", query);
  json.StringField("odd", words[fits[0].place]);
  json.Key("fits");
  json.BeginArray();
  for (const Fit& fit : fits) {
    json.BeginObject();
    json.StringField("word", words[fit.place]);
    json.NumberField("cosine", fit.cosine);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

}  // namespace

std::string FitText(ResultFormat format, bool heading, absl::string_view query,
                    const std::vector<Fit>& fits, const std::vector<std::string>& words) {
  if (format == ResultFormat::kJson) return Json(query, fits, words);
  const bool tsv = format == ResultFormat::kTsv;
  std::string text = heading && !tsv ? absl::StrCat(query, "\n") : "";
  for (size_t i = 0; i < fits.size(); ++i) {
    const std::string& word = words[fits[i].place];
    const double cosine = fits[i].cosine;
    if (tsv) {
      absl::StrAppend(&text, TsvField(query), "\t", i == 0 ? 1 : 0, "\t", word, "\t",
                      NumberText(cosine), "\n");
    } else {
      absl::StrAppendFormat(&text, "%s %7.4f  %s\n", i == 0 ? "*" : " ", cosine, word);
    }
  }
  return text;
}

}  // namespace windowlm
