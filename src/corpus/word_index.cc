#include "src/corpus/word_index.h"

#include <algorithm>
#include <cstring>

namespace windowlm {

uint32_t WordIndex::Add(absl::string_view word) {
  const absl::optional<uint32_t> found = Find(word);
  if (found.has_value()) return *found;
  const auto id = static_cast<uint32_t>(words_.size());
  const absl::string_view stored = Store(word);
  words_.push_back(stored);
  if (ShortWord::Fits(word)) {
    short_ids_.emplace(ShortWord(word), id);
  } else {
    long_ids_.emplace(stored, id);
  }
  return id;
}

absl::optional<uint32_t> WordIndex::Find(absl::string_view word) const {
  if (ShortWord::Fits(word)) {
    const auto found = short_ids_.find(ShortWord(word));
    if (found == short_ids_.end()) return absl::nullopt;
    return found->second;
  }
  const auto found = long_ids_.find(word);
  if (found == long_ids_.end()) return absl::nullopt;
  return found->second;
}

void WordIndex::Clear() {
  words_.clear();
  short_ids_.clear();
  long_ids_.clear();
  blocks_.clear();
  block_left_ = 0;
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
