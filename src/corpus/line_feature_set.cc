#include "src/corpus/line_feature_set.h"

#include <algorithm>

namespace windowlm {

absl::optional<uint32_t> KnownNgrams::Find(uint32_t bucket) const {
  const auto found = std::lower_bound(buckets_.begin(), buckets_.end(), bucket);
  if (found == buckets_.end() || *found != bucket) return absl::nullopt;
  return static_cast<uint32_t>(found - buckets_.begin());
}

}  // namespace windowlm
