#include "tools/results/ranked_words_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/input/shown_text.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

// What is told of words, in any form.
struct Told {
  const std::vector<RankedWord>& words;
  const Vocabulary& vocabulary;
  const WordDetails& details;
  absl::Span<const int> agreement;
};

std::string Json(const AnswerNames& names, const Told& told) {
  JsonWriter json;
  json.Key(names.words);
  json.BeginArray();
  for (size_t i = 0; i < told.words.size(); ++i) {
    const RankedWord& word = told.words[i];
    json.BeginObject();
    json.StringField("word", told.vocabulary.word(word.id));
    json.NumberField(names.score, word.score);
    if (told.details.models > 1) {
      json.IntegerField("agreement", static_cast<uint64_t>(told.agreement[i]));
    }
    if (told.details.counts) json.IntegerField("count", told.vocabulary.count(word.id));
    json.EndObject();
  }
  json.EndArray();
  return json.text();
}

std::string Tsv(const Told& told) {
  std::string text;
  for (size_t i = 0; i < told.words.size(); ++i) {
    const RankedWord& word = told.words[i];
    absl::StrAppend(&text, i + 1, "\t", CellText(told.vocabulary.word(word.id)), "\t",
                    NumberText(word.score));
    if (told.details.models > 1) absl::StrAppend(&text, "\t", told.agreement[i]);
    if (told.details.counts) absl::StrAppend(&text, "\t", told.vocabulary.count(word.id));
    text.push_back('\n');
  }
  return text;
}

std::string Text(const Told& told) {
  std::string text;
  // The last score is the lowest, so it tells whether the column has room for a sign.
  const int width = !told.words.empty() && told.words.back().score < 0 ? 7 : 6;
  for (size_t i = 0; i < told.words.size(); ++i) {
    const RankedWord& word = told.words[i];
    absl::StrAppendFormat(&text, "  %*.4f  ", width, word.score);
    if (told.details.models > 1) {
      absl::StrAppendFormat(&text, "%d/%d  ", told.agreement[i], told.details.models);
    }
    if (told.details.counts) {
      absl::StrAppendFormat(&text, "%10s  ", FormatCount(told.vocabulary.count(word.id)));
    }
    absl::StrAppend(&text, ShownText(told.vocabulary.word(word.id)), "\n");
  }
  return text;
}

}  // namespace

int RankedWordCells(const WordDetails& details) {
  return 3 + (details.models > 1 ? 1 : 0) + (details.counts ? 1 : 0);
}

std::string RankedWordsText(ResultFormat format, const AnswerNames& names,
                            const std::vector<RankedWord>& words, const Vocabulary& vocabulary,
                            const WordDetails& details, absl::Span<const int> agreement) {
  const Told told = {words, vocabulary, details, agreement};
  switch (format) {
    case ResultFormat::kJson:
      return Json(names, told);
    case ResultFormat::kTsv:
      return Tsv(told);
    case ResultFormat::kText:
      break;
  }
  return Text(told);
}

}  // namespace windowlm
