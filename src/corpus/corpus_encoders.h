// The two encoders that make the ids of an encoded corpus.

#ifndef WINDOWLM_SRC_CORPUS_CORPUS_ENCODERS_H_
#define WINDOWLM_SRC_CORPUS_CORPUS_ENCODERS_H_

#include <algorithm>
#include <cstdint>
#include <limits>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/encoded_corpus.h"
#include "src/corpus/special_words.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/word_encoder.h"
#include "src/corpus/word_index.h"

namespace windowlm {

inline constexpr uint64_t kNoWordLimit = std::numeric_limits<uint64_t>::max();

inline uint64_t CountLineEnds(absl::Span<const uint32_t> ids, uint32_t line_end) {
  return static_cast<uint64_t>(std::count(ids.begin(), ids.end(), line_end));
}

// Numbers words in the order in which they are first seen, for as long as the vocabulary is not
// known.
class FirstSeenEncoder : public WordEncoder {
 public:
  // If max_words is 0 there is no limit.
  FirstSeenEncoder(uint64_t max_words, EncodedCorpusWriter& ids)
      : max_words_(max_words == 0 ? kNoWordLimit : max_words), ids_(ids) {
    words_.Add(kLineEndWord);
  }

  static constexpr uint32_t kLineEnd = 0;

  const WordIndex& known() const override { return words_; }
  uint32_t Add(absl::string_view word) override { return words_.Add(word); }
  uint32_t line_end_id() const override { return kLineEnd; }

  uint64_t Wanted() const override {
    if (!ids_.status().ok()) return 0;
    return max_words_ == kNoWordLimit ? kNoWordLimit : max_words_ - ids_.size();
  }

  void Append(absl::Span<const uint32_t> ids) override {
    lines_ += CountLineEnds(ids, kLineEnd);
    if (ids.size() < Wanted() || ids.empty() || ids.back() == kLineEnd) {
      ids_.Append(ids);
      return;
    }
    // The last id that is wanted has to be a line's end.
    ids_.Append(ids.first(ids.size() - 1));
    ids_.Append(kLineEnd);
    ++lines_;
  }

  // The number of lines that were taken.
  uint64_t lines() const { return lines_; }

 private:
  const uint64_t max_words_;
  EncodedCorpusWriter& ids_;
  WordIndex words_;
  uint64_t lines_ = 0;
};

// Gives words their ids in a vocabulary; words that it does not have become `<unk>`.
class VocabularyEncoder : public WordEncoder {
 public:
  VocabularyEncoder(const Vocabulary& vocabulary, EncodedCorpusWriter& ids)
      : vocabulary_(vocabulary), ids_(ids) {}

  const WordIndex& known() const override { return vocabulary_.index(); }
  uint32_t Add(absl::string_view) override { return vocabulary_.unknown_id(); }
  uint32_t line_end_id() const override { return vocabulary_.line_end_id(); }

  uint64_t Wanted() const override { return ids_.status().ok() ? kNoWordLimit : 0; }

  void Append(absl::Span<const uint32_t> ids) override {
    lines_ += CountLineEnds(ids, line_end_id());
    ids_.Append(ids);
  }

  // The number of lines that were taken.
  uint64_t lines() const { return lines_; }

 private:
  const Vocabulary& vocabulary_;
  EncodedCorpusWriter& ids_;
  uint64_t lines_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_CORPUS_ENCODERS_H_
