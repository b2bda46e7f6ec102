#include "tools/options/word_lists.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/config/option_table.h"
#include "src/config/typed_options.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_index.h"
#include "src/input/byte_input.h"
#include "tools/options/named_words.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

StartSummary Summary(uint64_t bytes, uint32_t crc32c) {
  StartSummary summary;
  summary.set_bytes(bytes);
  summary.set_crc32c(crc32c);
  return summary;
}

void NoteWordsNotKept(const KeptWords& kept, const std::string& path,
                      const Vocabulary& vocabulary) {
  NamedWords missing;
  for (const std::string& word : kept.not_in_texts) missing.Add(word);
  for (uint32_t i = 0; i < kept.words.size(); ++i) {
    const absl::string_view word = kept.words.word(i);
    if (!vocabulary.Find(word).has_value()) missing.Add(std::string(word));
  }
  if (missing.count() == 0) return;
  PrintNote(absl::StrCat(InputName(path),
                         ": not in the text to train on, so not kept: ", missing.Text()));
}

// A list may be of a model with other text rules, and its capitals, say, stay without a meaning.
void NoteWordsOfNoText(const WordIndex& words, const std::string& path, const TextConfig& config) {
  NamedWords of_no_text;
  for (uint32_t i = 0; i < words.size(); ++i) {
    const std::string word(words.word(i));
    if (IsSpecialWord(word)) continue;
    const std::vector<std::string> parts = TokenizeLine(word, config);
    if (parts.size() != 1 || parts[0] != word) of_no_text.Add(word);
  }
  if (of_no_text.count() == 0) return;
  PrintNote(absl::StrCat(
      InputName(path), ": no text has these words with ",
      TypedOption(OptionOf<TextConfig>(TextConfig::kTokenizerFieldNumber), config), " and ",
      TypedOption(OptionOf<TextConfig>(TextConfig::kLowercaseFieldNumber), config), ": ",
      of_no_text.Text()));
}

}  // namespace

absl::StatusOr<WordLists> ReadWordLists(TrainOptions& options) {
  WordLists lists;
  TrainConfig& config = options.config;
  config.clear_vocabulary();
  config.clear_keep_words();
  if (const std::string& path = options.run.vocabulary(); !path.empty()) {
    absl::StatusOr<VocabularyList> list = ReadVocabularyList(path);
    if (!list.ok()) return list.status();
    *config.mutable_vocabulary() = Summary(list->bytes(), list->crc32c());
    // However rare they are, none of its words is left out.
    if (!config.corpus().has_min_count()) config.mutable_corpus()->set_min_count(1);
    lists.vocabulary = *std::move(list);
  }
  if (const std::string& path = options.run.keep_words(); !path.empty()) {
    absl::StatusOr<KeptWords> kept = ReadKeptWords(path, config.corpus().text());
    if (!kept.ok()) return kept.status();
    *config.mutable_keep_words() = Summary(kept->bytes, kept->crc32c);
    lists.kept = *std::move(kept);
  }
  return lists;
}

absl::StatusOr<GivenVocabulary> GivenBy(const WordLists& lists) {
  GivenVocabulary given;
  if (lists.kept.has_value()) given.kept = &lists.kept->words;
  if (!lists.vocabulary.has_value()) return given;
  if (lists.vocabulary->counts().empty()) {
    given.words = &lists.vocabulary->words();
    return given;
  }
  absl::StatusOr<Vocabulary> counted = VocabularyOf(*lists.vocabulary);
  if (!counted.ok()) return counted.status();
  given.counted = *std::move(counted);
  return given;
}

void PrintWordNotes(const WordLists& lists, const TrainOptions& options,
                    const Vocabulary& vocabulary) {
  if (lists.kept.has_value()) {
    NoteWordsNotKept(*lists.kept, options.run.keep_words(), vocabulary);
  }
  if (lists.vocabulary.has_value()) {
    NoteWordsOfNoText(lists.vocabulary->words(), options.run.vocabulary(),
                      options.config.corpus().text());
  }
}

}  // namespace windowlm
