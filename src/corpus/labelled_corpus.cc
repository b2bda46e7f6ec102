#include "src/corpus/labelled_corpus.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "src/base/character_ngrams.h"
#include "src/corpus/word_pairs.h"

namespace windowlm {
namespace {

// The pairs of words, each counted once a line.
WordPairs FrequentPairs(const LabelledLines& lines, const LineFeatures& words, uint64_t least,
                        uint64_t most) {
  WordPairCounts counts;
  std::vector<WordPairs::Pair> pairs;
  for (uint64_t i = 0; i < lines.size(); ++i) {
    pairs.clear();
    words.VisitPairs(lines.words(i),
                     [&](uint32_t first, uint32_t second) { pairs.emplace_back(first, second); });
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const auto& [first, second] : pairs) counts.Add(first, second);
  }
  return counts.MostFrequent(least, most);
}

// The buckets of the n-grams that enough lines have, in their order.
std::vector<uint32_t> FrequentBuckets(const LabelledLines& lines, const Vocabulary& vocabulary,
                                      const Labels& labels, const NgramRange& range,
                                      uint64_t least) {
  // As if all were known, whose number is then their bucket.
  std::vector<uint32_t> all(range.buckets);
  for (uint32_t bucket = 0; bucket < range.buckets; ++bucket) all[bucket] = bucket;
  auto known = std::make_shared<LineFeatureSet>();
  known->ngrams = KnownNgrams(range.min, range.max, all);
  const LineFeatures features(vocabulary, labels, std::move(known), LineWords::kOnce);
  const auto first = static_cast<uint32_t>(vocabulary.size());
  std::vector<uint64_t> counts(range.buckets);
  std::vector<uint32_t> found;
  for (uint64_t i = 0; i < lines.size(); ++i) {
    found.clear();
    features.Append(lines.words(i), {}, &found);
    for (const uint32_t feature : found) {
      if (feature >= first) ++counts[feature - first];
    }
  }
  std::vector<uint32_t> frequent;
  for (const uint32_t bucket : all) {
    if (counts[bucket] >= least) frequent.push_back(bucket);
  }
  return frequent;
}

std::shared_ptr<const LineFeatureSet> FindFeatures(const LabelledLines& lines,
                                                   const Vocabulary& vocabulary,
                                                   const Labels& labels,
                                                   const LabelledCorpus::Telling& telling) {
  auto known = std::make_shared<LineFeatureSet>();
  const uint64_t least = LeastFeatureCount(vocabulary, labels);
  if (telling.most_pairs > 0) {
    const LineFeatures words(vocabulary, labels, std::make_shared<LineFeatureSet>(),
                             LineWords::kOnce);
    known->pairs = FrequentPairs(lines, words, least, telling.most_pairs);
  }
  if (telling.most_characters > 0) {
    const NgramRange range = {telling.least_characters, telling.most_characters,
                              KnownNgrams::kBuckets};
    known->ngrams =
        KnownNgrams(range.min, range.max, FrequentBuckets(lines, vocabulary, labels, range, least));
  }
  return known;
}

}  // namespace

LabelledCorpus::LabelledCorpus(absl::Span<const uint32_t> train_ids,
                               absl::Span<const uint32_t> valid_ids, const Vocabulary& vocabulary,
                               absl::string_view label_prefix, const Telling& telling)
    : labels_(vocabulary, label_prefix),
      train_(train_ids, vocabulary.line_end_id(), labels_, &sets_),
      valid_(valid_ids, vocabulary.line_end_id(), labels_, &sets_),
      known_(FindFeatures(train_, vocabulary, labels_, telling)),
      features_(vocabulary, labels_, known_, telling.words) {}

}  // namespace windowlm
