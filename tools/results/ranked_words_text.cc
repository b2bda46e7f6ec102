#include "tools/results/ranked_words_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/input/shown_text.h"
#include "tools/results/json_text.h"

namespace windowlm {
namespace {

std::string Json(const AnswerNames& names, const std::vector<RankedWord>& words,
                 const Vocabulary& vocabulary, WordCounts counts) {
  JsonWriter json;
  json.Key(names.words);
  json.BeginArray();
  for (const RankedWord& word : words) {
    json.BeginObject();
    json.StringField("word", vocabulary.word(word.id));
    json.NumberField(names.score, word.score);
    if (counts == WordCounts::kShown) json.IntegerField("count", vocabulary.count(word.id));
    json.EndObject();
  }
  json.EndArray();
  return json.text();
}

std::string Tsv(const std::vector<RankedWord>& words, const Vocabulary& vocabulary,
                WordCounts counts) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    absl::StrAppend(&text, i + 1, "\t", CellText(vocabulary.word(words[i].id)), "\t",
                    NumberText(words[i].score));
    if (counts == WordCounts::kShown) {
      absl::StrAppend(&text, "\t", vocabulary.count(words[i].id));
    }
    text.push_back('\n');
  }
  return text;
}

std::string Text(const std::vector<RankedWord>& words, const Vocabulary& vocabulary,
                 WordCounts counts) {
  std::string text;
  // The last score is the lowest, so it tells whether the column has room for a sign.
  const int width = !words.empty() && words.back().score < 0 ? 7 : 6;
  for (const RankedWord& word : words) {
    absl::StrAppendFormat(&text, "  %*.4f  ", width, word.score);
    if (counts == WordCounts::kShown) {
      absl::StrAppendFormat(&text, "%10s  ", FormatCount(vocabulary.count(word.id)));
    }
    absl::StrAppend(&text, ShownText(vocabulary.word(word.id)), "\n");
  }
  return text;
}

}  // namespace

int RankedWordCells(WordCounts counts) { return counts == WordCounts::kShown ? 4 : 3; }

std::string RankedWordsText(ResultFormat format, const AnswerNames& names,
                            const std::vector<RankedWord>& words, const Vocabulary& vocabulary,
                            WordCounts counts) {
  switch (format) {
    case ResultFormat::kJson:
      return Json(names, words, vocabulary, counts);
    case ResultFormat::kTsv:
      return Tsv(words, vocabulary, counts);
    case ResultFormat::kText:
      break;
  }
  return Text(words, vocabulary, counts);
}

}  // namespace windowlm
