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

uint32_t FindContinuation(const NgramTable& contexts, const NgramTable& table, uint32_t context,
                          uint32_t word) {
  const auto begin = table.words.begin() + contexts.children[context];
  const auto end = table.words.begin() + contexts.children[context + 1];
  const auto at = std::lower_bound(begin, end, word);
  return at == end || *at != word ? kNoNgram : static_cast<uint32_t>(at - table.words.begin());
}

NgramModel::NgramModel(Vocabulary vocabulary, const CorpusConfig& corpus_config,
                       std::vector<NgramTable> tables, NgramScale scale)
    : vocabulary_(std::move(vocabulary)),
      corpus_config_(corpus_config),
      tables_(std::move(tables)),
      scale_(scale) {}

double NgramModel::NaturalLog(double number) const {
  static const double kLog10 = std::log(10.0);
  return scale_ == NgramScale::kLinear ? std::log(number) : number * kLog10;
}

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
  // The length of the longest n-gram that is there.
  size_t found = 1;
  for (size_t n = 1; n <= context->length; ++n) {
    const uint32_t ngram = context->ngrams[n - 1];
    next.ngrams[n] =
        ngram == kNoNgram ? kNoNgram : FindContinuation(tables_[n - 1], tables_[n], ngram, word);
    if (next.ngrams[n] == kNoNgram) continue;
    probability = tables_[n].probabilities[next.ngrams[n]];
    found = n + 1;
  }
  for (size_t n = found; n <= context->length; ++n) {
    const uint32_t ngram = context->ngrams[n - 1];
    if (ngram == kNoNgram) continue;
    probability = Times(probability, double{tables_[n - 1].backoffs[ngram]});
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
      result[i] = -NaturalLog(Advance(word, &context));
      if (!CrossesLines() && word == vocabulary_.line_end_id()) context = StartContext();
    }
  });
}

void NgramModel::LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                                    absl::Span<double> result) {
  const Context context = ContextOf(ids, position);
  std::copy(tables_[0].probabilities.begin(), tables_[0].probabilities.end(), result.begin());
  for (size_t n = 1; n <= context.length; ++n) {
    const NgramTable& contexts = tables_[n - 1];
    const uint32_t ngram = context.ngrams[n - 1];
    if (ngram == kNoNgram) continue;
    const double backoff = contexts.backoffs[ngram];
    for (double& probability : result) probability = Times(probability, backoff);
    for (uint32_t i = contexts.children[ngram]; i < contexts.children[ngram + 1]; ++i) {
      result[tables_[n].words[i]] = tables_[n].probabilities[i];
    }
  }
  for (double& probability : result) probability = NaturalLog(probability);
}

}  // namespace windowlm
