#ifndef WINDOWLM_SRC_CORPUS_LABELS_H_
#define WINDOWLM_SRC_CORPUS_LABELS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The labels of a text whose lines have some: they are words of its vocabulary, spelt with a prefix
// (`__label__sport`, as in fastText's files), and numbered in the vocabulary's order, so that the
// most frequent one is label 0. Immutable; safe for any number of threads.
class Labels {
 public:
  Labels(const Vocabulary& vocabulary, absl::string_view prefix);

  uint32_t size() const { return static_cast<uint32_t>(names_.size()); }
  // The name of a label, without the prefix. Requires label < size().
  const std::string& name(uint32_t label) const { return names_[label]; }
  // The label of this name.
  absl::optional<uint32_t> Find(absl::string_view name) const;
  // The label that a word of the vocabulary is.
  absl::optional<uint32_t> OfWord(uint32_t id) const;

 private:
  std::vector<std::string> names_;
  absl::flat_hash_map<uint32_t, uint32_t> by_word_;
  absl::flat_hash_map<std::string, uint32_t> by_name_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_LABELS_H_
