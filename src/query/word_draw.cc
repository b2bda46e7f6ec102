#include "src/query/word_draw.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "src/query/next_words.h"
#include "src/query/ranked_words.h"

namespace windowlm {

namespace {

// The words that may be drawn, the most probable first if an option needs that.
std::vector<RankedWord> DrawableWords(absl::Span<const double> probabilities,
                                      const DrawOptions& options, const Vocabulary& vocabulary) {
  const auto all = static_cast<int64_t>(probabilities.size());
  const bool limited = options.temperature == 0 || options.top_k > 0 || options.top_p < 1;
  if (limited) {
    const int64_t count = options.temperature == 0 ? 1 : options.top_k > 0 ? options.top_k : all;
    return MostProbableWords(probabilities, count, options.show_unknown, vocabulary);
  }
  std::vector<RankedWord> words;
  words.reserve(probabilities.size());
  for (uint32_t id = 0; id < probabilities.size(); ++id) {
    if (id == vocabulary.unknown_id() && !options.show_unknown) continue;
    words.push_back({id, probabilities[id]});
  }
  return words;
}

}  // namespace

uint32_t DrawWord(absl::Span<const double> probabilities, const DrawOptions& options,
                  double uniform, const Vocabulary& vocabulary) {
  std::vector<RankedWord> words = DrawableWords(probabilities, options, vocabulary);
  if (words.size() == 1) return words.front().id;
  // Beside an <unk> that is left out, all other probabilities may have vanished; then they count as
  // equal.
  if (std::all_of(words.begin(), words.end(), [](const RankedWord& w) { return w.score == 0; })) {
    for (RankedWord& word : words) word.score = 1;
  }
  // Each is divided by the greatest, so that the powers of all of them cannot vanish.
  double greatest = 0;
  for (const RankedWord& word : words) greatest = std::max(greatest, word.score);
  double sum = 0;
  for (RankedWord& word : words) {
    word.score = std::pow(word.score / greatest, 1 / options.temperature);
    sum += word.score;
  }
  if (options.top_p < 1) {
    double kept = 0;
    size_t end = 0;
    while (end < words.size() && kept < options.top_p * sum) kept += words[end++].score;
    words.resize(end);
    sum = kept;
  }
  double passed = 0;
  uint32_t last = words.front().id;
  for (const RankedWord& word : words) {
    if (word.score == 0) continue;
    last = word.id;
    passed += word.score;
    if (uniform * sum < passed) break;
  }
  return last;
}

}  // namespace windowlm
