#ifndef WINDOWLM_SRC_CORPUS_WORD_INDEX_H_
#define WINDOWLM_SRC_CORPUS_WORD_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/corpus/short_word.h"

namespace windowlm {

// Distinct words, numbered 0, 1, 2, ... as they come. Holds fewer than 2^32 of them. Movable:
// the words stay where they are. Concurrent reads are safe while nothing is added.
class WordIndex {
 public:
  WordIndex() = default;
  WordIndex(WordIndex&&) = default;
  WordIndex& operator=(WordIndex&&) = default;

  // The id of `word`, which is added if it is new.
  uint32_t Add(absl::string_view word);

  absl::optional<uint32_t> Find(absl::string_view word) const;

  // Requires id < size(). The result is valid until Clear or for as long as this lives.
  absl::string_view word(uint32_t id) const { return words_[id]; }

  size_t size() const { return words_.size(); }

  // Forgets all words.
  void Clear();

 private:
  absl::string_view Store(absl::string_view word);

  // The words' bytes, in blocks that never move.
  std::vector<std::unique_ptr<char[]>> blocks_;
  size_t block_left_ = 0;
  char* block_next_ = nullptr;
  std::vector<absl::string_view> words_;
  absl::flat_hash_map<ShortWord, uint32_t> short_ids_;
  absl::flat_hash_map<absl::string_view, uint32_t> long_ids_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_INDEX_H_
