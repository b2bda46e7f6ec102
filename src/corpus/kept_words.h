#ifndef WINDOWLM_SRC_CORPUS_KEPT_WORDS_H_
#define WINDOWLM_SRC_CORPUS_KEPT_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "proto/train_config.pb.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// Words that a vocabulary is to have if the text has them, however rare they are.
struct KeptWords {
  // As the text rules spell them, in the order of the list; no special words.
  WordIndex words;
  // Those of which the text rules make several words or none, as they are listed, so that no text
  // has them.
  std::vector<std::string> not_in_texts;
  // The bytes of the list's lines, each with a line end, and their CRC-32C.
  uint64_t bytes = 0;
  uint32_t crc32c = 0;
};

// Reads the list at `path`, plain or compressed, or "-" for standard input: the word of each line
// is that of WordOfLine. Errors: those of ForEachLine; kInvalidArgument if the list is empty.
absl::StatusOr<KeptWords> ReadKeptWords(const std::string& path, const TextConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_KEPT_WORDS_H_
