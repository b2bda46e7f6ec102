#include "src/model/mixture/word_cache.h"

#include <algorithm>
#include <numeric>

namespace windowlm {

WordCache::WordCache(absl::Span<const uint32_t> ids, const Vocabulary& vocabulary,
                     const CacheOptions& options)
    : ids_(ids), words_(static_cast<uint64_t>(options.words)) {
  const size_t most = std::min<uint64_t>(words_, ids.size());
  powers_.reserve(most);
  double power = 1;
  for (size_t n = 0; n < most; ++n, power *= options.decay) powers_.push_back(power);
  const auto total = static_cast<double>(
      std::accumulate(vocabulary.counts().begin(), vocabulary.counts().end(), uint64_t{1}));
  std::vector<uint64_t> last(vocabulary.size(), 0);
  weights_.reserve(ids.size());
  previous_.reserve(ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    const double share = static_cast<double>(vocabulary.count(ids[i])) / total;
    weights_.push_back(
        options.common_share == 0 ? 1 : options.common_share / (options.common_share + share));
    previous_.push_back(last[ids[i]]);
    last[ids[i]] = i + 1;
  }
}

uint64_t WordCache::BeginOf(uint64_t position) const {
  return position - std::min(position, words_);
}

double WordCache::WeightAt(uint64_t position) const {
  double weight = 0;
  for (uint64_t i = position; i > BeginOf(position); --i) {
    weight += powers_[position - i] * weights_[i - 1];
  }
  return weight;
}

template <typename Visit>
void WordCache::VisitFollowers(uint64_t position, Visit visit) const {
  const uint64_t begin = BeginOf(position);
  if (position == begin) return;
  const bool has_two = position >= begin + 2;
  for (uint64_t next = previous_[position - 1]; next > begin; next = previous_[next - 1]) {
    // `next` is the position behind the word's occurrence.
    const bool follows_two = has_two && next >= begin + 2 && ids_[next - 2] == ids_[position - 2];
    visit(ids_[next], follows_two ? 2 : 1, powers_[position - 1 - next]);
  }
}

WordCache::Prediction WordCache::Predict(uint64_t position) const {
  Prediction prediction;
  const uint64_t begin = BeginOf(position);
  if (position == begin) return prediction;
  const uint32_t word = ids_[position];
  // What any word, and what this one, counts for by itself, after one word and after two.
  std::array<double, kOrders> all = {WeightAt(position), 0, 0};
  std::array<double, kOrders> same = {0, 0, 0};
  for (uint64_t next = previous_[position]; next > begin; next = previous_[next - 1]) {
    same[0] += powers_[position - next] * weights_[next - 1];
  }
  VisitFollowers(position, [&](uint32_t follower, int followed, double weight) {
    for (int n = 1; n <= followed; ++n) {
      all[n] += weight;
      if (follower == word) same[n] += weight;
    }
  });
  while (prediction.known < kOrders && all[prediction.known] > 0) {
    prediction.p[prediction.known] = same[prediction.known] / all[prediction.known];
    ++prediction.known;
  }
  return prediction;
}

int WordCache::PredictAll(uint64_t position, absl::Span<double> p) const {
  const uint64_t begin = BeginOf(position);
  if (position == begin) return 0;
  const size_t words = p.size() / kOrders;
  std::array<double, kOrders> all = {WeightAt(position), 0, 0};
  for (uint64_t i = begin; i < position; ++i) {
    p[ids_[i]] += powers_[position - 1 - i] * weights_[i] / all[0];
  }
  VisitFollowers(position, [&](uint32_t, int followed, double weight) {
    for (int n = 1; n <= followed; ++n) all[n] += weight;
  });
  VisitFollowers(position, [&](uint32_t follower, int followed, double weight) {
    for (int n = 1; n <= followed; ++n) p[n * words + follower] += weight / all[n];
  });
  return static_cast<int>(std::find(all.begin(), all.end(), 0) - all.begin());
}

}  // namespace windowlm
