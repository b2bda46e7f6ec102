#include "src/corpus/line_features.h"

#include <algorithm>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/base/character_ngrams.h"

namespace windowlm {
namespace {

bool IsOrdinary(uint32_t id, const Vocabulary& vocabulary, const Labels& labels) {
  return id != vocabulary.unknown_id() && id != vocabulary.line_end_id() &&
         id != vocabulary.line_start_id() && !labels.OfWord(id).has_value();
}

// Appends, from `first` on, the numbers of the known n-grams of a word.
void AppendNgrams(absl::string_view word, const KnownNgrams& known, uint32_t first,
                  std::vector<uint32_t>* features) {
  if (known.size() == 0) return;
  std::vector<uint32_t> buckets;
  AppendNgramBuckets(word, known.range(), &buckets);
  for (const uint32_t bucket : buckets) {
    if (const absl::optional<uint32_t> number = known.Find(bucket)) {
      features->push_back(first + *number);
    }
  }
}

}  // namespace

uint64_t LeastFeatureCount(const Vocabulary& vocabulary, const Labels& labels) {
  constexpr uint64_t kLeast = 2;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    if (vocabulary.count(id) >= kLeast && IsOrdinary(id, vocabulary, labels)) return kLeast;
  }
  return 1;
}

LineFeatures::LineFeatures(const Vocabulary& vocabulary, const Labels& labels,
                           std::shared_ptr<const LineFeatureSet> known, LineWords words)
    : known_(std::move(known)),
      words_(words),
      unknown_id_(vocabulary.unknown_id()),
      kinds_(vocabulary.size(), Kind::kNone) {
  kinds_[unknown_id_] = Kind::kUnknown;
  const uint64_t least = LeastFeatureCount(vocabulary, labels);
  const auto first_ngram = static_cast<uint32_t>(vocabulary.size()) + known_->pairs.size();
  ngram_ends_.reserve(vocabulary.size());
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    if (IsOrdinary(id, vocabulary, labels)) {
      kinds_[id] = vocabulary.count(id) >= least ? Kind::kTelling : Kind::kWord;
      AppendNgrams(vocabulary.word(id), known_->ngrams, first_ngram, &ngrams_);
    }
    ngram_ends_.push_back(ngrams_.size());
  }
}

void LineFeatures::Append(absl::Span<const uint32_t> line,
                          absl::Span<const std::string> unknown_words,
                          std::vector<uint32_t>* features) const {
  const auto begin = static_cast<std::ptrdiff_t>(features->size());
  bool has_telling = false;
  for (const uint32_t id : line) {
    if (kinds_[id] == Kind::kTelling) {
      has_telling = true;
      features->push_back(id);
    } else if (words_ == LineWords::kInPlace && kinds_[id] != Kind::kNone) {
      features->push_back(unknown_id_);
    }
    const size_t ngrams_begin = id == 0 ? 0 : ngram_ends_[id - 1];
    features->insert(features->end(), ngrams_.begin() + static_cast<std::ptrdiff_t>(ngrams_begin),
                     ngrams_.begin() + static_cast<std::ptrdiff_t>(ngram_ends_[id]));
  }
  if (words_ == LineWords::kInPlace && !has_telling) features->resize(begin);
  const auto words = static_cast<uint32_t>(kinds_.size());
  if (known_->pairs.size() > 0) {
    VisitPairs(line, [&](uint32_t first, uint32_t second) {
      if (const absl::optional<uint32_t> number = known_->pairs.Find(first, second)) {
        features->push_back(words + *number);
      }
    });
  }
  for (const std::string& word : unknown_words) {
    AppendNgrams(word, known_->ngrams, words + known_->pairs.size(), features);
  }
  if (words_ != LineWords::kOnce) return;
  std::sort(features->begin() + begin, features->end());
  features->erase(std::unique(features->begin() + begin, features->end()), features->end());
}

}  // namespace windowlm
