#ifndef WINDOWLM_SRC_CORPUS_LINE_FEATURE_SET_H_
#define WINDOWLM_SRC_CORPUS_LINE_FEATURE_SET_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "src/base/character_ngrams.h"
#include "src/corpus/word_pairs.h"

namespace windowlm {

// The n-grams of characters that a model of labels knows, told apart by their buckets, each
// numbered by its place. Immutable; safe for any number of threads.
class KnownNgrams {
 public:
  // The number of buckets, which is fastText's.
  static constexpr uint32_t kBuckets = 2000000;

  // None.
  KnownNgrams() = default;
  // Those of `min` to `max` characters; the buckets ascend, and are below kBuckets.
  KnownNgrams(int min, int max, std::vector<uint32_t> buckets)
      : range_{min, max, kBuckets}, buckets_(std::move(buckets)) {}

  uint32_t size() const { return static_cast<uint32_t>(buckets_.size()); }
  uint32_t bucket(uint32_t number) const { return buckets_[number]; }
  const NgramRange& range() const { return range_; }
  absl::optional<uint32_t> Find(uint32_t bucket) const;

 private:
  NgramRange range_ = {1, 0, kBuckets};
  std::vector<uint32_t> buckets_;
};

// What a model of labels knows besides words.
struct LineFeatureSet {
  WordPairs pairs;
  KnownNgrams ngrams;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_LINE_FEATURE_SET_H_
