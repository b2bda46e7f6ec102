#include "src/vectors/vector_rows.h"

#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/input/shown_text.h"

namespace windowlm {
absl::Status WrongWord(const WordPlace& place, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read ", place.file, ": ", place.unit, " ", place.number, ": ", what));
}

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
  if (word.empty()) return WrongWord(place, "a word was expected, but it is empty");
  if (word.size() > kMaxForeignWordBytes) {
    return WrongWord(place,
                     absl::StrCat("the word ", QuotedExcerpt(word), " has ", word.size(),
                                  " bytes; at most ", kMaxForeignWordBytes, " were expected"));
  }
  for (size_t i = 0; i < vector.size(); ++i) {
    if (std::isfinite(vector[i])) continue;
    return WrongWord(place, absl::StrCat("value ", i + 1, " of the word ", QuotedExcerpt(word),
                                         " is ", vector[i], "; a finite number was expected"));
  }
  const auto earlier = places_.find(word);
  if (earlier != places_.end()) {
    return WrongWord(
        place, absl::StrCat("the word ", QuotedExcerpt(word), " appears a second time, after ",
                            place.unit, " ", earlier->second));
  }
  words_.emplace_back(word);
  places_.emplace(words_.back(), place.number);
  vectors_.Append(vector);
  return absl::OkStatus();
}

ForeignVectors VectorRows::Take() {
  ForeignVectors result;
  places_.clear();
  result.words.assign(std::make_move_iterator(words_.begin()),
                      std::make_move_iterator(words_.end()));
  words_.clear();
  result.vectors = std::move(vectors_);
  return result;
}

}  // namespace windowlm
