#include "src/vectors/vector_rows.h"

#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/input/shown_text.h"

namespace windowlm {

absl::Status VectorRows::SetDimension(uint64_t dimension, const WordPlace& place) {
  if (dimension == 0 || dimension > kMaxForeignDimension) {
    return WrongWord(place, absl::StrCat("vectors of ", dimension, " values; from 1 to ",
                                         kMaxForeignDimension, " were expected"));
  }
  vectors_ = RowBlocks(dimension);
  return absl::OkStatus();
}

absl::Status VectorRows::Add(absl::string_view word, absl::Span<const float> vector,
                             const WordPlace& place) {
  if (word.empty()) {
    return flaws_.Found(Flaw::kBlankWord, place, "a word was expected, but it is empty");
  }
  if (word.size() > kMaxForeignWordBytes) {
    return WrongWord(place,
                     absl::StrCat("the word ", QuotedExcerpt(word), " has ", word.size(),
                                  " bytes; at most ", kMaxForeignWordBytes, " were expected"));
  }
  for (size_t i = 0; i < vector.size(); ++i) {
    if (std::isfinite(vector[i])) continue;
    return flaws_.Found(
        Flaw::kNotFinite, place,
        absl::StrCat("value ", i + 1, " of the word ", QuotedExcerpt(word), " is ", vector[i],
                     std::isinf(vector[i]) ? ", or beyond the range of a float" : "",
                     "; a finite number was expected"));
  }
  const auto earlier = places_.find(word);
  if (earlier != places_.end()) {
    return flaws_.Found(
        Flaw::kRepeatedWord, place,
        absl::StrCat("the word ", QuotedExcerpt(word), " appears a second time, after ", place.unit,
                     " ", earlier->second));
  }
  words_.emplace_back(word);
  places_.emplace(words_.back(), place.number);
  vectors_.Append(vector);
  return absl::OkStatus();
}

absl::Status VectorRows::CheckHasWords(const WordPlace& place) const {
  if (!words_.empty()) return absl::OkStatus();
  std::string what = "there are no words";
  if (!flaws_.passed_over().empty()) {
    absl::StrAppend(&what, " without a flaw; ", PassedOverText(flaws_.passed_over().front()));
  }
  return WrongWord(place, what);
}

ForeignVectors VectorRows::Take() {
  ForeignVectors result;
  places_.clear();
  result.words.assign(std::make_move_iterator(words_.begin()),
                      std::make_move_iterator(words_.end()));
  words_.clear();
  result.vectors = std::move(vectors_);
  result.passed_over = flaws_.passed_over();
  return result;
}

}  // namespace windowlm
