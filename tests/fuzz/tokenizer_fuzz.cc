// Texts: a byte that says the tokenizer and how the bytes come, then the text.

#include <string>
#include <vector>

#include "src/corpus/tokenizer.h"
#include "src/input/utf8_text.h"
#include "tests/fuzz/fuzz_target.h"

namespace windowlm {
namespace {

// The words of a text as they come, a line a string.
class Transcript : public WordSink {
 public:
  bool AddWord(absl::string_view word) override {
    Require(!word.empty(), "no word is empty");
    Require(word != kLineStartWord && word != kLineEndWord, "no text spells a line's start or end");
    Require(word.size() <= kMaxWordBytes, "no word is too long");
    Require(ValidUtf8Prefix(word) == word.size(), "words are well-formed");
    words.emplace_back(word);
    return true;
  }
  bool EndLine() override {
    words.emplace_back("\n");
    return true;
  }

  std::vector<std::string> words;
};

std::vector<std::string> WordsOf(absl::string_view bytes, size_t piece_bytes,
                                 const TextConfig& config) {
  Transcript transcript;
  Tokenizer tokenizer(config, transcript);
  Utf8Text text;
  do {
    const absl::string_view piece = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(piece.size());
    tokenizer.Add(text.Next(piece, bytes.empty()), bytes.empty());
  } while (!bytes.empty());
  return transcript.words;
}

}  // namespace

void FuzzOne(absl::string_view bytes) {
  if (bytes.empty()) return;
  const auto first = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  TextConfig config;
  config.set_tokenizer(first % 2 == 0   ? TOKENIZER_WHITESPACE
                       : first % 4 == 1 ? TOKENIZER_WORDS
                                        : TOKENIZER_CHARACTERS);
  config.set_lowercase(first / 2 % 2 != 0);
  const std::vector<std::string> words = WordsOf(bytes, bytes.size() + 1, config);
  Require(WordsOf(bytes, 1 + first / 4, config) == words, "pieces make the words of the whole");
  // ICU's dictionaries know some words only in their places.
  if (config.tokenizer() != TOKENIZER_WHITESPACE) return;
  for (const std::string& word : words) {
    if (word == "\n") continue;
    const std::vector<std::string> again = TokenizeLine(word, config);
    Require(again.size() == 1 && again.front() == word, "a word is the word of itself");
  }
}

std::vector<std::string> FuzzSeeds() {
  std::vector<std::string> seeds;
  for (const char first : {'\0', '\1', '\2', '\3', '\5', '\7'}) {
    seeds.push_back(std::string(1, first) +
                    "\ufeff\"Don't,\" he said: 3.14, l\u2019ami <unk> </s>\r\n\r\n"
                    "rock-n-roll cafe\u0301 \u0130 \u01c4 \u03a3 \u1100\u1161 \u65e5\u672c\u3002 "
                    "\u0939\u093f\u0928\u094d\u0926\u0940 \xff\xe2\x80 \u2028 end");
  }
  return seeds;
}

}  // namespace windowlm
