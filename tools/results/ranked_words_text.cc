#include "tools/results/ranked_words_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "tools/results/json_text.h"
#include "tools/results/tsv_field.h"

namespace windowlm {
namespace {

std::string Json(const AnswerNames& names, absl::string_view query,
                 const std::vector<RankedWord>& words, const Vocabulary& vocabulary) {
  JsonWriter json;
  json.BeginObject();
  json.StringField(names.query, query);
  json.Key(names.words);
  json.BeginArray();
  for (const RankedWord& word : words) {
    json.BeginObject();
    json.StringField("word", vocabulary.word(word.id));
    json.NumberField(names.score, word.score);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

std::string Tsv(absl::string_view query, const std::vector<RankedWord>& words,
                const Vocabulary& vocabulary) {
  const std::string field = TsvField(query);
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    absl::StrAppend(&text, field, "\t", i + 1, "\t", vocabulary.word(words[i].id), "\t",
                    NumberText(words[i].score), "\n");
  }
  return text;
}

std::string Text(bool heading, absl::string_view query, const std::vector<RankedWord>& words,
                 const Vocabulary& vocabulary) {
  std::string text;
  if (heading) absl::StrAppend(&text, query, "\n");
  // The last score is the lowest, so it tells whether the column has room for a sign.
  const int width = !words.empty() && words.back().score < 0 ? 7 : 6;
  for (const RankedWord& word : words) {
    absl::StrAppendFormat(&text, "  %*.4f  %s\n", width, word.score, vocabulary.word(word.id));
  }
  return text;
}

}  // namespace

std::string RankedWordsText(ResultFormat format, const AnswerNames& names, bool heading,
                            absl::string_view query, const std::vector<RankedWord>& words,
                            const Vocabulary& vocabulary) {
  switch (format) {
    case ResultFormat::kJson:
      return Json(names, query, words, vocabulary);
    case ResultFormat::kTsv:
      return Tsv(query, words, vocabulary);
    case ResultFormat::kText:
      break;
  }
  return Text(heading, query, words, vocabulary);
}

}  // namespace windowlm
