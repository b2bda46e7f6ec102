#include "src/corpus/labels.h"

#include "src/corpus/label_prefix.h"

namespace windowlm {

Labels::Labels(const Vocabulary& vocabulary, absl::string_view prefix) {
  for (uint32_t id = 0; id < vocabulary.predictable_size(); ++id) {
    const absl::string_view word = vocabulary.word(id);
    if (!IsLabel(word, prefix)) continue;
    by_word_[id] = size();
    by_name_[std::string(word.substr(prefix.size()))] = size();
    names_.emplace_back(word.substr(prefix.size()));
  }
}

absl::optional<uint32_t> Labels::Find(absl::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return absl::nullopt;
  return found->second;
}

absl::optional<uint32_t> Labels::OfWord(uint32_t id) const {
  const auto found = by_word_.find(id);
  if (found == by_word_.end()) return absl::nullopt;
  return found->second;
}

}  // namespace windowlm
