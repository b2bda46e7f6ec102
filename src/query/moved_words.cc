#include "src/query/moved_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "src/base/parallel_for.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

constexpr int64_t kRowsToATask = 512;
constexpr size_t kPeers = 500;
// The standard deviation of normal numbers over their median deviation.
constexpr double kDeviations = 1.4826;
// The least spread, so that words that are all in place have not moved by what was rounded.
constexpr double kLeastSpread = 1e-4;

// The upper median of numbers, of which there is at least one.
double Median(std::vector<double>* numbers) {
  const auto middle = numbers->begin() + static_cast<int64_t>(numbers->size() / 2);
  std::nth_element(numbers->begin(), middle, numbers->end());
  return *middle;
}

}  // namespace

std::vector<MovedWord> FindMovedWords(const Matrix<float>& first, const Matrix<float>& second,
                                      absl::Span<const CommonWord> words) {
  std::vector<MovedWord> moved(words.size());
  ParallelForTiles(
      static_cast<int64_t>(words.size()), kRowsToATask, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          moved[i] = {
              words[i],
              Cosine(first.row(words[i].first_id), second.row(words[i].second_id), first.columns()),
              0};
        }
      });
  // A word is as rare as it is in the text that has it less often.
  std::vector<size_t> by_frequency(words.size());
  std::iota(by_frequency.begin(), by_frequency.end(), size_t{0});
  std::stable_sort(by_frequency.begin(), by_frequency.end(), [&](size_t a, size_t b) {
    return std::max(words[a].first_id, words[a].second_id) <
           std::max(words[b].first_id, words[b].second_id);
  });
  std::vector<double> distances;
  for (const size_t i : by_frequency) distances.push_back(1 - moved[i].cosine);
  const size_t peers = std::min(kPeers, words.size());
  ParallelForTiles(
      static_cast<int64_t>(words.size()), kRowsToATask, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const size_t before = std::min<size_t>(i, peers / 2);
          const size_t from = std::min(i - before, words.size() - peers);
          std::vector<double> near(distances.begin() + from, distances.begin() + from + peers);
          const double usual = Median(&near);
          for (double& distance : near) distance = std::abs(distance - usual);
          const double spread = std::max(kLeastSpread, kDeviations * Median(&near));
          moved[by_frequency[i]].movement = (distances[i] - usual) / spread;
        }
      });
  std::stable_sort(moved.begin(), moved.end(),
                   [](const MovedWord& a, const MovedWord& b) { return a.movement > b.movement; });
  return moved;
}

}  // namespace windowlm
