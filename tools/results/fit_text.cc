#include "tools/results/fit_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/input/shown_text.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

std::string Json(const std::vector<Fit>& fits, const std::vector<std::string>& words) {
  JsonWriter json;
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
  return json.text();
}

}  // namespace

std::string FitText(ResultFormat format, const std::vector<Fit>& fits,
                    const std::vector<std::string>& words) {
  if (format == ResultFormat::kJson) return Json(fits, words);
  std::string text;
  for (size_t i = 0; i < fits.size(); ++i) {
    const std::string& word = words[fits[i].place];
    const double cosine = fits[i].cosine;
    if (format == ResultFormat::kTsv) {
      absl::StrAppend(&text, i == 0 ? 1 : 0, "\t", CellText(word), "\t", NumberText(cosine), "\n");
    } else {
      absl::StrAppendFormat(&text, "%s %7.4f  %s\n", i == 0 ? "*" : " ", cosine, ShownText(word));
    }
  }
  return text;
}

}  // namespace windowlm
