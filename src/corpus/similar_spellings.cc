#include "src/corpus/similar_spellings.h"

#include <algorithm>
#include <numeric>

#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

constexpr size_t kMostChanges = 3;
constexpr size_t kLettersToAChange = 3;

// The code points of `text` in lower case.
void Fold(absl::string_view text, std::u32string* folded) {
  folded->clear();
  for (size_t at = 0; at < text.size();) {
    folded->push_back(LowerCharacter(NextCodePoint(text, &at)));
  }
}

}  // namespace

SimilarSpellings::SimilarSpellings(absl::string_view written, size_t most) : most_(most) {
  Fold(written, &written_);
  const size_t letters = written_.size();
  limit_ = std::min(kMostChanges, std::max<size_t>(1, letters / kLettersToAChange));
  if (letters > 0) limit_ = std::min(limit_, letters - 1);
}

size_t SimilarSpellings::Distance() {
  const std::u32string& a = written_;
  const std::u32string& b = other_;
  const size_t difference = a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
  if (difference > limit_) return difference;
  for (std::vector<size_t>& row : rows_) row.resize(b.size() + 1);
  std::iota(rows_[0].begin(), rows_[0].end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    std::vector<size_t>& row = rows_[i % 3];
    const std::vector<size_t>& above = rows_[(i + 2) % 3];
    const std::vector<size_t>& above_that = rows_[(i + 1) % 3];
    size_t least = row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({row[j - 1] + 1, above[j] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], above_that[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    // A swap reaches back two rows and costs one, so a later row may hold one less.
    if (least > limit_ + 1) return least;
  }
  return rows_[a.size() % 3][b.size()];
}

void SimilarSpellings::Offer(uint32_t id, absl::string_view word) {
  if (written_.empty()) return;
  // A code point takes at most four bytes, so a longer word has too many letters.
  if (word.size() > 4 * (written_.size() + limit_)) return;
  Fold(word, &other_);
  const size_t distance = Distance();
  if (distance > limit_) return;
  if (distance < limit_) {
    limit_ = distance;
    ids_.clear();
  }
  if (ids_.size() < most_) ids_.push_back(id);
}

}  // namespace windowlm
