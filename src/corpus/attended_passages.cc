#include "src/corpus/attended_passages.h"

#include <cstddef>

namespace windowlm {

void AttendedPassages::Add(const uint32_t* begin, const uint32_t* target, const uint32_t* end,
                           bool follows) {
  if (!passages_.empty() && follows) {
    const size_t others = passages_.size() == 1 ? 0 : passages_[passages_.size() - 2].windows_end;
    follows = windows_.size() - others < kMostWindows;
  }
  Window window = {static_cast<uint32_t>(words_.size() + (target - begin)),
                   static_cast<uint32_t>(target - begin),
                   static_cast<uint32_t>(end > target ? end - target - 1 : 0)};
  if (!passages_.empty() && follows) {
    window.target = windows_.back().target + 1;
    // Where in the text the passage ends.
    begin = target + (static_cast<int64_t>(words_.size()) - window.target);
    passages_.pop_back();
  }
  if (begin < end) words_.insert(words_.end(), begin, end);
  windows_.push_back(window);
  passages_.push_back(
      {static_cast<uint32_t>(windows_.size()), static_cast<uint32_t>(words_.size())});
}

void AttendedPassages::Clear() {
  words_.clear();
  windows_.clear();
  passages_.clear();
}

}  // namespace windowlm
