#include "src/model/ngram/kneser_ney.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

// Number of n-grams in a task of a parallel loop.
constexpr int64_t kTile = 4096;

constexpr KneserNeyDiscounts kFallback = {{0.5, 1, 1.5}, false};

// The counts a (see the header) of the n-grams of `order`, where `next` is the order above it. The
// n-grams from index `line_starts` on start with `<s>`, so that no word stands before them.
std::vector<uint32_t> AdjustedCounts(const CountedNgrams& order, const CountedNgrams& next,
                                     size_t line_starts) {
  std::vector<uint32_t> adjusted(order.words.size(), 0);
  for (const uint32_t suffix : next.suffixes) ++adjusted[suffix];
  for (size_t i = 0; i < adjusted.size(); ++i) {
    if (i >= line_starts) {
      adjusted[i] = order.counts[i];
    } else if (order.counts[i] > 0) {
      // If n-grams cross lines, no word stands before the start of the text either.
      adjusted[i] = std::max(adjusted[i], 1u);
    }
  }
  return adjusted;
}

KneserNeyDiscounts Discounts(const std::vector<uint32_t>& counts) {
  // n[c] is the number of n-grams with the count c.
  std::array<double, 5> n = {};
  for (const uint32_t count : counts) {
    if (count < n.size()) ++n[count];
  }
  if (n[1] == 0 || n[2] == 0 || n[3] == 0) return kFallback;
  const double y = n[1] / (n[1] + 2 * n[2]);
  KneserNeyDiscounts result = {{}, true};
  for (size_t c = 1; c <= 3; ++c) {
    const auto count = static_cast<double>(c);
    result.discounts[c - 1] = count - (count + 1) * y * n[c + 1] / n[c];
    if (!(result.discounts[c - 1] > 0)) return kFallback;
  }
  return result;
}

double DiscountOf(uint32_t count, const KneserNeyDiscounts& discounts) {
  return count == 0 ? 0 : discounts.discounts[std::min(count, 3u) - 1];
}

// Sums over the n-grams of one context.
struct ContextSums {
  double total = 0;
  // The share of the total that the discounts leave to the lower order; 1 if there are no n-grams.
  double backoff = 1;
};

ContextSums SumsOf(const uint32_t* begin, const uint32_t* end,
                   const KneserNeyDiscounts& discounts) {
  ContextSums sums;
  double taken = 0;
  for (const uint32_t* count = begin; count != end; ++count) {
    sums.total += *count;
    taken += DiscountOf(*count, discounts);
  }
  if (sums.total > 0) sums.backoff = taken / sums.total;
  return sums;
}

double Discounted(uint32_t count, const ContextSums& sums, const KneserNeyDiscounts& discounts) {
  return count == 0 ? 0 : (count - DiscountOf(count, discounts)) / sums.total;
}

// Fills in the probabilities of order 1, all but that of the last word, `<s>`.
void EstimateWords(const std::vector<uint32_t>& counts, const KneserNeyDiscounts& discounts,
                   NgramTable* table) {
  const size_t words = counts.size() - 1;
  const ContextSums sums = SumsOf(counts.data(), counts.data() + words, discounts);
  const double lower = sums.backoff / static_cast<double>(words);
  table->probabilities.resize(words);
  for (size_t id = 0; id < words; ++id) {
    table->probabilities[id] = static_cast<float>(Discounted(counts[id], sums, discounts) + lower);
  }
}

// Fills in the backoffs of `contexts`, and the probabilities of the n-grams that continue them.
void EstimateContinuations(const CountedNgrams& order, const std::vector<uint32_t>& counts,
                           const KneserNeyDiscounts& discounts, NgramTable* contexts,
                           NgramTable* table) {
  const std::vector<uint32_t>& children = contexts->children;
  const std::vector<float>& lower = contexts->probabilities;
  contexts->backoffs.resize(children.size() - 1);
  table->probabilities.resize(counts.size());
  ParallelForTiles(
      static_cast<int64_t>(contexts->backoffs.size()), kTile, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const ContextSums sums =
              SumsOf(counts.data() + children[i], counts.data() + children[i + 1], discounts);
          contexts->backoffs[i] = static_cast<float>(sums.backoff);
          for (uint32_t child = children[i]; child < children[i + 1]; ++child) {
            table->probabilities[child] =
                static_cast<float>(Discounted(counts[child], sums, discounts) +
                                   sums.backoff * double{lower[order.suffixes[child]]});
          }
        }
      });
}

}  // namespace

KneserNeyEstimate EstimateKneserNey(std::vector<CountedNgrams> orders) {
  KneserNeyEstimate estimate;
  size_t line_starts = orders.front().words.size() - 1;
  for (size_t n = 0; n < orders.size(); ++n) {
    CountedNgrams& order = orders[n];
    const bool highest = n + 1 == orders.size();
    std::vector<uint32_t> counts =
        highest ? std::move(order.counts) : AdjustedCounts(order, orders[n + 1], line_starts);
    if (!highest) line_starts = order.children[line_starts];
    estimate.discounts.push_back(Discounts(counts));
    const KneserNeyDiscounts& discounts = estimate.discounts.back();
    NgramTable table;
    if (n == 0) {
      EstimateWords(counts, discounts, &table);
    } else {
      EstimateContinuations(order, counts, discounts, &estimate.tables.back(), &table);
      table.words = std::move(order.words);
    }
    table.children = std::move(order.children);
    estimate.tables.push_back(std::move(table));
    order = CountedNgrams();
  }
  return estimate;
}

}  // namespace windowlm
