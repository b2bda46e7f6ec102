#include "tools/options/asked_word.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/corpus/similar_spellings.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/model/subwords.h"
#include "tools/options/did_you_mean.h"
#include "tools/options/prompt_words.h"
#include "tools/options/text_rules.h"

namespace windowlm {
namespace {

// The words of the vocabulary that are spelt most like `word`. The more frequent of equally similar
// words come first.
std::vector<std::string> SpeltAlike(const std::string& word, const Vocabulary& vocabulary) {
  SimilarSpellings similar(word, kMostSuggested);
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    if (id == vocabulary.unknown_id() || id == vocabulary.line_end_id() ||
        id == vocabulary.line_start_id()) {
      continue;
    }
    similar.Offer(id, vocabulary.word(id));
  }
  std::vector<std::string> words;
  for (const uint32_t id : similar.ids()) words.emplace_back(vocabulary.word(id));
  return words;
}

std::vector<std::string> WordsOf(const std::string& query) {
  return absl::StrSplit(query, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty());
}

absl::Status WrongCount(const std::string& expected, size_t found) {
  return absl::InvalidArgumentError(absl::StrCat(expected, " words were expected, and there ",
                                                 found == 1 ? "is " : "are ", found));
}

absl::StatusOr<std::vector<AskedWord>> FindEach(const std::vector<std::string>& words,
                                                const ModelVectors& vectors,
                                                const std::string& model) {
  std::vector<AskedWord> asked;
  for (const std::string& word : words) {
    absl::StatusOr<AskedWord> found = FindAskedWord(word, vectors, model);
    if (!found.ok()) return found.status();
    asked.push_back(*std::move(found));
  }
  return asked;
}

std::vector<std::string> Tokenized(const std::string& word, const ModelVectors& vectors) {
  NoteOtherIcu(vectors.provenance.config.corpus().text());
  return TokenizeLine(word, vectors.provenance.config.corpus().text());
}

}  // namespace

absl::optional<uint32_t> LookUpWord(const std::string& word, const ModelVectors& vectors) {
  const Vocabulary& vocabulary = vectors.vocabulary;
  if (const absl::optional<uint32_t> id = vocabulary.Find(word)) return id;
  const std::vector<std::string> parts = Tokenized(word, vectors);
  // The tokenizer gives <unk> for a word that no text can hold.
  if (parts.size() != 1 || parts[0] == kUnknownWord) return absl::nullopt;
  return vocabulary.Find(parts[0]);
}

absl::StatusOr<AskedWord> FindAskedWord(const std::string& word, const ModelVectors& vectors,
                                        const std::string& model) {
  const Matrix<float>& embeddings = vectors.embeddings;
  if (const absl::optional<uint32_t> id = LookUpWord(word, vectors)) {
    const float* row = embeddings.row(*id);
    if (vectors.vocabulary.word(*id) != word) {
      PrintNote(absl::StrCat("\"", word, "\" is read as \"", vectors.vocabulary.word(*id), "\""));
    }
    return AskedWord{word, std::string(vectors.vocabulary.word(*id)), id,
                     std::vector<float>(row, row + embeddings.columns())};
  }
  const std::vector<std::string> parts = Tokenized(word, vectors);
  if (parts.size() > 1) {
    return absl::NotFoundError(absl::StrCat("one word was expected, and the tokenizer of ", model,
                                            " makes ", parts.size(), " of \"", word,
                                            "\": ", absl::StrJoin(parts, ", ")));
  }
  if (vectors.unknown_words.has_value() && parts.size() == 1 && parts[0] != kUnknownWord) {
    std::vector<float> vector(static_cast<size_t>(embeddings.columns()));
    if (WriteSubwordVector(*vectors.unknown_words, parts[0], vector.data())) {
      PrintNote(absl::StrCat("\"", word, "\" is not in the vocabulary of ", model,
                             "; its n-grams make its vector"));
      return AskedWord{word, parts[0], absl::nullopt, std::move(vector)};
    }
  }
  return absl::NotFoundError(absl::StrCat("\"", word, "\" is not in the vocabulary of ", model,
                                          DidYouMean(SpeltAlike(word, vectors.vocabulary))));
}

absl::StatusOr<std::vector<AskedWord>> FindAskedWords(const std::string& query, size_t count,
                                                      const ModelVectors& vectors,
                                                      const std::string& model) {
  const std::vector<std::string> words = WordsOf(query);
  if (words.size() != count) return WrongCount(absl::StrCat(count), words.size());
  return FindEach(words, vectors, model);
}

absl::StatusOr<std::vector<AskedWord>> FindAskedWordsAtLeast(const std::string& query, size_t least,
                                                             const ModelVectors& vectors,
                                                             const std::string& model) {
  const std::vector<std::string> words = WordsOf(query);
  if (words.size() < least) return WrongCount(absl::StrCat("at least ", least), words.size());
  return FindEach(words, vectors, model);
}

std::string TypedText(absl::Span<const AskedWord> words) {
  return absl::StrJoin(words, " ",
                       [](std::string* text, const AskedWord& word) { text->append(word.typed); });
}

}  // namespace windowlm
