#include "tools/options/asked_word.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/input/shown_text.h"
#include "src/model/subwords.h"
#include "tools/options/did_you_mean.h"
#include "tools/options/text_rules.h"

namespace windowlm {
namespace {

std::vector<std::string> WordsOf(const std::string& query) {
  return absl::StrSplit(query, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty());
}

absl::Status WrongCount(const std::string& expected, size_t found) {
  if (found == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat(expected, " words were expected, and there is none"));
  }
  return absl::InvalidArgumentError(absl::StrCat(expected, " words were expected, and there ",
                                                 found == 1 ? "is " : "are ", found));
}

absl::StatusOr<std::vector<AskedWord>> FindEach(const std::vector<std::string>& words,
                                                const ModelVectors& vectors,
                                                const std::string& model, QuestionNotes* notes) {
  std::vector<AskedWord> asked;
  for (const std::string& word : words) {
    absl::StatusOr<AskedWord> found = FindAskedWord(word, vectors, model, notes);
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
                                        const std::string& model, QuestionNotes* notes) {
  const Matrix<float>& embeddings = vectors.embeddings;
  if (word.empty()) {
    return absl::InvalidArgumentError("a word was expected, and there is none");
  }
  if (const absl::optional<uint32_t> id = LookUpWord(word, vectors)) {
    const float* row = embeddings.row(*id);
    if (vectors.vocabulary.word(*id) != word) {
      notes->remarks.push_back(absl::StrCat(QuotedExcerpt(word), " is read as ",
                                            QuotedExcerpt(vectors.vocabulary.word(*id))));
    }
    return AskedWord{word, std::string(vectors.vocabulary.word(*id)), id,
                     std::vector<float>(row, row + embeddings.columns())};
  }
  const std::vector<std::string> parts = Tokenized(word, vectors);
  if (parts.size() > 1) {
    return absl::NotFoundError(absl::StrCat("one word was expected, and the tokenizer of ", model,
                                            " makes ", parts.size(), " of ", QuotedExcerpt(word),
                                            ": ", ShownExcerpt(absl::StrJoin(parts, ", "))));
  }
  if (vectors.unknown_words.has_value() && parts.size() == 1 && parts[0] != kUnknownWord) {
    std::vector<float> vector(static_cast<size_t>(embeddings.columns()));
    if (WriteSubwordVector(*vectors.unknown_words, parts[0], vector.data())) {
      notes->remarks.push_back(absl::StrCat(QuotedExcerpt(word), " is not in the vocabulary of ",
                                            model, "; its n-grams make its vector"));
      return AskedWord{word, parts[0], absl::nullopt, std::move(vector)};
    }
  }
  return absl::NotFoundError(absl::StrCat(QuotedExcerpt(word), " is not in the vocabulary of ",
                                          model, DidYouMean(SpeltAlike(word, vectors.vocabulary))));
}

absl::StatusOr<std::vector<AskedWord>> FindAskedWords(const std::string& query, size_t count,
                                                      const ModelVectors& vectors,
                                                      const std::string& model,
                                                      QuestionNotes* notes) {
  const std::vector<std::string> words = WordsOf(query);
  if (words.size() != count) return WrongCount(absl::StrCat(count), words.size());
  return FindEach(words, vectors, model, notes);
}

absl::StatusOr<std::vector<AskedWord>> FindAskedWordsAtLeast(const std::string& query, size_t least,
                                                             const ModelVectors& vectors,
                                                             const std::string& model,
                                                             QuestionNotes* notes) {
  const std::vector<std::string> words = WordsOf(query);
  if (words.size() < least) return WrongCount(absl::StrCat("at least ", least), words.size());
  return FindEach(words, vectors, model, notes);
}

}  // namespace windowlm
