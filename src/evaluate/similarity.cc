#include "src/evaluate/similarity.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/base/format_count.h"
#include "src/evaluate/correlation.h"
#include "src/input/byte_input.h"
#include "src/input/unicode_text.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

// The words of a model, and its n-grams for others.
class VectorFinder {
 public:
  VectorFinder(const Matrix<float>& embeddings, const CaselessWords& words, const Subwords* ngrams)
      : embeddings_(embeddings), words_(words), ngrams_(ngrams) {}

  struct Found {
    // Empty if the word has no vector.
    std::vector<float> vector;
    bool known = false;
  };

  Found Find(absl::string_view word, bool tagged) const {
    absl::optional<uint32_t> id = words_.Find(word);
    if (!id.has_value() && tagged) {
      word = WithoutTag(word);
      id = words_.Find(word);
    }
    if (id.has_value()) {
      const float* row = embeddings_.row(*id);
      return {std::vector<float>(row, row + embeddings_.columns()), true};
    }
    Found found;
    if (ngrams_ == nullptr) return found;
    found.vector.resize(static_cast<size_t>(embeddings_.columns()));
    if (!WriteSubwordVector(*ngrams_, LikelierSpelling(word), found.vector.data())) {
      found.vector.clear();
    }
    return found;
  }

 private:
  std::string LikelierSpelling(absl::string_view word) const {
    const std::string lower = LowerCase(word);
    const auto rows = [&](absl::string_view spelling) {
      return ngrams_->index->Find(spelling).rows.size();
    };
    return rows(lower) > rows(word) ? lower : std::string(word);
  }

  const Matrix<float>& embeddings_;
  const CaselessWords& words_;
  const Subwords* const ngrams_;
};

}  // namespace

double SimilaritySummary::unknown_share() const {
  return static_cast<double>(pairs - scored) / static_cast<double>(pairs);
}

absl::StatusOr<SimilaritySummary> EvaluateSimilarity(const std::string& path,
                                                     const Matrix<float>& embeddings,
                                                     const CaselessWords& words,
                                                     const Subwords* ngrams,
                                                     const AskedColumns& asked) {
  const absl::StatusOr<RatingTable> table = ReadRatingTable(path, asked);
  if (!table.ok()) return table.status();
  const VectorFinder vectors(embeddings, words, ngrams);
  SimilaritySummary summary;
  summary.layout = table->layout;
  summary.pairs = table->pairs.size();
  std::vector<double> scores;
  std::vector<double> cosines;
  std::vector<double> ngram_scores;
  std::vector<double> ngram_cosines;
  std::vector<double> all_scores;
  std::vector<double> all_cosines;
  for (const RatingTable::Pair& pair : table->pairs) {
    const VectorFinder::Found first = vectors.Find(pair.first, table->layout.tagged);
    const VectorFinder::Found second = vectors.Find(pair.second, table->layout.tagged);
    const bool has_vectors = !first.vector.empty() && !second.vector.empty();
    const double cosine =
        has_vectors ? Cosine(first.vector.data(), second.vector.data(), embeddings.columns()) : 0;
    all_scores.push_back(pair.score);
    all_cosines.push_back(cosine);
    if (!has_vectors) continue;
    ngram_scores.push_back(pair.score);
    ngram_cosines.push_back(cosine);
    if (!first.known || !second.known) continue;
    scores.push_back(pair.score);
    cosines.push_back(cosine);
  }
  summary.scored = scores.size();
  summary.scored_with_ngrams = ngram_scores.size();
  if (scores.empty()) {
    if (summary.pairs == 0) {
      return absl::NotFoundError(absl::StrCat("there are no pairs in ", InputName(path)));
    }
    return absl::NotFoundError(
        absl::StrCat(InputName(path), ": of its ", Counted(summary.pairs, "pair"),
                     " none can be scored: none has both ", "words among the first ", words.size(),
                     " of the model's vocabulary"));
  }
  const absl::optional<double> spearman = SpearmanCorrelation(scores, cosines);
  const absl::optional<double> pearson = PearsonCorrelation(scores, cosines);
  const absl::optional<double> with_ngrams = SpearmanCorrelation(ngram_scores, ngram_cosines);
  const absl::optional<double> spearman_all = SpearmanCorrelation(all_scores, all_cosines);
  if (!spearman.has_value() || !pearson.has_value() || !with_ngrams.has_value() ||
      !spearman_all.has_value()) {
    return absl::FailedPreconditionError(absl::StrCat(
        InputName(path), ": no correlation of the ", Counted(scores.size(), "pair"),
        " whose words the model knows: their scores or their cosines are all equal, or the "
        "scores are out of range"));
  }
  summary.spearman = *spearman;
  summary.pearson = *pearson;
  summary.spearman_with_ngrams = *with_ngrams;
  summary.spearman_all = *spearman_all;
  return summary;
}

}  // namespace windowlm
