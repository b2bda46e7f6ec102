#ifndef WINDOWLM_SRC_CORPUS_TEXT_READER_H_
#define WINDOWLM_SRC_CORPUS_TEXT_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/text_input.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {

// What was met in the texts that were read, all of them together.
struct TextReport {
  // Bytes of text, decompressed, and their CRC-32C. Where the sink stopped the reading, the block
  // that was being read counts whole.
  uint64_t bytes = 0;
  uint32_t crc32c = 0;
  uint64_t invalid_sequences = 0;
  uint64_t overlong_words = 0;
  uint64_t reserved_words = 0;
  // Where the first ill-formed sequence is, as "byte 17 of corpus.txt"; empty if there is none.
  std::string first_invalid;
};

// Reads the texts one after the other and gives their words to `sink`, until it wants no more.
// A text's last line ends with it. Memory does not grow with the texts.
// Errors: those of TextInput, and ill-formed UTF-8 where config.invalid_utf8 says so; `report`
// then holds what was met before.
absl::Status ReadTexts(absl::Span<const std::string> paths, const TextConfig& config,
                       WordSink& sink, TextReport* report,
                       size_t block_bytes = TextInput::kBlockBytes);

// One line for each thing in `report` that a user should know.
std::vector<std::string> TextWarnings(const TextReport& report);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_READER_H_
