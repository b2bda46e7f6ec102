#include "tools/results/fit_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "tools/results/json_text.h"
#include "tools/results/tsv_field.h"

namespace windowlm {
namespace {

std::string Json(absl::string_view query, const std::vector<RankedWord>& words,
                 const Vocabulary& vocabulary) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("words", query);
  json.StringField("odd", vocabulary.word(words[0].id));
  json.Key("fits");
  json.BeginArray();
  for (const RankedWord& word : words) {
    json.BeginObject();
    json.StringField("word", vocabulary.word(word.id));
    json.NumberField("cosine", word.score);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

}  // namespace

std::string FitText(ResultFormat format, bool heading, absl::string_view query,
                    const std::vector<RankedWord>& words, const Vocabulary& vocabulary) {
  if (format == ResultFormat::kJson) return Json(query, words, vocabulary);
  const bool tsv = format == ResultFormat::kTsv;
  std::string text = heading && !tsv ? absl::StrCat(query, "\n") : "";
  for (size_t i = 0; i < words.size(); ++i) {
    const absl::string_view word = vocabulary.word(words[i].id);
    const double cosine = words[i].score;
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
