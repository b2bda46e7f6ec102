#include "src/evaluate/similarity.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/base/format_count.h"
#include "src/evaluate/correlation.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"
#include "src/input/unicode_text.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

struct Pair {
  absl::string_view first;
  absl::string_view second;
  double score;
};

absl::StatusOr<Pair> ParsePair(absl::string_view line) {
  // A tab outranks commas, and a comma spaces, so that words may contain the weaker separators.
  char separator = ' ';
  for (const char stronger : {',', '\t'}) {
    if (absl::StrContains(line, stronger)) separator = stronger;
  }
  std::vector<absl::string_view> columns = absl::StrSplit(line, separator, absl::SkipWhitespace());
  if (columns.size() != 3) {
    return absl::InvalidArgumentError(
        absl::StrCat("expected the three columns word, word and score, found ", columns.size()));
  }
  for (absl::string_view& column : columns) column = absl::StripAsciiWhitespace(column);
  Pair pair{columns[0], columns[1], 0};
  if (!absl::SimpleAtod(columns[2], &pair.score) || !std::isfinite(pair.score)) {
    return absl::InvalidArgumentError(absl::StrCat("expected a number as the score, found ",
                                                   QuotedExcerpt(columns[2]),
                                                   "; a comment line starts with #"));
  }
  return pair;
}

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

  Found Find(absl::string_view word) const {
    if (const absl::optional<uint32_t> id = words_.Find(word)) {
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
                                                     const Subwords* ngrams) {
  const VectorFinder vectors(embeddings, words, ngrams);
  SimilaritySummary summary;
  std::vector<double> scores;
  std::vector<double> cosines;
  std::vector<double> ngram_scores;
  std::vector<double> ngram_cosines;
  std::vector<double> all_scores;
  std::vector<double> all_cosines;
  const absl::Status status = ForEachLine(path, [&](absl::string_view line) {
    if (line[0] == '#') return absl::OkStatus();
    const absl::StatusOr<Pair> pair = ParsePair(line);
    if (!pair.ok()) return pair.status();
    ++summary.pairs;
    const VectorFinder::Found first = vectors.Find(pair->first);
    const VectorFinder::Found second = vectors.Find(pair->second);
    const bool has_vectors = !first.vector.empty() && !second.vector.empty();
    const double cosine =
        has_vectors ? Cosine(first.vector.data(), second.vector.data(), embeddings.columns()) : 0;
    all_scores.push_back(pair->score);
    all_cosines.push_back(cosine);
    if (!has_vectors) return absl::OkStatus();
    ngram_scores.push_back(pair->score);
    ngram_cosines.push_back(cosine);
    if (!first.known || !second.known) return absl::OkStatus();
    scores.push_back(pair->score);
    cosines.push_back(cosine);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  summary.scored = scores.size();
  summary.scored_with_ngrams = ngram_scores.size();
  if (scores.empty()) {
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
