#ifndef WINDOWLM_TOOLS_OPTIONS_NAMED_WORDS_H_
#define WINDOWLM_TOOLS_OPTIONS_NAMED_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace windowlm {

// Words that a message names: the first of them, since there may be more than a reader wants, or
// than memory holds.
class NamedWords {
 public:
  void Add(const std::string& word);

  // The number of words added.
  uint64_t count() const { return count_; }

  // "a, b and 12 more".
  std::string Text() const;

 private:
  std::vector<std::string> first_;
  uint64_t count_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_NAMED_WORDS_H_
