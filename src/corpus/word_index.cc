#include "src/corpus/word_index.h"

#include <algorithm>
#include <cstring>

namespace windowlm {

uint32_t WordIndex::Add(absl::string_view word) {
  const auto found = ids_.find(word);
  if (found != ids_.end()) return found->second;
  const auto id = static_cast<uint32_t>(words_.size());
  const absl::string_view stored = Store(word);
  words_.push_back(stored);
  ids_.emplace(stored, id);
  return id;
}

absl::optional<uint32_t> WordIndex::Find(absl::string_view word) const {
  const auto found = ids_.find(word);
  if (found == ids_.end()) return absl::nullopt;
  return found->second;
}

absl::string_view WordIndex::Store(absl::string_view word) {
  constexpr size_t kBlockBytes = size_t{1} << 16;
  if (word.size() > block_left_) {
    block_left_ = std::max(kBlockBytes, word.size());
    blocks_.push_back(std::make_unique<char[]>(block_left_));
    block_next_ = blocks_.back().get();
  }
  char* const bytes = block_next_;
  if (!word.empty()) memcpy(bytes, word.data(), word.size());
  block_next_ += word.size();
  block_left_ -= word.size();
  return absl::string_view(bytes, word.size());
}

}  // namespace windowlm
