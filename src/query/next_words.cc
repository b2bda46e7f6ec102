#include "src/query/next_words.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/corpus/window_sampler.h"
#include "src/model/model_config.h"
#include "src/query/word_probabilities.h"

namespace windowlm {

absl::Status CheckPredictsNextWord(absl::string_view name, const ModelConfig& config) {
  if (config.objective() == OBJECTIVE_NEXT) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      name,
      config.objective() == OBJECTIVE_MASKED ? " is a masked model: it fills blanks"
                                             : " is a skip-gram model: it has word vectors",
      "; the next word is predicted by a model that was trained with --objective=next"));
}

WindowBatch NextWordWindow(absl::Span<const uint32_t> prompt, const TrainConfig& config,
                           const Vocabulary& vocabulary) {
  const ModelConfig& model = config.model();
  const auto reach = static_cast<size_t>(WindowReach(model));
  if (prompt.size() > reach) prompt.remove_prefix(prompt.size() - reach);
  // The window of a line's last word has what stands before it, whatever that word is.
  std::vector<uint32_t> line(prompt.begin(), prompt.end());
  line.push_back(vocabulary.line_end_id());
  const WindowSampler sampler(line, OBJECTIVE_NEXT, model.context(), config.corpus().boundaries(),
                              vocabulary, MissingWords(model), model.distant());
  WindowBatch batch;
  sampler.FillPosition(prompt.size(), &batch);
  return batch;
}

absl::StatusOr<std::vector<double>> NextWordProbabilities(absl::Span<const uint32_t> prompt,
                                                          TrainedModel& trained) {
  return WordProbabilities(NextWordWindow(prompt, trained.provenance.config, trained.vocabulary),
                           trained);
}

std::vector<RankedWord> MostProbableWords(absl::Span<const double> probabilities, int64_t top,
                                          bool show_unknown, const Vocabulary& vocabulary) {
  std::vector<RankedWord> words;
  words.reserve(probabilities.size());
  for (uint32_t id = 0; id < probabilities.size(); ++id) {
    if (id == vocabulary.unknown_id() && !show_unknown) continue;
    words.push_back({id, probabilities[id]});
  }
  return BestWords(std::move(words), top, vocabulary);
}

}  // namespace windowlm
