#ifndef WINDOWLM_TESTS_MODEL_NGRAM_SMALL_NGRAMS_H_
#define WINDOWLM_TESTS_MODEL_NGRAM_SMALL_NGRAMS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "src/corpus/vocabulary.h"
#include "src/model/ngram/kneser_ney.h"
#include "src/model/ngram/ngram_counts.h"
#include "src/model/ngram/ngram_model.h"

namespace windowlm {

// Sentences whose counts allow all discounts up to order 3 to be estimated.
inline constexpr char kSentences[] =
    "the cat sat on the mat\n"
    "the cat ate the rat\n"
    "the dog sat on the rat\n"
    "the cat sat on the dog\n"
    "a dog ate a rat\n"
    "a cat sat\n"
    "the rat ran\n"
    "a dog ran on the mat\n"
    "a cat ran on a mat\n"
    "the dog sat on a cat\n"
    "a rat sat on the mat\n"
    "one cow sat in a barn\n"
    "the cow ran by one barn\n"
    "by a barn the pig ran\n"
    "the pig ate in the barn\n";

// The words of a text, with `</s>` after each line.
inline std::vector<std::string> WordsOf(absl::string_view text) {
  std::vector<std::string> words;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    for (const absl::string_view word : absl::StrSplit(line, ' ')) words.emplace_back(word);
    words.emplace_back("</s>");
  }
  return words;
}

inline Vocabulary VocabularyOfText(absl::string_view text) {
  std::map<std::string, uint64_t> counts;
  for (const std::string& word : WordsOf(text)) ++counts[word];
  std::vector<WordCount> words;
  for (const auto& word : counts) words.push_back({word.first, word.second});
  absl::StatusOr<Vocabulary> vocabulary = Vocabulary::FromCounts(std::move(words), 1, 0);
  EXPECT_TRUE(vocabulary.ok()) << vocabulary.status();
  return *std::move(vocabulary);
}

inline std::vector<uint32_t> IdsOf(absl::string_view text, const Vocabulary& vocabulary) {
  std::vector<uint32_t> ids;
  for (const std::string& word : WordsOf(text)) ids.push_back(vocabulary.IdOrUnknown(word));
  return ids;
}

inline KneserNeyEstimate EstimateOf(absl::string_view text, int order, Boundaries boundaries) {
  const Vocabulary vocabulary = VocabularyOfText(text);
  absl::StatusOr<std::vector<CountedNgrams>> counts =
      CountNgrams(IdsOf(text, vocabulary), order, boundaries, vocabulary);
  EXPECT_TRUE(counts.ok()) << counts.status();
  return EstimateKneserNey(*std::move(counts));
}

inline std::unique_ptr<NgramModel> NgramModelOf(absl::string_view text, int order,
                                                Boundaries boundaries) {
  CorpusConfig config;
  config.set_boundaries(boundaries);
  return std::make_unique<NgramModel>(VocabularyOfText(text), config,
                                      EstimateOf(text, order, boundaries).tables);
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_NGRAM_SMALL_NGRAMS_H_
