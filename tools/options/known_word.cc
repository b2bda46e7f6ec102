#include "tools/options/known_word.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/optional.h"
#include "src/corpus/similar_spellings.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "tools/options/did_you_mean.h"

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

}  // namespace

absl::StatusOr<uint32_t> FindKnownWord(const std::string& word, const ModelVectors& vectors,
                                       const std::string& model) {
  const Vocabulary& vocabulary = vectors.vocabulary;
  if (const absl::optional<uint32_t> id = vocabulary.Find(word)) return *id;
  const std::vector<std::string> parts =
      TokenizeLine(word, vectors.provenance.config.corpus().text());
  if (parts.size() > 1) {
    return absl::NotFoundError(absl::StrCat("one word was expected, and the tokenizer of ", model,
                                            " makes ", parts.size(), " of \"", word,
                                            "\": ", absl::StrJoin(parts, ", ")));
  }
  // The tokenizer gives <unk> for a word that no text can hold.
  const absl::optional<uint32_t> id =
      parts.empty() || parts[0] == kUnknownWord ? absl::nullopt : vocabulary.Find(parts[0]);
  if (id.has_value()) return *id;
  return absl::NotFoundError(absl::StrCat("\"", word, "\" is not in the vocabulary of ", model,
                                          DidYouMean(SpeltAlike(word, vocabulary))));
}

absl::StatusOr<KnownWords> FindKnownWords(const std::string& query, size_t count,
                                          const ModelVectors& vectors, const std::string& model) {
  KnownWords known;
  known.words = absl::StrSplit(query, absl::ByAnyChar(" \t\r\n\v\f"), absl::SkipEmpty());
  if (known.words.size() != count) {
    return absl::InvalidArgumentError(absl::StrCat(count, " words were expected, and there ",
                                                   known.words.size() == 1 ? "is " : "are ",
                                                   known.words.size()));
  }
  for (const std::string& word : known.words) {
    const absl::StatusOr<uint32_t> id = FindKnownWord(word, vectors, model);
    if (!id.ok()) return id.status();
    known.ids.push_back(*id);
  }
  return known;
}

}  // namespace windowlm
