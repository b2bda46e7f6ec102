#ifndef WINDOWLM_SRC_MODEL_MIXTURE_WORD_CACHE_H_
#define WINDOWLM_SRC_MODEL_MIXTURE_WORD_CACHE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// How far a cache looks back, and what a word in it counts for.
struct CacheOptions {
  // The number of words before a position that it holds; 0: there is no cache.
  int64_t words = 0;
  // What a word counts for is multiplied by this with each word that comes after it;
  // 0 < decay <= 1.
  double decay = 1;
  // Counted by itself, a word whose share of the training text is s counts for a / (a + s), where a
  // is this number: that a frequent word has come says little. 0: all words count alike.
  double common_share = 0;
};

// What the last words of a text say of the next one (Kuhn & De Mori 1990; Jelinek et al. 1991):
// which words they are, and which ones have followed the last word and the last two. Words recur,
// names above all, and a model with a fixed window does not see that.
//
// It predicts by each order n: p(word | the n words before it), as often as the cache has seen
// that, recent words above older ones. An order is known where the cache has seen these n words
// followed by any word; each order that is known sums to one over all words.
//
// Immutable; safe for any number of threads.
class WordCache {
 public:
  static constexpr int kOrders = 3;

  struct Prediction {
    std::array<double, kOrders> p = {};
    // The orders 0 .. known - 1 are known; p is 0 for the others. 0 at the start of a text alone.
    int known = 0;
  };

  // At each position of `ids` the cache holds the words before it. Both arguments outlive this.
  WordCache(absl::Span<const uint32_t> ids, const Vocabulary& vocabulary,
            const CacheOptions& options);

  // Of the word at `position` < ids.size().
  Prediction Predict(uint64_t position) const;

  // Of all words at `position` <= ids.size(): adds p of each word by order n to row n of
  // `p` [kOrders x words]. Returns the number of orders that are known.
  int PredictAll(uint64_t position, absl::Span<double> p) const;

 private:
  // The first position that the cache holds at `position`.
  uint64_t BeginOf(uint64_t position) const;
  // The sum of what the words count for that the cache holds at `position`.
  double WeightAt(uint64_t position) const;
  // Calls visit(follower, n, weight) for each word in the cache that has followed the word before
  // `position`, with what that counts for; n is 2 if it has followed the two words before, else 1.
  template <typename Visit>
  void VisitFollowers(uint64_t position, Visit visit) const;

  const absl::Span<const uint32_t> ids_;
  const uint64_t words_;
  // powers_[n] is what n words that follow leave of what a word counts for.
  std::vector<double> powers_;
  // What the word at each position counts for, by itself.
  std::vector<double> weights_;
  // One more than the last position before this one that has the same word; 0: there is none.
  std::vector<uint64_t> previous_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MIXTURE_WORD_CACHE_H_
