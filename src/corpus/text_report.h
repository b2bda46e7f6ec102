#ifndef WINDOWLM_SRC_CORPUS_TEXT_REPORT_H_
#define WINDOWLM_SRC_CORPUS_TEXT_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/input/utf8_text.h"

namespace windowlm {

// Texts that have something in common.
struct NotedTexts {
  uint64_t count = 0;
  // The first one's name; empty if there is none.
  std::string first;

  void Add(const std::string& name) {
    if (count++ == 0) first = name;
  }
};

// What was found in the texts that were read, all of them together.
struct TextReport {
  // Bytes of decompressed text, and their CRC-32C. If reading ended because no more words were
  // wanted, the block with the last one counts whole.
  uint64_t bytes = 0;
  uint32_t crc32c = 0;
  uint64_t invalid_sequences = 0;
  uint64_t overlong_words = 0;
  uint64_t reserved_words = 0;
  // `<s>` and `</s>` that were passed over.
  uint64_t skipped_words = 0;
  // Where the first ill-formed sequence is, as "byte 17 of corpus.txt"; empty if there is none.
  std::string first_invalid;
  SingleByteLetters single_byte_letters;
  NotedTexts utf16;
  // Texts that are no running text (src/input/text_form.h).
  NotedTexts markup;
  NotedTexts json_lines;
  NotedTexts tables;
  // Why the tokenizer and the case are what was chosen; empty where they were given.
  std::string tokenizer_reason;
  std::string lowercase_reason;
};

// What to do with a text that seems to have another encoding than UTF-8, for the end of a message;
// empty if it does not.
std::string EncodingRemedy(const SingleByteLetters& letters);

// One warning, in one line, for each thing in `report` that a user should know.
std::vector<std::string> TextWarnings(const TextReport& report);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_REPORT_H_
