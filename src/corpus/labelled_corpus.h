#ifndef WINDOWLM_SRC_CORPUS_LABELLED_CORPUS_H_
#define WINDOWLM_SRC_CORPUS_LABELLED_CORPUS_H_

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/labelled_lines.h"
#include "src/corpus/labels.h"
#include "src/corpus/line_feature_set.h"
#include "src/corpus/line_features.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The labels of a corpus, its lines as examples of them, and what its lines for training have that
// may tell of them. Immutable; safe for any number of threads.
class LabelledCorpus {
 public:
  // What may tell of labels.
  struct Telling {
    // The most pairs of words, those in most lines; 0 for none.
    uint64_t most_pairs = 0;
    // The least and the greatest number of characters of n-grams; 0 for none.
    int least_characters = 0;
    int most_characters = 0;
    LineWords words = LineWords::kOnce;
  };

  // Keeps pairs and n-grams that LeastFeatureCount says are frequent enough. The ids are whole
  // lines of `vocabulary` and must outlive this.
  LabelledCorpus(absl::Span<const uint32_t> train_ids, absl::Span<const uint32_t> valid_ids,
                 const Vocabulary& vocabulary, absl::string_view label_prefix,
                 const Telling& telling);

  const Labels& labels() const { return labels_; }
  // Those of both texts.
  const LabelSets& sets() const { return sets_; }
  const LabelledLines& train() const { return train_; }
  const LabelledLines& valid() const { return valid_; }
  const std::shared_ptr<const LineFeatureSet>& known() const { return known_; }
  const LineFeatures& features() const { return features_; }

 private:
  Labels labels_;
  LabelSets sets_;
  LabelledLines train_;
  LabelledLines valid_;
  std::shared_ptr<const LineFeatureSet> known_;
  LineFeatures features_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_LABELLED_CORPUS_H_
