#include "src/corpus/singletons.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "absl/types/span.h"
#include "src/base/random.h"

namespace windowlm {

Singletons::Singletons(const Vocabulary& vocabulary, double share, uint64_t seed)
    : passes_(share, seed, RandomPurpose::kSingletons),
      unknown_id_(vocabulary.unknown_id()),
      line_end_id_(vocabulary.line_end_id()) {
  if (share == 0) return;
  // Counts descend.
  const absl::Span<const uint64_t> counts = vocabulary.counts();
  const auto [begin, end] = std::equal_range(counts.begin(), counts.end(), 1, std::greater<>());
  begin_ = static_cast<uint32_t>(begin - counts.begin());
  end_ = static_cast<uint32_t>(end - counts.begin());
}

bool Singletons::IsReplaced(uint32_t pass, uint32_t id) const {
  return id >= begin_ && id < end_ && id != line_end_id_ && passes_.Includes(pass, id);
}

void Singletons::Replace(uint32_t pass, WindowBatch* batch) const {
  if (begin_ == end_) return;
  for (std::vector<uint32_t>* ids :
       {&batch->contexts, &batch->distant, &batch->attended.mutable_words(), &batch->targets}) {
    for (uint32_t& id : *ids) {
      if (IsReplaced(pass, id)) id = unknown_id_;
    }
  }
}

}  // namespace windowlm
