#include "src/query/blanks.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "absl/status/status.h"
#include "src/query/next_words.h"
#include "src/query/word_probabilities.h"

namespace windowlm {
namespace {

// The `top` best words without `</s>`, which is often the most probable at a line's end but is no
// word.
std::vector<RankedWord> BestForBlank(absl::Span<const double> probabilities, int64_t top,
                                     bool show_unknown, const Vocabulary& vocabulary) {
  std::vector<RankedWord> words =
      MostProbableWords(probabilities, std::min(top, static_cast<int64_t>(vocabulary.size())) + 1,
                        show_unknown, vocabulary);
  const auto is_line_end = [&](const RankedWord& word) {
    return word.id == vocabulary.line_end_id();
  };
  words.erase(std::remove_if(words.begin(), words.end(), is_line_end), words.end());
  words.resize(std::min(words.size(), static_cast<size_t>(top)));
  return words;
}

// Scores each of `words` by its probability times those of the words after it, scaled to sum to
// one.
absl::Status Rescore(std::vector<uint32_t> line, size_t blank, LanguageModel& model,
                     std::vector<RankedWord>* words) {
  const auto reach = static_cast<size_t>(model.words_before());
  const size_t end = std::min(line.size(), blank + 1 + reach);
  std::vector<double> losses(end - blank);
  for (RankedWord& word : *words) {
    line[blank] = word.id;
    model.NegativeLogLikelihood(line, blank, absl::MakeSpan(losses));
    word.score = -std::accumulate(losses.begin(), losses.end(), 0.0);
    if (!std::isfinite(word.score)) {
      return absl::DataLossError(
          "the model gives no probabilities: its weights are so large that they overflow");
    }
  }
  const auto is_less = [](const RankedWord& a, const RankedWord& b) { return a.score < b.score; };
  const double highest = std::max_element(words->begin(), words->end(), is_less)->score;
  double sum = 0;
  for (RankedWord& word : *words) {
    word.score = std::exp(word.score - highest);
    sum += word.score;
  }
  for (RankedWord& word : *words) word.score /= sum;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<RankedWord>> FillBlank(absl::Span<const uint32_t> before,
                                                  absl::Span<const uint32_t> after, int64_t top,
                                                  bool show_unknown, LanguageModel& model) {
  const Vocabulary& vocabulary = model.vocabulary();
  const bool sees_after = model.words_after() > 0;
  std::vector<uint32_t> line(before.begin(), before.end());
  line.push_back(vocabulary.unknown_id());
  line.insert(line.end(), after.begin(), after.end());
  line.push_back(vocabulary.line_end_id());
  const absl::StatusOr<std::vector<double>> probabilities =
      WordProbabilities(line, before.size(), model);
  if (!probabilities.ok()) return probabilities.status();
  std::vector<RankedWord> words = BestForBlank(
      *probabilities, sees_after ? top : kMostBlankCandidates, show_unknown, vocabulary);
  if (sees_after || words.empty()) return words;
  if (const absl::Status status = Rescore(line, before.size(), model, &words); !status.ok()) {
    return status;
  }
  return BestWords(std::move(words), top, vocabulary);
}

}  // namespace windowlm
