#include "tools/options/asked_text.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/input/shown_text.h"
#include "tools/options/prompt_words.h"

namespace windowlm {

absl::StatusOr<std::vector<float>> FindTextVector(absl::string_view text,
                                                  const ModelVectors& vectors,
                                                  const TextVectors& texts,
                                                  const std::string& model, QuestionNotes* notes) {
  const std::vector<std::vector<uint32_t>> ids =
      EncodePrompt({text}, vectors.vocabulary, vectors.provenance.config.corpus(),
                   /*suggests=*/false, notes);
  if (texts.HasVector(ids[0])) return texts.VectorOf(ids[0]);
  if (ids[0].empty()) return absl::InvalidArgumentError("there are no words to compare");
  return absl::NotFoundError(
      absl::StrCat("no word of ", QuotedExcerpt(text), " is in the vocabulary of ", model));
}

}  // namespace windowlm
