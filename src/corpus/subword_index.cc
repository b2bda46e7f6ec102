#include "src/corpus/subword_index.h"

namespace windowlm {

SubwordIndex::SubwordIndex(const Vocabulary& vocabulary, const NgramRange& range, Rows rows)
    : range_(range) {
  begins_.reserve(vocabulary.size() + 1);
  begins_.push_back(0);
  for (uint32_t id = 0; id < vocabulary.size(); ++id) {
    const bool is_special = id == vocabulary.unknown_id() || id == vocabulary.line_end_id() ||
                            id == vocabulary.line_start_id();
    if (!is_special) AppendNgramBuckets(vocabulary.word(id), range, &row_of_ngram_);
    begins_.push_back(row_of_ngram_.size());
  }
  if (rows == Rows::kAll) {
    rows_ = range.buckets;
    return;
  }
  row_of_bucket_.resize(range.buckets);
  for (const uint32_t bucket : row_of_ngram_) row_of_bucket_[bucket] = 1;
  for (uint32_t& row : row_of_bucket_) {
    if (row != 0) row = static_cast<uint32_t>(++rows_);
  }
  for (uint32_t& ngram : row_of_ngram_) ngram = row_of_bucket_[ngram] - 1;
}

int64_t SubwordIndex::RowOfBucket(uint32_t bucket) const {
  return row_of_bucket_.empty() ? int64_t{bucket} : int64_t{row_of_bucket_[bucket]} - 1;
}

SubwordIndex::Found SubwordIndex::Find(absl::string_view word) const {
  std::vector<uint32_t> buckets;
  AppendNgramBuckets(word, range_, &buckets);
  Found found;
  found.ngrams = buckets.size();
  for (const uint32_t bucket : buckets) {
    const int64_t row = RowOfBucket(bucket);
    if (row >= 0) found.rows.push_back(static_cast<uint32_t>(row));
  }
  return found;
}

}  // namespace windowlm
