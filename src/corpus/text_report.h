#ifndef WINDOWLM_SRC_CORPUS_TEXT_REPORT_H_
#define WINDOWLM_SRC_CORPUS_TEXT_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

namespace windowlm {

// What was found in the texts that were read, all of them together.
struct TextReport {
  // Bytes of decompressed text, and their CRC-32C. If reading ended because no more words were
  // wanted, the block with the last one counts whole.
  uint64_t bytes = 0;
  uint32_t crc32c = 0;
  uint64_t invalid_sequences = 0;
  uint64_t overlong_words = 0;
  uint64_t reserved_words = 0;
  // Where the first ill-formed sequence is, as "byte 17 of corpus.txt"; empty if there is none.
  std::string first_invalid;
  // Why the tokenizer and the case are what was chosen; empty where they were given.
  std::string tokenizer_reason;
  std::string lowercase_reason;
};

// One warning, in one line, for each thing in `report` that a user should know.
std::vector<std::string> TextWarnings(const TextReport& report);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_REPORT_H_
