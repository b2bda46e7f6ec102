#include "src/model/ngram/ngram_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

// Number of words in a task of a parallel loop.
constexpr int64_t kTile = 128;

}  // namespace

NgramModel::NgramModel(Vocabulary vocabulary, const CorpusConfig& corpus_config,
                       std::vector<NgramTable> tables)
    : vocabulary_(std::move(vocabulary)),
      corpus_config_(corpus_config),
      tables_(std::move(tables)) {}

NgramModel::Context NgramModel::StartContext() const {
  Context context;
  if (order() == 1) return context;
  context.ngrams[0] = CrossesLines() ? vocabulary_.line_end_id() : vocabulary_.line_start_id();
  context.length = 1;
  return context;
}

NgramModel::Context NgramModel::ContextOf(absl::Span<const uint32_t> ids, uint64_t position) const {
  const auto reach = static_cast<uint64_t>(words_before());
  uint64_t first = position;
  while (first > 0 && position - first < reach &&
         (CrossesLines() || ids[first - 1] != vocabulary_.line_end_id())) {
    --first;
  }
  Context context;
  if (position - first < reach) context = StartContext();
  for (uint64_t i = first; i < position; ++i) Advance(ids[i], &context);
  return context;
}

double NgramModel::Advance(uint32_t word, Context* context) const {
  double probability = tables_[0].probabilities[word];
  Context next;
  next.ngrams[0] = word;
  size_t found = 1;
  while (found <= context->length) {
    const NgramTable& contexts = tables_[found - 1];
    const std::vector<uint32_t>& words = tables_[found].words;
    const uint32_t ngram = context->ngrams[found - 1];
    const auto begin = words.begin() + contexts.children[ngram];
    const auto end = words.begin() + contexts.children[ngram + 1];
    const auto at = std::lower_bound(begin, end, word);
    if (at == end || *at != word) break;
    next.ngrams[found] = static_cast<uint32_t>(at - words.begin());
    probability = tables_[found].probabilities[next.ngrams[found]];
    ++found;
  }
  for (size_t n = found; n <= context->length; ++n) {
    probability *= double{tables_[n - 1].backoffs[context->ngrams[n - 1]]};
  }
  // An n-gram of the highest order is never a context.
  next.length = std::min(found, tables_.size() - 1);
  *context = next;
  return probability;
}

void NgramModel::NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                       absl::Span<double> result) {
  ParallelForTiles(static_cast<int64_t>(result.size()), kTile, [&](int64_t begin, int64_t end) {
    Context context = ContextOf(ids, first + static_cast<uint64_t>(begin));
    for (int64_t i = begin; i < end; ++i) {
      const uint32_t word = ids[first + static_cast<uint64_t>(i)];
      result[i] = -std::log(Advance(word, &context));
      if (!CrossesLines() && word == vocabulary_.line_end_id()) context = StartContext();
    }
  });
}

void NgramModel::LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) {
  const Context context = ContextOf(line, line.size());
  std::copy(tables_[0].probabilities.begin(), tables_[0].probabilities.end(), result.begin());
  for (size_t n = 1; n <= context.length; ++n) {
    const NgramTable& contexts = tables_[n - 1];
    const uint32_t ngram = context.ngrams[n - 1];
    for (double& probability : result) probability *= double{contexts.backoffs[ngram]};
    for (uint32_t i = contexts.children[ngram]; i < contexts.children[ngram + 1]; ++i) {
      result[tables_[n].words[i]] = tables_[n].probabilities[i];
    }
  }
  for (double& probability : result) probability = std::log(probability);
}

}  // namespace windowlm
