#include "tools/options/corpus_options.h"

#include <cstdint>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "tools/options/choice_option.h"
#include "tools/options/field_options.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/number_check.h"

namespace windowlm {

void AddCorpusArguments(std::vector<std::string>& corpora, std::string& output, CLI::App& command) {
  command.add_option("CORPUS", corpora, "Text files, plain, .gz or .zst; - is standard input")
      ->required()
      ->type_name("")
      ->transform(Unshielded());
  command.add_option("-o,--output", output, "The model file to write")
      ->required()
      ->type_name("MODEL");
}

void AddCorpusOptions(const std::string& valid_fraction, CorpusConfig& corpus, CLI::App& command) {
  TextConfig& text = *corpus.mutable_text();
  AddChoice<TokenizerKind>(
      command, "--tokenizer", {{"whitespace", TOKENIZER_WHITESPACE}, {"words", TOKENIZER_WORDS}},
      text.tokenizer(), "whitespace: the text is tokenised; words: split punctuation, by Unicode",
      [&text](TokenizerKind value) { text.set_tokenizer(value); });
  AddFlag(command, "--lowercase", "Read upper-case letters as lower-case ones",
          [&text](bool value) { text.set_lowercase(value); });
  AddChoice<InvalidUtf8>(command, "--invalid-utf8",
                         {{"replace", INVALID_UTF8_REPLACE}, {"error", INVALID_UTF8_ERROR}},
                         text.invalid_utf8(), "Bytes that are not UTF-8: read U+FFFD, or stop",
                         [&text](InvalidUtf8 value) { text.set_invalid_utf8(value); });
  AddNumber<int64_t>(command, "--read-words", "N", "all", "Read the corpus's first words only",
                     [&corpus](int64_t value) { corpus.set_read_words(value); });
  AddNumber<int64_t>(command, "--min-count", "N", "1, above 5 million words 5",
                     "Words seen less often are <unk>",
                     [&corpus](int64_t value) { corpus.set_min_count(value); })
      ->check(IsAbove<int64_t>(0));
  AddNumber<int64_t>(command, "--vocab-size", "N", "no limit",
                     "Keep the most frequent words only, so many with <s>, </s>, <unk>",
                     [&corpus](int64_t value) { corpus.set_vocab_size(value); })
      ->check(IsAbove<int64_t>(0));
  AddChoice<Boundaries>(command, "--boundaries",
                        {{"line", BOUNDARIES_LINE}, {"none", BOUNDARIES_NONE}}, corpus.boundaries(),
                        "Whether a context stops at its line's start",
                        [&corpus](Boundaries value) { corpus.set_boundaries(value); });
  AddNumber<double>(command, "--valid-fraction", "SHARE", valid_fraction,
                    "Share of the last lines to hold out; 0: none",
                    [&corpus](double value) { corpus.set_valid_fraction(value); });
}

}  // namespace windowlm
