#include "src/query/next_words.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "src/config/option_name.h"
#include "src/query/word_probabilities.h"

namespace windowlm {

absl::Status CheckPredictsNextWord(absl::string_view name, const LanguageModel& model) {
  if (model.words_after() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      name,
      " is a masked model: it fills blanks; the next word is predicted by a model that "
      "was trained with ",
      OptionWith(OBJECTIVE_NEXT)));
}

absl::StatusOr<std::vector<double>> NextWordProbabilities(absl::Span<const uint32_t> line,
                                                          LanguageModel& model) {
  std::vector<uint32_t> ids(line.begin(), line.end());
  ids.push_back(model.vocabulary().line_end_id());
  return WordProbabilities(ids, line.size(), model);
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
