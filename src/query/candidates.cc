#include "src/query/candidates.h"

#include <algorithm>

namespace windowlm {
namespace {

constexpr size_t kBlock = 32;
constexpr size_t kLeastLimit = 64;

// Whether one of kBlock scores is at least `least`; a score that is not a number is not. Written so
// that compilers use vector instructions.
bool AnyAtLeast(const float* scores, float least) {
  int any = 0;
  for (size_t i = 0; i < kBlock; ++i) any |= static_cast<int>(scores[i] >= least);
  return any != 0;
}

}  // namespace

Candidates::Candidates(int64_t count, float error)
    : count_(static_cast<size_t>(count)),
      error_(error),
      limit_(std::max(kLeastLimit, 2 * count_)) {}

void Candidates::Add(uint32_t first, absl::Span<const float> scores) {
  for (size_t begin = 0; begin < scores.size(); begin += kBlock) {
    const size_t end = std::min(begin + kBlock, scores.size());
    if (end - begin == kBlock && !AnyAtLeast(scores.data() + begin, least_)) continue;
    for (size_t i = begin; i < end; ++i) {
      if (scores[i] >= least_) candidates_.push_back({first + static_cast<uint32_t>(i), scores[i]});
    }
    if (candidates_.size() >= limit_) Prune();
  }
}

void Candidates::Prune() {
  if (candidates_.size() <= count_) return;
  const auto last = candidates_.begin() + static_cast<std::ptrdiff_t>(count_ - 1);
  std::nth_element(candidates_.begin(), last, candidates_.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  least_ = last->score - 2 * error_;
  const auto too_low = [this](const Candidate& candidate) { return candidate.score < least_; };
  candidates_.erase(std::remove_if(candidates_.begin(), candidates_.end(), too_low),
                    candidates_.end());
  limit_ = std::max(kLeastLimit, 2 * candidates_.size());
}

std::vector<uint32_t> Candidates::Take() {
  Prune();
  std::vector<uint32_t> ids;
  ids.reserve(candidates_.size());
  for (const Candidate& candidate : candidates_) ids.push_back(candidate.id);
  candidates_.clear();
  return ids;
}

}  // namespace windowlm
