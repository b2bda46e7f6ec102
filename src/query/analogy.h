#ifndef WINDOWLM_SRC_QUERY_ANALOGY_H_
#define WINDOWLM_SRC_QUERY_ANALOGY_H_

#include <cstdint>
#include <vector>

#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "src/query/neighbors.h"
#include "src/query/ranked_words.h"

namespace windowlm {

enum class AnalogyMethod {
  // Scores a word x by cos(x, b - a + c) of unit vectors, from -1 to 1 (Mikolov et al. 2013).
  k3CosAdd,
  // Scores x by cos(x, b) cos(x, c) / (cos(x, a) + 0.001) of cosines shifted to 0 .. 1 (Levy &
  // Goldberg 2014), at least 0.
  k3CosMul,
};

// A word of a question: its vector, and its id if it is in the vocabulary.
struct AnalogyWord {
  absl::Span<const float> vector;
  absl::optional<uint32_t> id;
};

// Answers "a is to b as c is to what?" exactly, by comparing every word. The result does not depend
// on the number of threads. Call it from one thread at a time.
class AnalogySolver {
 public:
  // The arguments are those of NeighborFinder, and outlive this.
  AnalogySolver(const Matrix<float>& embeddings, const Vocabulary& vocabulary);

  // The `top` words that fit best, best first. a, b, c, `<s>` and `</s>` are left out, and so is
  // `<unk>` unless `show_unknown`. Vectors are as long as embeddings, and finite.
  std::vector<RankedWord> Solve(const AnalogyWord& a, const AnalogyWord& b, const AnalogyWord& c,
                                AnalogyMethod method, int64_t top, bool show_unknown) const;

 private:
  std::vector<RankedWord> SolveByProduct(const AnalogyWord& a, const AnalogyWord& b,
                                         const AnalogyWord& c, absl::Span<const uint32_t> without,
                                         int64_t top, bool show_unknown) const;

  const Matrix<float>& embeddings_;
  const Vocabulary& vocabulary_;
  const NeighborFinder finder_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_ANALOGY_H_
