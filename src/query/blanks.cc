#include "src/query/blanks.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/config/option_name.h"
#include "src/corpus/window_sampler.h"
#include "src/model/line_likelihood.h"
#include "src/model/model_config.h"
#include "src/model/window_language_model.h"
#include "src/query/next_words.h"
#include "src/query/word_probabilities.h"

namespace windowlm {
namespace {

absl::StatusOr<std::vector<double>> MaskedProbabilities(absl::Span<const uint32_t> line,
                                                        size_t blank, TrainedModel& trained) {
  const TrainConfig& config = trained.provenance.config;
  const WindowSampler sampler(line, OBJECTIVE_MASKED, config.model().context(),
                              config.corpus().boundaries(), trained.vocabulary,
                              MissingWords(config.model()), config.model().distant());
  WindowBatch window;
  sampler.FillPosition(blank, &window);
  return WordProbabilities(window, trained);
}

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
absl::Status Rescore(std::vector<uint32_t> line, size_t blank, TrainedModel& trained,
                     std::vector<RankedWord>* words) {
  const auto reach = static_cast<size_t>(WindowReach(trained.provenance.config.model()));
  const size_t end = std::min(line.size(), blank + 1 + reach);
  LineLikelihood likelihood(trained);
  for (const RankedWord& word : *words) {
    line[blank] = word.id;
    likelihood.Add(line, blank, end);
  }
  const absl::StatusOr<std::vector<double>> scores = likelihood.Take();
  if (!scores.ok()) return scores.status();
  const double highest = *std::max_element(scores->begin(), scores->end());
  double sum = 0;
  for (const double score : *scores) sum += std::exp(score - highest);
  for (size_t i = 0; i < words->size(); ++i) {
    (*words)[i].score = std::exp((*scores)[i] - highest) / sum;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckFillsBlanks(absl::string_view name, const ModelConfig& config) {
  if (config.objective() != OBJECTIVE_SKIPGRAM) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      name,
      " is a skip-gram model: it has word vectors; blanks are filled by a model that was trained "
      "with ",
      OptionWith(OBJECTIVE_MASKED), " or ", OptionWith(OBJECTIVE_NEXT)));
}

absl::StatusOr<std::vector<RankedWord>> FillBlank(absl::Span<const uint32_t> before,
                                                  absl::Span<const uint32_t> after, int64_t top,
                                                  bool show_unknown, TrainedModel& trained) {
  const Vocabulary& vocabulary = trained.vocabulary;
  const bool masked = trained.provenance.config.model().objective() == OBJECTIVE_MASKED;
  std::vector<uint32_t> line(before.begin(), before.end());
  line.push_back(vocabulary.unknown_id());
  line.insert(line.end(), after.begin(), after.end());
  line.push_back(vocabulary.line_end_id());
  const absl::StatusOr<std::vector<double>> probabilities =
      masked ? MaskedProbabilities(line, before.size(), trained)
             : WordProbabilities(NextWordWindow(before, trained.provenance.config, vocabulary),
                                 trained);
  if (!probabilities.ok()) return probabilities.status();
  std::vector<RankedWord> words =
      BestForBlank(*probabilities, masked ? top : kMostBlankCandidates, show_unknown, vocabulary);
  if (masked || words.empty()) return words;
  if (const absl::Status status = Rescore(line, before.size(), trained, &words); !status.ok()) {
    return status;
  }
  return BestWords(std::move(words), top, vocabulary);
}

}  // namespace windowlm
